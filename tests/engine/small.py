"""Small rulebooks for tests, written where they are used."""

from __future__ import annotations

import tempfile
import textwrap
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tests.engine.rete.installed import ENGINES
from triage.engine import Evaluator
from triage.intake.reading import read_answers
from triage.language.load import load
from triage.model.outcome import Outcome
from triage.model.rulebook import Rulebook

DAY = date(2026, 11, 22)

HEAD = "rulebook: {id: small, version: '1', language: da}\n"


def rulebook(text: str, head: str = HEAD) -> Rulebook:
    """Load a rulebook written as text."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "small.yaml"
        file.write_text(head + textwrap.dedent(text), encoding="utf-8")
        return load(file)


def evaluator(text: str, head: str = HEAD) -> Evaluator:
    """Make what evaluates a rulebook written as text."""
    return Evaluator(rulebook(text, head))


def by_all(evaluating: Evaluator, answers: Mapping[str, object], as_of: date = DAY) -> Outcome:
    """Return the outcome, having seen that every engine installed gives the same."""
    outcomes = [
        evaluating.assess(read_answers(evaluating.rulebook, answers, as_of), as_of, name)
        for name in ENGINES
    ]
    plain = [outcome.model_dump(exclude={"engine"}) for outcome in outcomes]
    assert all(other == plain[0] for other in plain)
    return outcomes[0]


def typologies(evaluating: Evaluator, answers: dict[str, object]) -> tuple[str, ...]:
    """Return the possible typologies, as every engine sees them."""
    found = by_all(evaluating, answers).typology
    assert found is not None
    return found.possible
