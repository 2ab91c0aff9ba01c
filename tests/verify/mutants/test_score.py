"""What cases notice: a weak case leaves just the mutants alive that it says nothing of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.counts import Count
from tests.sizes import SizeOf, spread
from tests.verify.shipped import SHIPPED, shipped_cases
from triage.cases.expectations import Expectation
from triage.cases.expected import NOT_TO_HOLD, UNKNOWN, Difference, differences
from triage.diagnostics import InvalidAssessment
from triage.engine import EngineName, Evaluator
from triage.intake.reading import read_answers
from triage.language.load import load
from triage.model.rulebook import Rulebook
from triage.verify.mutants import (
    Fate,
    GoldenCase,
    Mutant,
    Operator,
    missing_cases,
    mutants,
    mutants_about,
    mutate,
)
from triage.verify.mutants.score import Judging

BOOK = """\
rulebook: {id: small, version: 1.0.0}
questions:
  months: {kind: number, min: 0, max: 12}
typologies:
  values: [near, far]
  rules:
    - {id: T-near, when: {months: {at_most: 6}}, then: near}
    - {id: T-far, when: {months: {more_than: 6}}, then: far}
"""
DAY = date(2026, 7, 1)


@pytest.fixture
def book(tmp_path: Path) -> Rulebook:
    """Return a rulebook of two rules."""
    file = tmp_path / "small.yaml"
    file.write_text(BOOK, encoding="utf-8")
    return load(file)


def case(months: int, typology: str) -> GoldenCase:
    """Return a case."""
    return GoldenCase(f"{months}", DAY, {"months": months}, Expectation(typology=(typology,)))


def alive(book: Rulebook, *cases: GoldenCase) -> set[tuple[str, str]]:
    """Return the mutants cases do not notice."""
    verdicts = mutate(book, cases, mutants(book))
    return {
        (each.mutant.path, each.mutant.operator) for each in verdicts if each.fate is Fate.ALIVE
    }


def test_borders_notice_everything(book: Rulebook) -> None:
    """A case on either side of the border."""
    assert alive(book, case(6, "near"), case(7, "far")) == set()


def test_a_case_off_the_border_misses_it(book: Rulebook) -> None:
    """The threshold may move by one."""
    moved = Operator.THRESHOLD_MOVED
    assert alive(book, case(5, "near"), case(8, "far")) == {
        ("rules.T-near", moved),
        ("rules.T-far", moved),
    }


def test_no_case_misses_everything(book: Rulebook) -> None:
    """All that could be noticed is alive, with somebody it makes a difference to."""
    verdicts = list(mutate(book, (), mutants(book)))
    assert {each.fate for each in verdicts} == {Fate.ALIVE}
    assert all(each.shown is not None for each in verdicts)


def test_missing_cases_notice_everything(book: Rulebook) -> None:
    """With the cases that were missing, nothing is alive."""
    missing = missing_cases(book, [case(5, "near")], mutants_about(book, ()))
    found = [each.case for each in missing if each.case is not None]
    assert found
    assert alive(book, case(5, "near"), *found) == set()


def test_cases_that_fail_judge_nothing(book: Rulebook) -> None:
    """They would kill mutants they do not notice: they are named, and nothing is mutated."""
    misread = GoldenCase("misread", DAY, {"months": "many"}, Expectation(typology=("near",)))
    cases = [case(6, "near"), case(7, "near"), misread]
    with pytest.raises(InvalidAssessment) as refused:
        next(mutate(book, cases, mutants(book)))
    (problem,) = refused.value.diagnostics
    assert (problem.code, problem.details["names"]) == ("failing-cases", "`7`, `misread`")
    with pytest.raises(InvalidAssessment):
        next(missing_cases(book, cases, mutants_about(book, ())))


SHARES = 20


@cache
def judging() -> Judging:
    """Judge by the shipped cases; what all mutants share is made once a process."""
    return Judging(SHIPPED, shipped_cases())


def test_every_kind_of_slip_is_made() -> None:
    """The shipped rulebook has something for each of them; tests are added to judge guarantees."""
    counts = Counter(mutant.operator for mutant in every_mutant())
    assert counts.keys() == set(Operator) - {Operator.TEST_ADDED}


@pytest.mark.parametrize("share", range(SHARES))
def test_the_shipped_cases_notice_slips(share: int, size: SizeOf, counted: Count) -> None:
    """As many as `--mutants` says, from all over the rulebook."""
    asked = spread(every_mutant(), size("mutants"))[share::SHARES]
    assert unnoticed(asked) == []
    counted("mutants in the shipped rulebook", len(asked))


@pytest.mark.soak
def test_the_shipped_cases_notice_every_slip_in_one_process(counted: Count) -> None:
    """Whatever has been kept of thousands of mutants before."""
    every = every_mutant()
    assert unnoticed(every) == []
    counted("mutants in the shipped rulebook, in one process", len(every))


def every_mutant() -> list[Mutant]:
    """Return the mutants of rules and of what stands first."""
    return [mutant for _, mutant in mutants_about(SHIPPED, ())]


def unnoticed(asked: Iterable[Mutant]) -> list[tuple[str, str]]:
    """Name the mutants that could be noticed and are not."""
    verdicts = map(judging().verdict, asked)
    return [(each.mutant.path, each.mutant.what) for each in verdicts if each.fate is Fate.ALIVE]


@pytest.mark.more
def test_what_was_judged_before_makes_no_difference() -> None:
    """A mutant has the same fate whichever mutants came before it."""
    asked = list(mutants(SHIPPED))[7::140]
    first, other = judging(), Judging(SHIPPED, shipped_cases())
    forwards = [first.verdict(each).fate for each in asked]
    assert [other.verdict(each).fate for each in reversed(asked)] == forwards[::-1]


def test_a_slip_is_killed_where_a_whole_outcome_is_not_as_expected(
    size: SizeOf, counted: Count
) -> None:
    """What is looked at of a case is enough: assessing all of it finds the same mutants."""
    cases = shipped_cases()[::5]
    by_parts = Judging(SHIPPED, cases)
    asked = spread(list(mutants(SHIPPED)), size("mutants-whole"))
    counted("mutants in the shipped rulebook, whole outcomes", len(asked))
    for mutant in asked:
        evaluator = Evaluator(mutant.rulebook)
        noticed = any(_is_noticed(evaluator, each) for each in cases)
        assert (by_parts.verdict(mutant).fate is Fate.KILLED) == noticed, mutant.path


def _is_noticed(evaluator: Evaluator, one: GoldenCase) -> bool:
    try:
        outcome = evaluator.assess(
            read_answers(evaluator.rulebook, one.answers, one.as_of), one.as_of, EngineName.COMPILED
        )
    except InvalidAssessment:
        return True
    found = differences(evaluator.rulebook, one.expect, outcome)
    return any(not _is_of_a_dropped_rule(each) for each in found)


def _is_of_a_dropped_rule(found: Difference) -> bool:
    """Say whether a case expects a rule not to hold that is not there: then it does not."""
    return (found.expected, found.got) == (NOT_TO_HOLD, UNKNOWN)
