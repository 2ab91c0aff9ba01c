"""Keeping an interview in a file: after every answer, in one piece, and never over another file."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import FrameType

from triage.cli.writing import write_whole
from triage.diagnostics import Diagnostic, InvalidAssessment, Sources
from triage.explain.interview import Interview
from triage.model.assessment import Assessment
from triage.model.rulebook import Rulebook
from triage.rulebook.case_text import case_text
from triage.rulebook.cases import Case, read_case

_YAML = (".yaml", ".yml")


class Keeper:
    """Writes one interview to one file, which a new name never shares with another."""

    def __init__(self, file: Path, *, new: bool) -> None:
        """Keep an interview in `file`; where it is `new`, it must not be there when first kept."""
        self.file = file
        self._target = file.resolve()
        self._new = new

    def keep(self, interview: Interview) -> None:
        """Write the interview, wholly or not at all.

        Raises:
            InvalidAssessment: the file cannot be written, or is there though it should be new.
        """
        text = case_text(interview.assessment).encode("utf-8")
        try:
            if self._new:
                os.close(os.open(self._target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
                self._new = False
            write_whole(self._target, text)
        except FileExistsError:
            raise _refused("not-written-over", self.file) from None
        except OSError:
            raise _refused("cannot-be-saved", self.file) from None


def keeper_for(
    case: Case | None, name: str | None, asked: Path | None, rulebook: Rulebook, day: str
) -> Keeper:
    """Decide where an interview is kept: where it was asked for, where it came from, or anew.

    A case that is no interview is read and left as it is.

    Raises:
        InvalidAssessment: the file asked for is there, and is another.
    """
    here = Path(name) if case is not None and name is not None else None
    goes_on = here is not None and case is not None and is_interview(case, rulebook)
    if asked is None:
        if here is not None and goes_on and here.suffix in _YAML:
            return Keeper(here, new=False)
        return Keeper(_free(day), new=True)
    if asked.exists() and not (here is not None and goes_on and asked.samefile(here)):
        raise _refused("not-written-over", asked)
    return Keeper(asked, new=not asked.exists())


def interview_in(file: Path, rulebook: Rulebook, sources: Sources) -> Assessment:
    """Read the interview a file holds.

    Raises:
        InvalidAssessment: it holds no interview with this rulebook.
    """
    case = read_case(file, sources)
    if not is_interview(case, rulebook):
        raise _refused("not-written-over", file)
    return case.assessment


def is_interview(case: Case, rulebook: Rulebook) -> bool:
    """Say whether a case is what an interview with this rulebook saved, and nothing more."""
    more = (case.title, case.story, case.source, case.because, case.expect)
    known = (rulebook.id, *rulebook.extends)
    return case.history is not None and case.rulebook in known and not any(more)


def _free(day: str) -> Path:
    """Give a name nobody has taken; it says nothing about the person."""
    names = (Path(f"triage-{day}-{number}.yaml") for number in count(1))
    return next(name for name in names if not name.exists())


def _refused(code: str, file: Path) -> InvalidAssessment:
    return InvalidAssessment((Diagnostic(code, details={"file": str(file)}),))


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
