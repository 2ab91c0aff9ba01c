"""Decisions are made once for all days that make the same of dates, and say of each what is so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.engine.small import evaluator
from triage.cases.case_file import read_case
from triage.engine import Evaluator
from triage.engine.compiled.engine import DAYS as DAYS_OF_CONSTANTS
from triage.engine.possible import Possible
from triage.engine.symbolic import shared
from triage.engine.symbolic.decisions import Decisions
from triage.engine.symbolic.evaluate import found_in
from triage.engine.symbolic.product import Product
from triage.intake.reading import read_answers
from triage.language.load import load

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / "cases" / "projekt-500").glob("demo-*.yaml"))
STEPS = 10_000_000

SHIPPED_DAYS = (
    date(2026, 11, 22),
    date(2026, 11, 30),
    date(2026, 12, 31),
    date(2027, 1, 1),
    date(2028, 2, 29),
    date(2023, 12, 31),
    date(2021, 4, 30),
    date(2026, 7, 1),
)
"""Ends of months, and both sides of the days on which rules and the rulebook begin and end."""

BOOK = """
questions:
  born: {kind: date, from: 2000-01-01, to: as_of}
  came: {kind: date, from: 2020-01-01, to: 2027-12-31}
  plain: {kind: yes_no}
typologies:
  policy: first
  values: [young, late, other]
  rules:
    - {id: T-young, when: {born: {years_ago: {at_most: 20}}}, then: young}
    - {id: T-late, when: {not: {came: {before: 2026-06-15}}}, then: late}
    - {id: T-other, when: {plain: yes}, then: other}
interventions: {x: {kind: k}, y: {kind: k}}
recommendations:
  - {id: R-x, when: {came: {months_ago: {at_least: 6}}}, recommend: [x]}
  - {id: R-y, when: {typology: young}, recommend: [y], start: {after: x}}
availability:
  - id: L-until
    when: {plain: yes}
    interventions: [x]
    verdict: not_available
    valid_to: 2026-09-30
"""
HEAD = (
    "rulebook: {id: small, version: '1', language: da, "
    "valid_from: 2026-01-01, valid_to: 2026-12-31}\n"
)
SMALL_DAYS = [date(2026, 5, 1) + timedelta(days=n) for n in range(0, 400, 7)]
ANSWERS: tuple[dict[str, Any], ...] = (
    {},
    {"born": "2003-03-31"},
    {"came": "2026-05-02"},
    {"plain": "yes"},
    {"born": "2010-01-01", "plain": "no"},
)


@cache
def shipped() -> Evaluator:
    """Return the shipped rulebook, to be evaluated."""
    return Evaluator(load(ROOT / "rules" / "projekt-500"))


def ready(evaluating: Evaluator, day: date) -> Evaluator:
    """Ask so often that decisions of all answers are made."""
    for _ in range(shared.FIRST + 1):
        evaluating.assess(read_answers(evaluating.rulebook, {}, day), day, "compiled")
    return evaluating


def both_ways(evaluating: Evaluator, answers: dict[str, Any], day: date) -> Iterator[Possible]:
    """Yield what decisions shared by days come to, and what those made for these answers do."""
    machines, in_force = evaluating._machines(), evaluating.rulebook.valid_at(day)
    coded = machines.coded(read_answers(evaluating.rulebook, answers, day))
    symbolic = machines.symbolic
    of_all = _shared(evaluating, day)
    known = frozenset({**coded.filled, **coded.given}.items())
    for decisions in (of_all, symbolic._own_decisions(known, day, in_force)):
        product = Product.of(decisions, coded, STEPS)
        yield found_in(machines.program, decisions, product, coded)


def _shared(evaluating: Evaluator, day: date) -> Decisions:
    symbolic, in_force = evaluating._machines().symbolic, evaluating.rulebook.valid_at(day)
    decisions = symbolic._shared.decisions(day, in_force)
    assert decisions is not None
    return decisions


@pytest.mark.parametrize("day", SHIPPED_DAYS, ids=str)
def test_a_day_by_shared_decisions_is_as_by_its_own(day: date) -> None:
    """Of cases of the shipped rulebook, in whichever order days come."""
    ready(shipped(), SHIPPED_DAYS[0])
    for file in FILES:
        one, other = both_ways(shipped(), read_case(file).answers, day)
        assert one == other


def test_days_that_cut_dates_differently_are_told_apart() -> None:
    """An absolute day passes one counted from the day of assessment; a rule's own time ends."""
    evaluating = evaluator(BOOK, HEAD)
    for day in SMALL_DAYS:
        ready(evaluating, day)
        for answers in ANSWERS:
            one, other = both_ways(evaluating, answers, day)
            assert one == other
    assert evaluating._machines().symbolic._shared._alike.cache_info().misses > 1


def test_what_does_not_depend_on_the_day_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """400 days make one set of diagrams, and no node more once each period was there."""
    made, make = list[date](), Decisions.made

    def counting(*arguments: Any) -> Decisions:
        made.append(arguments[2])
        return make(*arguments)

    evaluating = shipped()
    monkeypatch.setattr(Decisions, "made", counting)
    days = [SHIPPED_DAYS[0] + timedelta(days=n) for n in range(400)]
    ready(evaluating, days[0])
    before = len(made)
    nodes = set[int]()
    for _ in range(2):
        every = [_shared(evaluating, day) for day in days]
        nodes.add(len(every[0].diagrams.level_of))
    assert len(made) == before <= shared.FIRST + 1
    assert len(nodes) == 1


def test_what_is_kept_of_days_is_bounded() -> None:
    """As said where it is kept."""
    machines = shipped()._machines()
    kept = machines.symbolic._shared
    assert kept._day.cache_info().maxsize == shared.DAYS
    assert kept._alike.cache_info().maxsize == shared.ALIKE
    assert machines._compiled.constants.cache_info().maxsize == DAYS_OF_CONSTANTS
