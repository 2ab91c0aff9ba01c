"""Keeping an interview in a file: after every answer, in one piece, and never over another file."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import FrameType

from triage.cases.case_file import Case, RulebookFor
from triage.cases.case_text import case_text
from triage.cli.atomic_write import put, refusing, sweep
from triage.cli.context import Context
from triage.cli.file_lock import Claim
from triage.cli.folder import Folder
from triage.diagnostics import ChangedMeanwhile, Diagnostic, TriageError
from triage.interview import Interview
from triage.model.assessment import Assessment
from triage.model.cpr import looks_like_cpr
from triage.model.rulebook import Rulebook

_YAML = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Opened:
    """The file an interview begins from: what stood in it, and what that says."""

    file: Path
    content: bytes | None
    case: Case

    def is_interview(self, rulebook: Rulebook) -> bool:
        """Return whether it is what an interview with this rulebook saved, and nothing more."""
        case = self.case
        more = (case.title, case.story, case.source, case.because, case.expect)
        known = (rulebook.id, *rulebook.extends)
        by_one = len(case.rulebooks) == 1 and case.rulebook in known
        return case.history is not None and by_one and not any(more)


def opened(file: Path, context: Context, rulebook_for: RulebookFor) -> Opened:
    """Read the file an interview begins from.

    Raises:
        InvalidAssessment: it cannot be read, or is no case file.
    """
    # Before it is read as a case: what changes after is then a change, not what was read.
    content = file.read_bytes() if file.is_file() else None
    return Opened(file, content, context.read_case(file, rulebook_for))


class Keeper:
    """Keeps one interview in one file, whose name it claims until it is let go.

    INVARIANT: a file is written over only while it holds what this interview read in it or wrote
    to it. Where anybody else has changed it, the interview goes to a new file beside it.
    """

    def __init__(self, file: Path | None, read: bytes | None, day: str) -> None:
        """Keep an interview in `file`, in which this was `read`; or anew, under a free name.

        Raises:
            TriageError: another interview is kept there, or nothing can be written there.
        """
        self._day = day
        self._known = read
        self._claim: Claim | None = None
        self.file = file or Path()
        with refusing(self.file):
            target = self.file if read is None else self.file.resolve()
            self._beside = (target if self.file.is_symlink() else self.file).parent
            self._folder = Folder(target.parent)
            sweep(self._folder)
            if file is None:
                self._go_to_free_name()
            elif not self._claims(target.name) or self._folder.read(target.name) != read:
                self.let_go()
                raise TriageError((Diagnostic("in-use", details={"file": str(file)}),))

    def __enter__(self) -> Keeper:
        return self

    def __exit__(self, *_: object) -> None:
        self.let_go()

    @property
    def place(self) -> str:
        """The name of the file."""
        return str(self.file)

    @property
    def holds_any(self) -> bool:
        """Whether anything was kept."""
        return self.file.exists()

    def keep(self, interview: Interview) -> None:
        """Write the interview, wholly or not at all, to `file`; that may be another afterwards.

        Raises:
            TriageError: it cannot be written.
        """
        with refusing(self.file):
            while True:
                with suppress(ChangedMeanwhile):
                    self._known = self.save(interview.assessment, self._known)
                    return
                self._go_to_free_name()

    def let_go(self) -> None:
        """Let others write to the file."""
        if self._claim is not None:
            self._claim.release()
        self._folder.close()

    def save(self, assessment: Assessment, expected: bytes | None) -> bytes:
        """Write over the content expected, or anew; return what was written.

        Raises:
            ChangedMeanwhile: anybody else has written; nothing is written then.
        """
        content = case_text(assessment).encode("utf-8")
        now = self._folder.read(self._name)
        if now not in (None, expected):
            raise ChangedMeanwhile
        try:
            put(self._folder, self._name, content, new=now is None)
        except FileExistsError:
            raise ChangedMeanwhile from None
        return content

    def _go_to_free_name(self) -> None:
        """Go on under a name nobody has; it says nothing about the person."""
        names = (f"triage-{self._day}-{number}.yaml" for number in count(1))
        free = (name for name in names if not self._folder.taken(name))
        name = next(name for name in free if self._claims(name))
        self.file, self._known = self._beside / name, None

    def _claims(self, name: str) -> bool:
        """Claim a name instead of the one before; return False where another process has."""
        try:
            claim = Claim(self._folder, name)
        except BlockingIOError:
            return False
        if self._claim is not None:
            self._claim.release()
        self._claim, self._name = claim, name
        return True


def keeper_for(begun: Opened | None, asked: Path | None, rulebook: Rulebook, day: str) -> Keeper:
    """Decide where an interview is kept: where it was asked for, where it came from, or anew.

    A case that is no interview is read and left as it is.

    Raises:
        TriageError: the file asked for is there and is another, cannot be written, or is named by a
            CPR number.
    """
    if asked is not None and looks_like_cpr(asked.stem):
        raise TriageError((Diagnostic("case-like-cpr"),))
    goes_on = begun is not None and begun.is_interview(rulebook)
    if asked is None:
        if begun is not None and goes_on and begun.file.suffix in _YAML:
            return Keeper(begun.file, begun.content, day)
        return Keeper(None, None, day)
    if not os.path.lexists(asked):
        return Keeper(asked, None, day)
    if begun is None or not goes_on or not asked.samefile(begun.file):
        raise TriageError((Diagnostic("not-written-over", details={"file": str(asked)}),))
    return Keeper(asked, begun.content, day)


@contextmanager
def held_back() -> Iterator[None]:
    """Let what would interrupt wait until an answer that was given is kept."""
    waiting: list[int] = []

    def wait(number: int, _: FrameType | None) -> None:
        waiting.append(number)

    before = {each: signal.signal(each, wait) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    if waiting:
        raise KeyboardInterrupt
