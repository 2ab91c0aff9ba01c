"""Conditions: every test of the table of section 2, and how names are found."""

from datetime import date
from pathlib import Path

import pytest

from tests.language.resolving import written
from triage.model.condition import (
    ALWAYS,
    AS_OF,
    AllOf,
    Among,
    AnyOf,
    Applies,
    Compared,
    Condition,
    DateCompared,
    Elapsed,
    ItemCount,
    Members,
    Membership,
    Negation,
    Order,
    OtherQuestion,
    Quantified,
    Quantifier,
    Ref,
    RefKind,
    Scalar,
    Size,
    Test,
    Value,
)
from triage.model.condition import Tested as Entry  # pytest takes `Tested` for tests
from triage.model.finding import YesNoFinding

QUESTIONS = """
parameters:
  few: {value: 2, min: 0, max: 5}
  enough: {value: little, values: [little, much]}
  reform: {value: 2026-07-01}
questions:
  goal: {kind: choice, values: [none, any_job, named]}
  wish: {kind: choice, values_of: goal}
  danish: {kind: scale, values: [none, little, much]}
  needs: {kind: scale, values_of: danish}
  works: {kind: yes_no}
  worked: {kind: yes_no}
  months: {kind: number, min: 0, max: 12}
  years: {kind: number, min: 0, max: 50}
  arrival: {kind: date, from: 1990-01-01, to: as_of}
  reasons: {kind: set, values: [money, language, others]}
  goals:
    kind: list
    max: 3
    item:
      sector: {kind: choice, values: [care, shops]}
      demands: {kind: scale, values_of: danish}
  barriers:
    kind: grid
    rows: [health, transport]
    item:
      weight: {kind: scale, values: [none, limits, blocks]}
      handled: {kind: yes_no}
findings:
  heavy: {for_each: barriers, when: {weight: {at_least: limits}}}
  heaviest: {highest: barriers.weight}
"""


def question(name: str, collection: str | None = None, row: str | None = None) -> Ref:
    """Return what a question's name leads to."""
    return Ref(RefKind.QUESTION, name, collection, row)


def among(*values: Scalar, negated: bool = False) -> Among:
    """Return a test of fixed values."""
    return Among(tuple(Value(value) for value in values), negated)


def compared(order: Order, value: Scalar, parameter: str | None = None) -> Compared:
    """Return an ordered test of a fixed value."""
    return Compared(order, Value(value, parameter))


def other(name: str) -> OtherQuestion:
    """Return another question on the right-hand side."""
    return OtherQuestion(question(name))


def read(tmp_path: Path, condition: str) -> Condition:
    """Return what the condition of a yes-or-no finding means."""
    rulebook = written(tmp_path, f"{QUESTIONS}  asked: {{when: {condition}}}\n")
    body = rulebook.findings["asked"].body
    assert isinstance(body, YesNoFinding)
    return body.when


