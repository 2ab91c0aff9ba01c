"""`triage rules test --accept`: golden cases that differ made to expect what came out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from triage.cases.accepting import accepted
from triage.cases.confirmations import Confirmation, read_confirmations
from triage.cases.expectations import Expectation
from triage.cases.rewriting import rewritten
from triage.cli.edit_journal import Rewritten, rewrite
from triage.cli.exits import Exit
from triage.cli.prompting import read_line
from triage.cli.rules_confirm import without
from triage.cli.streams import say
from triage.diagnostics import Diagnostic, TriageError
from triage.model.outcome import Outcome
from triage.present.wording import Words

_YES = frozenset({"y", "yes", "j", "ja"})


@dataclass(frozen=True, slots=True)
class Differing:
    """A case file, what it expects, and what came out instead."""

    file: Path
    expected: Expectation
    outcome: Outcome


def accept(differing: Sequence[Differing], rulebook: Path, words: Words, *, asked: bool) -> Exit:
    """Rewrite cases to expect what came out, once somebody says yes; `asked` is a yes beforehand.

    All of them are, and what was confirmed of them is taken back, or nothing is written.

    Raises:
        TriageError: one cannot be rewritten, or has been changed meanwhile.
    """
    cases = [_rewritten(each) for each in differing]
    folder, names = differing[0].file.parent, [each.file.stem for each in cases]
    known = read_confirmations(folder)
    gone = {name: known[name] for name in names if name in known}
    if gone:
        say(f"\n{words.count('golden.taken_back', len(gone))}\n")
    if not (asked or _agreed(f"\n{words.count('golden.accept', len(cases))}")):
        say(f"{words.say('golden.not_written')}\n")
        return Exit.FAILED
    also = [without(folder, gone)] if gone else []
    place = rulebook if rulebook.is_dir() else rulebook.parent
    rewrite([*cases, *also], [place], "test --accept")
    _tell(cases, gone, words)
    return Exit.DONE


def _tell(cases: Sequence[Rewritten], gone: Mapping[str, Confirmation], words: Words) -> None:
    for name, each in gone.items():
        date = words.date(each.on)
        say(f"{words.say('golden.no_longer', case=name, by=each.by, date=date)}\n")
    for case in cases:
        say(f"{words.say('golden.rewritten', file=str(case.file))}\n")


def _agreed(question: str) -> bool:
    return (read_line(question) or "").strip().lower() in _YES


def _rewritten(differing: Differing) -> Rewritten:
    before = differing.file.read_bytes()
    try:
        text = rewritten(before.decode(), accepted(differing.expected, differing.outcome))
    except ValueError:
        details = {"file": str(differing.file)}
        raise TriageError((Diagnostic("case-not-rewritten", details=details),)) from None
    return Rewritten(differing.file, before, text.encode())
