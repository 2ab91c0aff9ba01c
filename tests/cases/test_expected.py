from __future__ import annotations

import pytest

from tests.present.pages import book, case, outcome_of
from triage.cases.expectations import Expectation
from triage.cases.expected import Difference, differences, speaks_of, tellable
from triage.model.guarantee import Status


def found(expected: Expectation, name: str = "settled") -> list[tuple[str, str, str]]:
    """Return path, expected and got of every difference."""
    return [(each.path, each.expected, each.got) for each in all_of(expected, name)]


def all_of(expected: Expectation, name: str = "settled") -> tuple[Difference, ...]:
    """Return the differences between an expectation and a case of the miniature rulebook."""
    return differences(book(), expected, outcome_of(case(name).answers, name))


def test_nothing_expected_never_differs() -> None:
    """What is not said is not tested."""
    assert found(Expectation()) == []


def test_everything_as_expected() -> None:
    """Typology, rules, statuses, starts and limits can all be as expected."""
    expected = Expectation(
        typology=("open_many",),
        hold=("T-open", "L-weeks"),
        not_hold=("T-none",),
        interventions={"course": (Status.CHECK_FIRST,), "licence": (Status.NOT_SUGGESTED,)},
        start={"internship": ("after:contact",)},
        limits={"internship": {"weeks": 4}, "course": {"weeks": None}},
    )
    assert found(expected) == []


def test_order_of_alternatives_does_not_matter() -> None:
    """An open typology is expected as a set."""
    expected = Expectation(typology=("conflict", "gap", "no_goal", "open_many"))
    assert found(expected, "open") == []


@pytest.mark.parametrize(
    ("expected", "difference"),
    [
        (Expectation(typology=("no_goal", "gap")), ("typology", "no_goal or gap", "open_many")),
        (Expectation(hold=("T-none",)), ("rules.T-none", "holds", "cannot_hold")),
        (Expectation(hold=("T-gone",)), ("rules.T-gone", "holds", "not in this rulebook")),
        (Expectation(not_hold=("T-open",)), ("rules.T-open", "not to hold", "holds")),
        (
            Expectation(interventions={"contact": (Status.POSSIBLE,)}),
            ("interventions.contact", "possible", "recommended"),
        ),
        (
            Expectation(interventions={"gone": (Status.POSSIBLE,)}),
            ("interventions.gone", "to be known", "not in this rulebook"),
        ),
        (Expectation(start={"contact": ("alongside",)}), ("start.contact", "alongside", "now")),
        (Expectation(start={"licence": ("now",)}), ("start.licence", "now", "none")),
        (
            Expectation(limits={"internship": {"weeks": None}}),
            ("limits.internship.weeks", "none", "4"),
        ),
    ],
)
def test_differences(expected: Expectation, difference: tuple[str, str, str]) -> None:
    """Each difference says where, what was expected and what came out."""
    assert found(expected) == [difference]


def test_rules_behind_a_difference() -> None:
    """A difference names the rules that made it so."""
    (typology,) = all_of(Expectation(typology=("no_goal",)))
    assert [(one.rule, one.state) for one in typology.rules] == [("T-open", "holds")]
    (contact,) = all_of(Expectation(interventions={"contact": ()}))
    assert [one.rule for one in contact.rules] == ["R-contact"]


ABOUT = frozenset({"contact", "internship"})
IN_PLAN = {Status.RECOMMENDED: ("contact",), Status.ADVISED_AGAINST: ("internship",)}


def test_a_whole_plan_is_about_everything() -> None:
    """What it does not name must not be suggested."""
    assert {path for path, *_ in found(Expectation(plan=IN_PLAN))} >= {
        "plan.internship",
        "plan.course",
    }


def test_a_plan_is_held_over_what_it_is_about() -> None:
    """Of what a case is not about it says nothing; of what it is about everything."""
    assert found(Expectation(about=frozenset({"contact"}), plan=IN_PLAN)) == []
    assert found(Expectation(about=ABOUT, plan=IN_PLAN)) == [
        ("plan.internship", "advised_against", "recommended")
    ]
    assert found(Expectation(about=frozenset({"course", "licence"}), plan={})) == [
        ("plan.course", "not_suggested", "check_first")
    ]


def test_starts_are_held_over_what_they_are_about() -> None:
    """Likewise."""
    starts = {"now": ("contact",)}
    assert found(Expectation(about=frozenset({"contact"}), starts=starts)) == []
    assert found(Expectation(about=ABOUT, starts=starts)) == [
        ("starts.internship", "none", "after:contact")
    ]


@pytest.mark.parametrize("output", ["status", "start"])
def test_speaks_of_what_it_is_about(output: str) -> None:
    """A mutant that changes nothing else makes no difference to the case."""
    about = Expectation(about=frozenset({"contact"}), plan={}, starts={})
    assert speaks_of(about, (output, "contact"))
    assert not speaks_of(about, (output, "course"))
    assert speaks_of(Expectation(plan={}, starts={}), (output, "course"))


def test_about_something_that_is_not_there() -> None:
    """A case about nothing known says so, and does not pass."""
    assert found(Expectation(about=frozenset({"gone"}), plan={})) == [
        ("interventions.gone", "to be known", "not in this rulebook")
    ]


def test_what_a_case_is_about_is_told_as_far_as_it_is_known() -> None:
    """Anything may stand in a case file."""
    told = tellable(Expectation(about=frozenset({"contact", "Amina"}), plan={}), book())
    assert told.about == frozenset({"contact", "…"})