SECTOR = Entry(question("sector", "goals"), (among("care"),))
TESTS: tuple[tuple[str, str, tuple[Test, ...]], ...] = (
    ("goal", "named", (among("named"),)),
    ("goal", "[none, named]", (among("none", "named"),)),
    ("goal", "{not: named}", (among("named", negated=True),)),
    ("goal", "{not: [none, named]}", (among("none", "named", negated=True),)),
    ("goal", "{question: wish}", (Among((other("wish"),)),)),
    ("goal", "{not: {question: wish}}", (Among((other("wish"),), negated=True),)),
    ("goal", "[none, {question: wish}]", (Among((Value("none"), other("wish"))),)),
    ("goal", "{applies: yes}", (Applies(True),)),
    ("goal", "{applies: false}", (Applies(False),)),
    ("danish", "little", (among("little"),)),
    ("danish", "$enough", (Among((Value("little", "enough"),)),)),
    ("danish", "{at_least: $enough}", (compared(Order.AT_LEAST, "little", "enough"),)),
    (
        "danish",
        "{at_least: little, less_than: much}",
        (compared(Order.AT_LEAST, "little"), compared(Order.LESS_THAN, "much")),
    ),
    ("danish", "{more_than: {question: needs}}", (Compared(Order.MORE_THAN, other("needs")),)),
    ("works", "yes", (among("yes"),)),
    ("works", "true", (among("yes"),)),
    ("works", "'no'", (among("no"),)),
    ("works", "[yes, no]", (among("yes", "no"),)),
    ("works", "{not: yes}", (among("yes", negated=True),)),
    ("works", "{question: worked}", (Among((other("worked"),)),)),
    ("months", "7", (among(7),)),
    ("months", "'007'", (among(7),)),
    ("months", "[1, 2]", (among(1, 2),)),
    ("months", "{not: 7}", (among(7, negated=True),)),
    (
        "months",
        "{at_least: 2, not: [3, 4], at_most: $few}",
        (
            compared(Order.AT_LEAST, 2),
            among(3, 4, negated=True),
            compared(Order.AT_MOST, 2, "few"),
        ),
    ),
    ("months", "{less_than: {question: years}}", (Compared(Order.LESS_THAN, other("years")),)),
    ("arrival", "{before: 2020-01-01}", (DateCompared(True, Value(date(2020, 1, 1))),)),
    ("arrival", "{on_or_after: as_of}", (DateCompared(False, Value(AS_OF)),)),
    ("arrival", "{before: $reform}", (DateCompared(True, Value(date(2026, 7, 1), "reform")),)),
    ("arrival", "{months_ago: 3}", (Elapsed(1, (among(3),)),)),
    ("arrival", "{months_ago: {not: -3}}", (Elapsed(1, (among(-3, negated=True),)),)),
    (
        "arrival",
        "{years_ago: {at_least: 18, less_than: 67}, before: 2020-01-01}",
        (
            Elapsed(12, (compared(Order.AT_LEAST, 18), compared(Order.LESS_THAN, 67))),
            DateCompared(True, Value(date(2020, 1, 1))),
        ),
    ),
    ("reasons", "{includes: money}", (Members(Membership.ALL, (Value("money"),)),)),
    (
        "reasons",
        "{includes_any: [money, language]}",
        (Members(Membership.ANY, (Value("money"), Value("language"))),),
    ),
    (
        "reasons",
        "{includes_all: [money, language]}",
        (Members(Membership.ALL, (Value("money"), Value("language"))),),
    ),
    ("reasons", "{excludes: money}", (Members(Membership.NONE, (Value("money"),)),)),
    (
        "reasons",
        "{excludes: [money, others], count: {at_least: 1}}",
        (
            Members(Membership.NONE, (Value("money"), Value("others"))),
            Size((compared(Order.AT_LEAST, 1),)),
        ),
    ),
    ("reasons", "{count: [0, 2]}", (Size((among(0, 2),)),)),
    ("goals", "{some: {sector: care}}", (Quantified(Quantifier.SOME, SECTOR),)),
    (
        "goals",
        "{every: {sector: care}, none: {}}",
        (Quantified(Quantifier.EVERY, SECTOR), Quantified(Quantifier.NONE, ALWAYS)),
    ),
    ("goals", "{count: 2}", (ItemCount((among(2),)),)),
    ("goals", "{count: {more_than: $few}}", (ItemCount((compared(Order.MORE_THAN, 2, "few"),)),)),
    (
        "goals",
        "{count: {of: {sector: care}, at_least: 2}}",
        (ItemCount((compared(Order.AT_LEAST, 2),), of=SECTOR),),
    ),
    (
        "goals",
        "{count: {distinct: sector, not: 1}}",
        (ItemCount((among(1, negated=True),), distinct="sector"),),
    ),
    (
        "goals",
        "{count: {distinct: demands, of: {sector: care}, at_most: 1}}",
        (ItemCount((compared(Order.AT_MOST, 1),), of=SECTOR, distinct="demands"),),
    ),
    ("goals", "{applies: no}", (Applies(False),)),
    (
        "barriers",
        "{none: {row: health, weight: blocks}}",
        (
            Quantified(
                Quantifier.NONE,
                AllOf(
                    (
                        Entry(Ref(RefKind.ROW, "row", "barriers"), (among("health"),)),
                        Entry(question("weight", "barriers"), (among("blocks"),)),
                    )
                ),
            ),
        ),
    ),
    (
        "barriers",
        "{count: {of: {row: {not: health}, handled: no}, less_than: 1}}",
        (
            ItemCount(
                (compared(Order.LESS_THAN, 1),),
                of=AllOf(
                    (
                        Entry(
                            Ref(RefKind.ROW, "row", "barriers"), (among("health", negated=True),)
                        ),
                        Entry(question("handled", "barriers"), (among("no"),)),
                    )
                ),
            ),
        ),
    ),
)


