"""`triage rules test --accept`: golden cases that differ made to expect what came out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from triage.cases.accepting import accepted
from triage.cases.confirmations import read_confirmations
from triage.cases.expectations import Expectation
from triage.cases.rewriting import rewritten
from triage.cli.atomic_write import save
from triage.cli.exits import Exit
from triage.cli.prompting import read_line
from triage.cli.rules_confirm import withdraw
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


def accept(differing: Sequence[Differing], words: Words, *, asked: bool) -> Exit:
    """Rewrite cases to expect what came out, once somebody says yes; `asked` is a yes beforehand.

    Raises:
        TriageError: a case cannot be rewritten, and none is; or one cannot be written.
    """
    texts = {each.file: _rewritten(each) for each in differing}
    folder, names = differing[0].file.parent, [file.stem for file in texts]
    confirmed = read_confirmations(folder).keys() & set(names)
    if confirmed:
        say(f"\n{words.count('golden.taken_back', len(confirmed))}\n")
    if not (asked or _agreed(f"\n{words.count('golden.accept', len(texts))}")):
        say(f"{words.say('golden.not_written')}\n")
        return Exit.FAILED
    # First, so that a case is never confirmed that nobody has seen as it is.
    withdraw(folder, names, words)
    for file, text in texts.items():
        save(file, text)
        say(f"{words.say('golden.rewritten', file=str(file))}\n")
    return Exit.DONE


def _agreed(question: str) -> bool:
    return (read_line(question) or "").strip().lower() in _YES


def _rewritten(differing: Differing) -> str:
    text = differing.file.read_bytes().decode()
    try:
        return rewritten(text, accepted(differing.expected, differing.outcome))
    except ValueError:
        details = {"file": str(differing.file)}
        raise TriageError((Diagnostic("case-not-rewritten", details=details),)) from None
