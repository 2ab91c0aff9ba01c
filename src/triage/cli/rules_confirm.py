"""`triage rules cases --confirm`: a person says of golden cases that what they expect is right."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from triage.cases.case_file import Case
from triage.cases.confirmations import (
    FILE,
    Confirmation,
    case_digest,
    confirmations_text,
    is_confirmed,
    read_confirmations,
)
from triage.cli.atomic_write import save
from triage.cli.context import Context, today
from triage.cli.edit_journal import Rewritten
from triage.cli.exits import Exit
from triage.cli.prompting import read_line
from triage.cli.streams import say
from triage.diagnostics import Diagnostic, InvalidAssessment
from triage.intake.reading import read_answers
from triage.model.rulebook import Rulebook
from triage.present import Words

_YES = frozenset({"y", "yes", "j", "ja"})
_STOP = frozenset({"q", "s", "stop"})


@dataclass(frozen=True, slots=True)
class Confirming:
    """Who confirms, in which folder, and which cases where not all that are to be."""

    by: str
    folder: Path
    only: Sequence[str]


def confirm(context: Context, rulebook: Rulebook, files: Sequence[Path], who: Confirming) -> Exit:
    """Show each case that is to be confirmed, in words, and write down which of them are right.

    What has been confirmed is written at once, so one may stop anywhere.

    Raises:
        TriageError: a case or the list cannot be read, or the list cannot be written.
    """
    words = Words(context.language_of(rulebook))
    known = read_confirmations(who.folder)
    before = len(known)
    rest = list(_unconfirmed(context, rulebook, files, known, who.only))
    for number, (name, case) in enumerate(rest, start=1):
        _show(context, rulebook, name, case, words)
        reply = _reply(words.say("golden.ask", number=number, count=len(rest)))
        if reply is None or reply in _STOP:
            break
        if reply in _YES:
            known[name] = Confirmation(case_digest(case), who.by, today())
            save(who.folder / FILE, confirmations_text(known))
    say(f"{words.count('golden.confirmed', len(known) - before)}\n")
    return Exit.DONE


def without(folder: Path, names: Container[str]) -> Rewritten:
    """Return the list of a folder without some confirmations.

    Raises:
        TriageError: the list cannot be read.
    """
    known = read_confirmations(folder)
    rest = {name: each for name, each in known.items() if name not in names}
    file = folder / FILE
    return Rewritten(file, file.read_bytes(), confirmations_text(rest).encode())


def _unconfirmed(
    context: Context,
    rulebook: Rulebook,
    files: Sequence[Path],
    known: Mapping[str, Confirmation],
    only: Sequence[str],
) -> Iterator[tuple[str, Case]]:
    names = {file.stem for file in files}
    if missing := [each for each in only if each not in names]:
        raise click.UsageError(f"there is no case {', '.join(missing)}")
    for file in files:
        case = context.anew().read_case(file, lambda _: rulebook)
        is_asked = not only or file.stem in only
        if is_asked and not is_confirmed(file.stem, case_digest(case), known):
            yield file.stem, case


def _show(context: Context, rulebook: Rulebook, name: str, case: Case, words: Words) -> None:
    from triage.present import golden_page

    if case.as_of is None:
        raise InvalidAssessment((Diagnostic("as-of-missing", path="as_of"),))
    answers = read_answers(rulebook, case.answers, case.as_of)
    context.say_page(golden_page(name, case, answers, rulebook, words))


def _reply(question: str) -> str | None:
    line = read_line(f"\n{question}")
    return None if line is None else line.strip().lower()
