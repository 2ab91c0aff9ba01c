"""`never_depends` on a rulebook small enough to see through, in each of its forms."""

from __future__ import annotations

from datetime import date

import pytest

from tests.engine.small import rulebook
from triage.diagnostics import Severity
from triage.verify import check_meaning
from triage.verify.guarantees import breach
from triage.verify.state_space import StateSpace

BOOK = """
factors: {background: Law, plan: Plan, lists: Lists}
questions:
  age: {factor: background, kind: number, min: 0, max: 99}
  permit: {factor: background, kind: yes_no}
  wants: {factor: plan, kind: yes_no}
  came_from: {factor: lists, kind: lookup, table: places}
tables: {places: {columns: [wants], rows: {far: {wants: no}, near: {wants: yes}}}}
interventions:
  job: {kind: job}
  course: {kind: course}
  youth: {kind: job}
recommendations:
  - {id: R-job, when: {wants: yes}, recommend: [job]}
  - {id: R-course, when: {wants: yes}, recommend: [course], start: {after: job}}
  - {id: R-youth, when: {age: {less_than: 18}}, recommend: [youth]}
availability:
  - {id: L-permit, when: {permit: no}, interventions: [job], verdict: not_available}
warnings:
  - {id: W-plan, plan: {interventions: [course], start: now, at_least: 1}, warn: Now}
  - {id: W-none, when: {wants: yes}, plan: {interventions: [job], less_than: 1}, warn: None}
  - id: W-law
    when: {permit: no}
    warn: No permit
    law: Section 1
    checked_on: 2026-11-22
    confidence: statute
guarantees:
  - {id: G-1, never_depends: FORM}
"""

ADULT = "among: {age: {at_least: 18}}"


@pytest.mark.parametrize(
    ("form", "about"),
    [
        # What the law closes has another status; and what follows it another start.
        ("{outcome: interventions, on: permit}", "job"),
        ("{outcome: interventions, on: permit, given: law}", None),
        ("{outcome: starts, on: permit}", "course"),
        ("{outcome: starts, on: permit, given: law}", None),
        # A warning that counts the plan turns on law through it; one that rests on law is exempt.
        ("{outcome: warnings, on: permit}", "W-none"),
        ("{outcome: warnings, on: permit, given: law}", None),
        # Age decides what fits, but not among adults.
        ("{outcome: fit, on: age}", "youth"),
        (f"{{outcome: fit, on: age, {ADULT}}}", None),
        ("{outcome: fit, on: age, among: {age: {at_least: 17}}}", "youth"),
        # Nobody meets the condition: nothing can differ.
        ("{outcome: fit, on: age, among: {age: {at_least: 18, less_than: 18}}}", None),
        # A factor is all of its questions, but for those that are left out.
        ("{outcome: fit, factors: background}", "youth"),
        ("{outcome: fit, factors: background, except: age}", None),
        ("{outcome: [fit, starts], factors: [background, plan], except: age}", "job"),
        # A lookup decides what its table fills.
        ("{outcome: fit, on: came_from}", "job"),
        ("{outcome: fit, factors: [lists, background], except: age}", "job"),
        ("{outcome: target_group, factors: lists}", None),
        (f"{{outcome: [fit, starts, warnings], factors: background, {ADULT}, given: law}}", None),
    ],
)
def test_proved_or_broken(form: str, about: str | None) -> None:
    """And broken by the intervention or warning that turns on it."""
    book = rulebook(BOOK.replace("FORM", form))
    [guarantee] = book.guarantees
    found = breach(StateSpace(book, date(2026, 11, 22), guarantee.conditions), guarantee)
    assert (found and found.about) == about


@pytest.mark.parametrize(
    ("guarantee", "nobody"),
    [
        ("never_depends: {outcome: fit, on: age, among: {age: {at_least: 9, less_than: 9}}}", True),
        ("never_depends: {outcome: fit, on: wants, among: {age: 9, permit: no}}", False),
        ("whenever: {wants: yes, not: {wants: yes}}, then: {interventions: {job: possible}}", True),
        ("whenever: {}, then: {wants: {applies: yes}}", False),
        ("never: {wants: yes, age: 7}", False),
    ],
)
def test_one_that_speaks_of_nobody_is_warned_of(guarantee: str, nobody: bool) -> None:
    """It is proved all the same, and shows nothing."""
    book = rulebook(BOOK.replace("never_depends: FORM", guarantee))
    found = [each for each in check_meaning(book) if each.code == "guarantee-about-nobody"]
    assert [(each.severity, each.path) for each in found] == (
        [(Severity.WARNING, "rules.G-1")] if nobody else []
    )
