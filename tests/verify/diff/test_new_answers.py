"""Answers only one version knows, wherever they stand among the others: held against walking."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.engine.small import DAY, rulebook
from tests.verify.diff.pairs import Pair
from tests.verify.diff.test_against_walking import compare
from triage.model.rulebook import Rulebook
from triage.verify.diff import Given, What, case_impact, difference, given_warnings

BOOK = """
questions:
  kinds: {{kind: set, values: [{kinds}], ask: Which?}}
  wish: {{kind: choice, values: [{wish}], ask: When?}}
  hours: {{kind: number, min: 0, max: {hours}, ask: How many?, asked_when: {{wish: {when}}}}}
typologies:
  values: [open, shut]
  rules:
    - {{id: T-open, when: {{kinds: {{includes: {has}}}, wish: {when}}}, then: open}}
    - {{id: T-shut, when: {{not: {{kinds: {{includes: {has}}}, wish: {when}}}}}, then: shut}}
interventions: {{mentor: {{kind: talk}}, course: {{kind: class}}}}
recommendations:
  - id: R-mentor
    when: {{typology: open, kinds: {{count: {{at_least: {many}}}}}}}
    recommend: [mentor]
  - id: R-course
    when: {{hours: {{more_than: 2}}, kinds: {{excludes: [driving]}}}}
    recommend: [course]
warnings:
  - id: W-one
    when: {{wish: {when}}}
    plan: {{interventions: all, at_most: {plan}}}
    warn: Little
  - {{id: W-late, when: {{not: {{wish: {when}}}}}, warn: Late}}
"""
OLD = {
    "kinds": "cleaning, driving",
    "has": "cleaning",
    "wish": "now, later, unsure",
    "when": "now",
    "hours": "3",
    "many": "1",
    "plan": "0",
}


def book(**given: str) -> Rulebook:
    """Read a small rulebook."""
    return rulebook(BOOK.format(**OLD | given))


@pytest.mark.parametrize(
    "given",
    [
        {"kinds": "garden, cleaning, driving"},
        {"kinds": "driving, kitchen, cleaning"},
        {"kinds": "driving, cleaning"},
        {"wish": "never, now, later, unsure"},
        {"wish": "later, unsure, now", "many": "2"},
        {"hours": "5", "many": "2"},
        {"kinds": "garden, cleaning, driving", "wish": "never, now, later", "hours": "4"},
        {"kinds": "garden, cleaning, driving", "many": "2", "plan": "1"},
        {"plan": "1"},
        {"kinds": "driving, kitchen, cleaning", "has": "kitchen"},
        {"kinds": "driving, kitchen, cleaning", "has": "driving"},
        {"wish": "unsure, now, later", "when": "unsure"},
        {"wish": "unsure, never, now, later", "when": "unsure"},
        {"wish": "now, later, never", "plan": "1", "hours": "2"},
    ],
    ids=str,
)
@pytest.mark.parametrize("turned", [False, True], ids=["added", "removed"])
def test_in_any_place(given: dict[str, str], turned: bool) -> None:
    """Everybody who moves, and who answers so, is who walking finds."""
    versions = (book(**given), book()) if turned else (book(), book(**given))
    pair = Pair(0, *versions, {})
    found = difference(*versions)
    counts = Counter[str]()
    for day in found.days:
        compare(pair, found, day, counts)
    alone = [each for each in found.written if each.what in (What.ADDED, What.REMOVED)]
    new = {each.path for each in alone if each.kind == "answer"}
    told = {each.path for day in found.days for each in day.answers}
    assert {path.partition(".values")[0] for path in new} <= told
    assert counts["answers"] or counts["movements"] or given == {"kinds": "driving, cleaning"}


def test_what_takes_too_long_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A warning that is not compared is neither said to move nor to stay."""
    monkeypatch.setattr(given_warnings, "MOST_STEPS_OF_WARNINGS", 0)
    (day,) = difference(book(), book(plan="1")).days
    assert (day.movements, day.not_compared) == ((), ("warnings.W-one",))


def test_a_case_that_is_refused() -> None:
    """Nothing else is said of it: no outcome is no change of one."""
    given = Given("one", DAY, {"wish": "unsure", "kinds": ["driving"]})
    (moved,) = case_impact(book(), book(wish="now, later"), [given]).moved
    assert moved.changes == (("refused", "nothing", "wrong-answer"),)


def test_what_a_warning_counts_is_compared_in_cases() -> None:
    """One that counts the plan is given or not by that too; what is open may turn it."""
    wish, hours = {"wish": "now"}, {"hours": 0}
    given = [
        Given("one thing", DAY, {**wish, "kinds": ["cleaning"], **hours}),
        Given("nothing", DAY, {**wish, "kinds": ["driving"], **hours}),
        Given("perhaps", DAY, {**wish, **hours}),
        Given("not asked", DAY, {"wish": "later", "kinds": ["cleaning"]}),
    ]
    impact = case_impact(book(), book(plan="1"), given)
    assert [(each.name, each.changes) for each in impact.moved] == [
        ("one thing", (("warnings.W-one", "not_given", "given"),)),
        ("perhaps", (("warnings.W-one", "given or not_given", "given"),)),
    ]


def test_a_set_of_many() -> None:
    """A set with more members than are told apart one by one gets another."""
    many = ", ".join(f"kind_{number}" for number in range(14))
    old, new = (
        book(kinds=f"cleaning, driving, {many}"),
        book(kinds=f"garden, {many}, driving, cleaning"),
    )
    found = difference(old, new)
    assert [each.what for each in found.written] == [What.CHANGED, What.ADDED]
    assert found.movements == ()
    (told,) = found.days[0].answers
    assert told.answer.plain == {"includes_all": ["garden"]}


SPARE = """
  spare:
    kind: list
    ask: Which others?
    max: 2
    item:
      near: {kind: yes_no, ask: Is it near?}
"""


def test_a_list_no_rule_reads_has_some_length() -> None:
    """An item is asked about in two of three lengths: none said at all is no way to answer."""
    without = BOOK.format(**OLD)
    old, new = rulebook(without), rulebook(without.replace("\nquestions:", f"\nquestions:{SPARE}"))
    for pair in ((old, new), (new, old)):
        (day,) = difference(*pair).days
        asked = {each.path: (each.count, each.total, each.over) for each in day.questions}
        assert asked["questions.spare.item.near"] == (2, 3, ("spare",))
