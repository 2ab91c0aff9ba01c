"""The pages of the miniature rulebook, as the command makes them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from triage.cases.case_file import Case, read_case
from triage.engine import Evaluator
from triage.explain import still_open
from triage.intake.reading import read_answers
from triage.language.load import load
from triage.model.outcome import Outcome
from triage.model.rulebook import Rulebook
from triage.present import Page, build_page

HERE = Path(__file__).parent
BOOK = HERE / "book"
CASES = ("open", "settled", "troubled")


@cache
def book() -> Rulebook:
    """Load the miniature rulebook."""
    return load(BOOK)


@cache
def case(name: str) -> Case:
    """Read one of its cases."""
    return read_case(HERE / "cases" / f"{name}.yaml")


def outcome_of(answers: dict[str, object], name: str = "open") -> Outcome:
    """Assess answers on the day of a case."""
    as_of = case(name).as_of
    assert as_of is not None
    return Evaluator(book()).assess(read_answers(book(), answers, as_of), as_of, "compiled")


def page_of(name: str, language: str = "da", everything: bool = False) -> Page:
    """Make the page of a case."""
    return page_from(case(name).answers, name, language, everything)


def page_from(
    answers: dict[str, object],
    name: str,
    language: str = "da",
    everything: bool = False,
    outcome: Outcome | None = None,
) -> Page:
    """Make the page of answers, on the day and with the name of a case."""
    outcome = outcome or outcome_of(answers, name)
    found = still_open(
        book(),
        Evaluator(book()),
        read_answers(book(), answers, outcome.as_of),
        outcome,
        everything=everything,
    )
    return build_page(
        book(),
        read_answers(book(), answers, outcome.as_of),
        outcome,
        language,
        case=case(name).case,
        still_open=found,
        everything=everything,
    )
