"""`triage erase`: a case overwritten and removed, with what is left of it beside its file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import click

from triage.cases.case_file import Case, parse_case
from triage.cases.held import Place
from triage.cli.atomic_write import refusing
from triage.cli.case_traces import Found, traces_of
from triage.cli.context import STDIN, Context, command, today
from triage.cli.erasing import erase_file, settle_and_erase
from triage.cli.exits import Exit
from triage.cli.file_lock import Claim, is_held
from triage.cli.folder import Folder
from triage.cli.options import FILE, LANGUAGE
from triage.cli.prompting import agrees, read_line, write
from triage.cli.streams import say
from triage.diagnostics import Diagnostic, InvalidAssessment, TriageError
from triage.journal.events import Ground
from triage.model.cpr import looks_like_cpr
from triage.present import Words
from triage.present.erase_page import Erasable, Erased, erased_page, erasing_page, grounds_page

_HAS_ANSWERS = re.compile(rb"""(?:^|[{,])\s*["']?answers["']?\s*:""", re.MULTILINE)
_NAMELESS = "…"


@command("erase", problems_in="da")
@click.argument("case", type=FILE)
@click.option(
    "--ground",
    type=click.Choice([each.value for each in Ground]),
    help="Why it may be erased; asked for where it is not given.",
)
@click.option("--yes", is_flag=True, help="Do not ask before erasing.")
@LANGUAGE
def erase(context: Context, case: str, *, ground: str | None, yes: bool) -> Exit:
    """Overwrite and remove a case, its history, and what is left of it beside its file.

    CASE is a case file. Copies that editors leave beside it, writes that were broken off, and a
    change of files that was broken off go with it. What cannot be reached is said.
    """
    if case == STDIN:
        raise click.UsageError("CASE is a file; standard input cannot be erased.")
    words = Words(context.language or "da")
    with _claimed(Path(case)):
        return _Erasing(_target(Path(case)), words, context).run(ground, asked=yes)


@dataclass(frozen=True, slots=True, repr=False)
class _Target:
    """What was asked to be erased: the file itself, the link that led to it, what is beside it."""

    file: Path
    link: Path | None
    exists: bool
    traces: Sequence[Found]

    @property
    def going(self) -> list[Found]:
        """The traces that are erased with it, each file once."""
        files: dict[Path, Found] = {}
        for each in self.traces:
            if each.erased:
                files.setdefault(each.file, each)
        return list(files.values())

    @property
    def staying(self) -> list[str]:
        """The names of files that are about the same person, and are erased by themselves."""
        return [_shown(each.trace.name) for each in self.traces if not each.erased]


def _target(asked: Path) -> _Target:
    """Look at what is asked to be erased, and change nothing.

    Raises:
        InvalidAssessment: there is nothing, or it is no case file.
    """
    link, file = asked if asked.is_symlink() else None, asked.resolve()
    exists = file.is_file()
    case = _case(file) if exists else None
    traces = traces_of(file, case) if file.parent.is_dir() else []
    if not exists and not any(each.erased for each in traces):
        raise InvalidAssessment((Diagnostic("unreadable-file", details={"file": _shown(asked)}),))
    return _Target(file, link, exists, traces)


def _case(file: Path) -> Case | None:
    """Read a case; `None` where it is damaged.

    Raises:
        InvalidAssessment: it is something else.
    """
    with refusing(file):
        content = file.read_bytes()
    if not _HAS_ANSWERS.search(content):
        raise InvalidAssessment((Diagnostic("erase-not-a-case", details={"file": _shown(file)}),))
    with suppress(TriageError, UnicodeDecodeError):
        return parse_case(content.decode("utf-8-sig"), file.name)
    return None


@contextmanager
def _claimed(asked: Path) -> Iterator[None]:
    """Hold the name of the file, so that no interview is saved in it meanwhile.

    Raises:
        TriageError: one is, or nothing can be written there.
    """
    file = asked.resolve()
    if not file.parent.is_dir():
        yield
        return
    with refusing(asked), Folder(file.parent) as folder:
        try:
            claim = Claim(folder, file.name)
        except BlockingIOError:
            raise TriageError((Diagnostic("in-use", details={"file": _shown(asked)}),)) from None
        try:
            yield
        finally:
            claim.release()


class _Erasing:
    def __init__(self, target: _Target, words: Words, context: Context) -> None:
        self._target, self._words, self._context = target, words, context

    def run(self, ground: str | None, *, asked: bool) -> Exit:
        """Say what would be erased and what may forbid it, ask, and erase."""
        words, show = self._words, self._context.say_page
        show(erasing_page(self._erasable(), words))
        chosen = Ground(ground) if ground else self._chosen()
        if chosen is None:
            say(f"\n{words.say('erase.no_ground')}\n")
            return Exit.FAILED
        say("\n")
        write([words.say("erase.ground_line", ground=self._named(chosen))])
        if not (asked or agrees(words.say("erase.ask"))):
            say(f"{words.say('erase.not_erased')}\n")
            return Exit.FAILED
        say("\n")
        show(erased_page(self._erase(), self._named(chosen), today(), words))
        return Exit.DONE

    def _named(self, ground: Ground) -> str:
        return self._words.say(f"erase.ground_{ground.name.lower()}")

    def _erasable(self) -> Erasable:
        target = self._target
        return Erasable(
            _shown(target.file.name),
            target.exists,
            tuple((each.trace.place, _shown(each.trace.name)) for each in target.going),
            tuple(target.staying),
        )

    def _chosen(self) -> Ground | None:
        """Ask for the ground; its number or its code answers."""
        every = list(Ground)
        say("\n")
        self._context.say_page(
            grounds_page([(each, self._named(each)) for each in every], self._words)
        )
        line = (read_line(self._words.say("erase.number")) or "").strip()
        if line.isdecimal() and 1 <= int(line) <= len(every):
            return every[int(line) - 1]
        return Ground(line) if line in list(Ground) else None

    def _erase(self) -> Erased:
        """Erase everything, the case last.

        INVARIANT: until the case itself is gone, the same command can be run again, and does all.
        """
        target = self._target
        journals = [each for each in target.going if each.trace.place is Place.BEFORE_EDIT]
        for each in journals:
            settle_and_erase(each.file.parent)
        count, left = len(journals), list[str]()
        files = [each.file for each in target.going if each not in journals and not _in_use(each)]
        for file in (*files, *([target.file] if target.exists else [])):
            count += 1
            if not erase_file(file):
                left.append(_shown(file.name))
        if target.link is not None:
            with refusing(target.link):
                target.link.unlink()
        in_git = any((each / ".git").exists() for each in target.file.parents)
        return Erased(count, tuple(left), in_git)


def _in_use(found: Found) -> bool:
    """Say whether what is unfinished is being written right now: then it is somebody else's."""
    return found.trace.place is Place.UNFINISHED and is_held(found.file)


def _shown(name: str | Path) -> str:
    """Return a name as it may be shown: not where it looks like a CPR number."""
    return _NAMELESS if looks_like_cpr(Path(name).stem) else str(name)
