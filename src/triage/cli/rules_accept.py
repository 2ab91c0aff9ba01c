"""`triage rules test --accept`: golden cases that differ made to expect what came out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from triage.authoring.rewriting import rewritten
from triage.cases.confirmations import Confirmation, read_confirmations
from triage.cases.expectations import Expectation
from triage.cli.edit_journal import Rewritten, rewrite
from triage.cli.exits import Exit
from triage.cli.prompting import agrees
from triage.cli.rules_confirm import without
from triage.cli.streams import say
from triage.diagnostics import Diagnostic, TriageError
from triage.present.wording import Words


@dataclass(frozen=True, slots=True)
class Differing:
    """A case file, and what it would expect if what came out were right."""

    file: Path
    accepted: Expectation


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
        alone = words.say("golden.taken_back_alone")
        told = alone if len(cases) == 1 else words.count("golden.taken_back", len(gone))
        say(f"\n{told}\n")
    if not (asked or agrees(f"\n{words.count('golden.accept', len(cases))}")):
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


def _rewritten(differing: Differing) -> Rewritten:
    before = differing.file.read_bytes()
    try:
        text = rewritten(before.decode(), differing.accepted)
    except ValueError:
        details = {"file": str(differing.file)}
        raise TriageError((Diagnostic("case-not-rewritten", details=details),)) from None
    return Rewritten(differing.file, before, text.encode())
