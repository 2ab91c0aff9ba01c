"""The order of the plan is the rulebook's: by core rules, what it declares and the catalogue."""

from __future__ import annotations

import pytest

from tests.present.test_shipped_pages import FILES
from tests.verify.shipped import SHIPPED
from triage.cases.case_file import Case, read_case
from triage.engine import Evaluator
from triage.explain import Plan, plan_of
from triage.intake.reading import read_answers
from triage.model.questions_read import questions_read

PEOPLE = tuple(
    case
    for case in (read_case(file) for file in FILES[::9])
    if not {"birth_date", "residence_basis"}.isdisjoint(case.answers)
)
BACKGROUND = tuple(each.id for each in SHIPPED.questions.values() if each.factor == "background")
OTHERS: tuple[dict[str, object], ...] = (
    {"support_basis": "kontanthjaelp", "readiness": "activity_ready", "months_without_job": 24},
    {"residence_basis": "refugee", "residence_since": "2015-01-01", "programme": "introduction"},
    {"residence_basis": "no_permit_needed", "readiness": "job_ready", "single_parent": "yes"},
    {},
)
"""Background facts other than those of the cases; the day of birth stays, as the track reads it."""

EVALUATOR = Evaluator(SHIPPED)


def plan(case: Case, background: dict[str, object] | None = None) -> Plan:
    """Return the plan of a case, with other background facts if given."""
    answers = dict(case.answers)
    if background is not None:
        kept = {"birth_date", *(each for each in answers if each not in BACKGROUND)}
        answers = {each: answers[each] for each in answers if each in kept} | background
    assert case.as_of is not None
    read = read_answers(SHIPPED, answers, case.as_of)
    return plan_of(SHIPPED, EVALUATOR.assess(read, case.as_of, "compiled"))


def parts(found: Plan) -> dict[str, list[str]]:
    """Return the interventions of each part of a plan."""
    names = ("now", "alongside", "later", "perhaps", "optional")
    return {name: [item.intervention for item in getattr(found, name)] for name in names}


def test_enough_people() -> None:
    """Else this would show little."""
    assert len(PEOPLE) > 10


@pytest.mark.parametrize("case", PEOPLE, ids=lambda case: case.title[:30])
def test_it_reads_no_background_fact(case: Case) -> None:
    """What stands in two plans that differ in these alone stands in one order in both."""
    before = parts(plan(case))
    for background in OTHERS:
        after = parts(plan(case, background))
        for part, there in before.items():
            both = set(there) & set(after[part])
            assert [each for each in there if each in both] == [
                each for each in after[part] if each in both
            ]


@pytest.mark.parametrize("case", PEOPLE[:4], ids=lambda case: case.title[:30])
def test_equal_answers_have_an_equal_order(case: Case) -> None:
    """In whatever order they were given, and to whichever evaluator."""
    answers = dict(reversed(case.answers.items()))
    assert case.as_of is not None
    read = read_answers(SHIPPED, answers, case.as_of)
    outcome = EVALUATOR.assess(read, case.as_of, "checked")
    assert parts(plan_of(SHIPPED, outcome)) == parts(plan(case))


def test_what_comes_first_is_declared_by_typology_alone() -> None:
    """So what decides the typology decides it, and no background fact does (`G-background`)."""
    orders = SHIPPED.first_steps.values()
    assert SHIPPED.typologies is not None
    assert {each for order in orders for each in order.typologies} == {*SHIPPED.typologies.values}
    assert [order.id for order in orders if not order.typologies] == ["not_settled"]


def test_what_recommends_reads_age_by_track_alone() -> None:
    """So no background fact but the track decides which rule is core for somebody."""
    read = {
        question
        for rule in SHIPPED.recommendations
        for owner, _, question in questions_read(SHIPPED.findings, rule.when)
        if owner is None and question in BACKGROUND
    }
    assert read == {"birth_date"}
