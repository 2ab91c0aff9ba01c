from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.present.pages import book, case, outcome_of
from tests.present.test_shipped_pages import FILES, ROOT, shipped
from triage.cases.case_file import read_case
from triage.engine import EngineName
from triage.explain import Plan, active_warnings, plan_of
from triage.intake.reading import read_answers
from triage.model.condition import ALWAYS, Among, Compared, NumberTest, Order, Value
from triage.model.guarantee import Status
from triage.model.outcome import Outcome, PossibleStarts, RuleState
from triage.model.rule import PlanCount, Strength, WarningRule

SHIPPED = ("demo-open", "demo-settled", "formal-requirement-soon", "too-much-at-once")
ANSWERED = {
    name: (found.answers, found.as_of)
    for name in SHIPPED
    if (found := read_case(ROOT / "cases" / "projekt-500" / f"{name}.yaml")).as_of is not None
}
"""Answers of shipped cases, and the day they are assessed for."""


def outcome(name: str) -> Outcome:
    """Assess a case of the miniature rulebook."""
    return outcome_of(case(name).answers, name)


def names(plan: Plan) -> dict[str, list[str]]:
    """Return the interventions of each part of a plan."""
    return {
        part: [item.intervention for item in getattr(plan, part)]
        for part in ("now", "alongside", "later", "perhaps", "optional")
    }


def test_settled_plan_is_sorted_by_start() -> None:
    """What is recommended stands under its start, what is possible apart."""
    assert names(plan_of(book(), outcome("settled"))) == {
        "now": ["contact", "childcare"],
        "alongside": ["course"],
        "later": ["internship"],
        "perhaps": [],
        "optional": ["small_job"],
    }


def test_open_plan_keeps_what_is_certain_apart() -> None:
    """What only some completions recommend is not in the plan yet."""
    assert names(plan_of(book(), outcome("open"))) == {
        "now": [],
        "alongside": ["course"],
        "later": [],
        "perhaps": ["internship", "mentor", "contact", "childcare"],
        "optional": ["small_job"],
    }


def test_nothing_certain_is_left_out() -> None:
    """Every intervention that is in the plan for certain is in one part of it."""
    found = outcome("settled")
    certain = {
        id_
        for id_, one in found.interventions.items()
        if set(one.possible) <= {Status.RECOMMENDED, Status.CHECK_FIRST}
    }
    assert {item.intervention for item in plan_of(book(), found).certain} == certain


def test_earliest_of_several_starts_counts() -> None:
    """An intervention that may start now stands under now."""
    found = outcome("settled")
    course = found.interventions["course"]
    course = course.model_copy(update={"start": PossibleStarts(possible=("alongside", "now"))})
    changed = found.model_copy(update={"interventions": {**found.interventions, "course": course}})
    assert "course" in names(plan_of(book(), changed))["now"]


def heard_with(tests: tuple[NumberTest, ...], start: str | None = None) -> bool:
    """Say whether a warning about the half-answered plan's size is heard."""
    count = PlanCount(tuple(book().interventions), tests, start)
    counting = replace(book(), warnings=(WarningRule("W", ALWAYS, count),))
    found = outcome("open")
    rules = {**found.rules, "W": found.rules["W-many"]}
    return active_warnings(counting, found.model_copy(update={"rules": rules})) == ("W",)


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        (Compared(Order.AT_LEAST, Value(1)), True),
        (Compared(Order.AT_LEAST, Value(2)), False),
        (Compared(Order.MORE_THAN, Value(0)), True),
        (Compared(Order.MORE_THAN, Value(1)), False),
        (Compared(Order.AT_MOST, Value(5)), True),
        (Compared(Order.AT_MOST, Value(4)), False),
        (Compared(Order.LESS_THAN, Value(6)), True),
        (Compared(Order.LESS_THAN, Value(5)), False),
        (Among((Value(1), Value(2), Value(3), Value(4), Value(5))), True),
        (Among((Value(1), Value(2))), False),
        (Among((Value(0),), negated=True), True),
        (Among((Value(3),), negated=True), False),
    ],
)
def test_a_count_holds_between_certain_and_possible(test: NumberTest, expected: bool) -> None:
    """A warning about the plan is heard when every count it may come to meets the test."""
    assert heard_with((test,)) is expected


def test_a_count_may_be_of_one_start() -> None:
    """Only what starts then is counted."""
    assert heard_with((Compared(Order.AT_LEAST, Value(1)),), "alongside")
    assert not heard_with((Compared(Order.AT_LEAST, Value(1)),), "now")


def test_all_tests_of_a_count_must_hold() -> None:
    """Ranges combine."""
    low, high = Compared(Order.AT_LEAST, Value(1)), Compared(Order.AT_MOST, Value(5))
    assert heard_with((low, high))
    assert not heard_with((low, Compared(Order.AT_MOST, Value(3))))


def test_warnings_that_hold_are_heard() -> None:
    """Conditions and counts decide together; what only may hold is not heard."""
    assert active_warnings(book(), outcome("settled")) == ("W-many", "W-others")
    assert active_warnings(book(), outcome("open")) == ()


# --- the order of the plan


@given(st.randoms(use_true_random=False), st.sampled_from(sorted(ANSWERED)))
def test_equal_answers_have_the_same_plan(shuffling: Random, name: str) -> None:
    """In whichever order they were given, and whatever else was said for people to read."""
    rulebook, evaluating = shipped()
    answers, as_of = ANSWERED[name]
    order = list(answers)
    shuffling.shuffle(order)
    again = {id_: answers[id_] for id_ in order} | {"own_words": str(shuffling.random())}
    plans = [
        plan_of(
            rulebook,
            evaluating.assess(read_answers(rulebook, each, as_of), as_of, EngineName.COMPILED),
        )
        for each in (answers, again)
    ]
    assert plans[0] == plans[1]


@pytest.mark.sample("file", FILES, "pages")
def test_the_order_is_the_rulebooks_own(file: Path) -> None:
    """What a core rule recommends, then what is declared to come first, then the catalogue."""
    rulebook, evaluating = shipped()
    case = read_case(file)
    assert case.as_of is not None
    read = read_answers(rulebook, case.answers, case.as_of)
    found = evaluating.assess(read, case.as_of, EngineName.COMPILED)
    core = {
        id_
        for rule in rulebook.recommendations
        if rule.strength is Strength.CORE and found.rules[rule.id] is RuleState.HOLDS
        for id_ in rule.recommend
    }
    assert found.typology is not None
    settled = found.typology.possible[0] if found.typology.settled else "not_settled"
    declared = rulebook.first_steps[settled].interventions
    order = list(dict.fromkeys((*declared, *rulebook.interventions)))
    plan = plan_of(rulebook, found)
    for part in (plan.certain, plan.perhaps, plan.optional):
        places = [(each.intervention not in core, order.index(each.intervention)) for each in part]
        assert places == sorted(places)