@pytest.mark.parametrize(("name", "test", "meaning"), TESTS, ids=lambda part: str(part)[:40])
def test_every_test_means_what_the_table_says(
    tmp_path: Path, name: str, test: str, meaning: tuple[Test, ...]
) -> None:
    """Each kind of question has the tests of section 2, and each becomes one part of the model."""
    assert read(tmp_path, f"{{{name}: {test}}}") == Entry(question(name), meaning)


WORKS, NAMED = (
    Entry(question("works"), (among("yes"),)),
    Entry(question("goal"), (among("named"),)),
)
JOINED: tuple[tuple[str, Condition], ...] = (
    ("{}", ALWAYS),
    ("{works: yes}", WORKS),
    ("{works: yes, goal: named}", AllOf((WORKS, NAMED))),
    ("{all: [{works: yes}, {goal: named}]}", AllOf((WORKS, NAMED))),
    ("{any: [{works: yes}, {goal: named}]}", AnyOf((WORKS, NAMED))),
    ("{any: [{works: yes}]}", AnyOf((WORKS,))),
    ("{not: {works: yes, goal: named}}", Negation(AllOf((WORKS, NAMED)))),
    ("{not: {}}", Negation(ALWAYS)),
    (
        "{works: yes, any: [{goal: named}, {}], not: {not: {works: yes}}}",
        AllOf((WORKS, AnyOf((NAMED, ALWAYS)), Negation(Negation(WORKS)))),
    ),
)


@pytest.mark.parametrize(("condition", "meaning"), JOINED)
def test_conditions_are_joined(tmp_path: Path, condition: str, meaning: Condition) -> None:
    """All entries of a mapping must hold; `all`, `any` and `not` nest as they are written."""
    assert read(tmp_path, condition) == meaning


NAMES: tuple[tuple[str, Ref], ...] = (
    ("barriers.health.weight: limits", question("weight", "barriers", "health")),
    ("barriers.transport.heavy: yes", Ref(RefKind.FINDING, "heavy", "barriers", "transport")),
    ("heaviest: blocks", Ref(RefKind.FINDING, "heaviest")),
)


@pytest.mark.parametrize(("entry", "ref"), NAMES)
def test_names_of_cells_and_findings(tmp_path: Path, entry: str, ref: Ref) -> None:
    """A cell is a path; a finding for each row is one too."""
    condition = read(tmp_path, f"{{{entry}}}")
    assert isinstance(condition, Entry)
    assert condition.ref == ref


def test_names_resolve_innermost_first(tmp_path: Path) -> None:
    """Inside a row, its own questions and findings come before those of the top level."""
    condition = read(tmp_path, "{barriers: {some: {heavy: yes, works: yes, goals: {count: 1}}}}")
    inner = AllOf(
        (
            Entry(Ref(RefKind.FINDING, "heavy", "barriers"), (among("yes"),)),
            WORKS,
            Entry(question("goals"), (ItemCount((among(1),)),)),
        )
    )
    assert condition == Entry(question("barriers"), (Quantified(Quantifier.SOME, inner),))


def test_a_quantifier_may_stand_inside_another(tmp_path: Path) -> None:
    """Over the same list too: then the names are those of the inner item."""
    condition = read(tmp_path, "{goals: {every: {goals: {some: {sector: care}}}}}")
    some = Entry(question("goals"), (Quantified(Quantifier.SOME, SECTOR),))
    assert condition == Entry(question("goals"), (Quantified(Quantifier.EVERY, some),))
