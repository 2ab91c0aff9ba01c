"""Why not: the smallest sets of tests, held against trying all sets, few before many."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given, settings

from tests.counts import Count
from tests.engine.agreement import evaluator
from tests.engine.small import DAY
from tests.engine.small import evaluator as small
from tests.sizes import examples
from tests.strategies.answers import RandomAssessment, pairs, series
from tests.strategies.drawing import seeds
from tests.strategies.rulebooks import RandomRulebook
from triage.diagnostics import TriageError
from triage.engine import Evaluator
from triage.engine.reference.choices import Walk
from triage.engine.reference.completion import Completion
from triage.explain import Explainer
from triage.explain.literals import MOST_SHOWN, Literal, literals, smallest
from triage.intake.reading import read_answers
from triage.language.printing import condition_data
from triage.model import condition as model
from triage.model.condition import AllOf, AnyOf, Condition, Negation, Ref, RefKind
from triage.model.explanation import Truth, WhyNotRule
from triage.model.outcome import RuleState

MOST = 60
"""Completions an assessment may have: they are walked."""

MOST_TESTS = 9
"""Tests a rule may have where all sets of them are tried."""

SEEDS = 60
"""Random rulebooks in one part of the run."""


def holds(condition: Condition, true: set[Literal], negated: bool = False) -> bool:
    """Say whether a condition holds where these tests are true, and no others."""
    match condition:
        case Negation(part):
            return holds(part, true, not negated)
        case AllOf(parts) if not negated:
            return all(holds(part, true) for part in parts)
        case AnyOf(parts) if negated:
            return all(holds(part, true, negated=True) for part in parts)
        case AllOf(parts) | AnyOf(parts):
            return any(holds(part, true, negated) for part in parts)
        case model.Tested():
            return Literal(condition, negated) in true


def tried(condition: Condition, true: set[Literal]) -> list[tuple[int, ...]]:
    """Return all smallest sets of tests that are not true, by trying all sets."""
    every = literals(condition)
    rest = [place for place, literal in enumerate(every) if literal not in true]
    for size in range(len(rest) + 1):
        found = []
        for places in combinations(rest, size):
            chosen = {every[place] for place in places}
            if any(literal.turned in chosen for literal in chosen):
                continue
            kept = {literal for literal in true if literal.turned not in chosen}
            if holds(condition, kept | chosen):
                found.append(places)
        if found:
            return found if size else []
    return []


def walked(evaluating: Evaluator, drawn: RandomAssessment) -> dict[model.Tested, RuleState]:
    """Return the state of every test of every rule by walking all completions."""
    rulebook = evaluating.rulebook
    tests = {literal.test for each in rulebook.conditions.values() for literal in literals(each)}
    read = read_answers(rulebook, drawn.answers, drawn.as_of)
    found: dict[model.Tested, set[bool]] = {test: set() for test in tests}
    walk = Walk()
    while True:
        completion = Completion(rulebook, read, drawn.as_of, walk)
        literal_states = {test: completion.holds(test) for test in tests}
        if completion.agrees():
            for test, true in literal_states.items():
                found[test].add(true)
        if not walk.advance():
            return {test: states(true) for test, true in found.items()}


def states(true: set[bool]) -> RuleState:
    """Name what a test is in some completions."""
    if len(true) > 1:
        return RuleState.MAY_HOLD
    return RuleState.HOLDS if true == {True} else RuleState.CANNOT_HOLD


def differences(evaluating: Evaluator, drawn: RandomAssessment) -> Iterator[str]:
    """Name what is told otherwise than by walking and trying."""
    explainer = Explainer(evaluating.rulebook, evaluating)
    try:
        told = explainer.literal_states.of(
            read_answers(evaluating.rulebook, drawn.answers, drawn.as_of),
            drawn.as_of,
        )
    except TriageError:
        return  # answers that contradict each other are tested where they are refused
    right = walked(evaluating, drawn)
    yield from (str(test.ref) for test in right if told[test] is not right[test])
    explained = explainer.of(
        read_answers(explainer.rulebook, drawn.answers, drawn.as_of), drawn.as_of
    )
    for rule, condition in evaluating.rulebook.conditions.items():
        if len(literals(condition)) <= MOST_TESTS:
            (found,) = explained.why_not(rule).rules
            true = {
                literal
                for literal in literals(condition)
                if turned(literal, right) is RuleState.HOLDS
            }
            wanted = [] if found.state is RuleState.HOLDS else tried(condition, true)
            if numbers(found) != wanted[:MOST_SHOWN] or found.left_out != len(wanted[MOST_SHOWN:]):
                yield rule


def turned(literal: Literal, found: dict[model.Tested, RuleState]) -> RuleState:
    """Return the state of a test, turned around where it is."""
    state = found[literal.test]
    if not literal.negated or state is RuleState.MAY_HOLD:
        return state
    return RuleState.HOLDS if state is RuleState.CANNOT_HOLD else RuleState.CANNOT_HOLD


def numbers(found: WhyNotRule) -> list[tuple[int, ...]]:
    """Return the sets of a rule as places among its tests."""
    return [tuple(test.number - 1 for test in one) for one in found.missing]


@settings(max_examples=examples(0.6))
@given(pairs(MOST))
def test_smallest_sets(pair: tuple[RandomRulebook, RandomAssessment]) -> None:
    """Exactly those that trying all sets finds, in file order, with the rest counted."""
    book, drawn = pair
    assert list(differences(evaluator(book), drawn)) == []


def test_smallest_sets_in_many(part: int, counted: Count) -> None:
    """More of them from seeds, each rulebook with several assessments."""
    wrong = []
    for seed in seeds(part, SEEDS):
        book, drawn = series(seed, 4, MOST)
        evaluating = evaluator(book)
        wrong += [(seed, name) for one in drawn for name in differences(evaluating, one)]
    counted("random rulebooks, all sets of tests tried", SEEDS)
    assert wrong == []


BOOK = small(
    """
    questions:
      goal: {kind: choice, values: [none, any_job, named]}
      wish: {kind: yes_no}
      talks: {kind: scale, values: [none, some, good]}
      hours: {kind: number, min: 0, max: 37}
    findings:
      ready: {when: {wish: yes, talks: {at_least: some}}}
    typologies:
      values: [open, steps, none]
      rules:
        - {id: T-none, when: {goal: none}, then: none}
        - {id: T-open, when: {goal: any_job, ready: yes}, then: open}
        - id: T-named
          when: {goal: named, any: [{ready: yes}, {hours: {at_least: 20}}]}
          then: open
        - id: T-steps
          when: {goal: named, not: {any: [{ready: yes}, {hours: {at_least: 20}}]}}
          then: steps
    interventions:
      course: {kind: skill}
      job: {kind: job}
    recommendations:
      - {id: R-course, when: {typology: steps}, recommend: [course]}
      - {id: R-job, when: {wish: yes}, recommend: [job], strength: possible}
      - {id: A-job, when: {hours: {less_than: 10}}, against: [job]}
    availability:
      - {id: L-job, when: {goal: none}, interventions: [job], verdict: not_available}
      - id: L-course
        interventions: [course]
        when: {}
        verdict: needs_check
        valid_from: 2030-01-01
    """
)
EXPLAINER = Explainer(BOOK.rulebook, BOOK)


def lacking(rule: WhyNotRule) -> list[list[tuple[dict[str, object], str]]]:
    """Return the tests of each set with their truth."""
    return [[(test.test, test.truth.value) for test in one] for one in rule.missing]


def test_a_typology() -> None:
    """Each rule of it, with all smallest sets, and the rules of others in the way."""
    told = EXPLAINER.of(
        read_answers(EXPLAINER.rulebook, {"goal": "named", "wish": "no"}, DAY), DAY
    ).why_not("open")
    assert told.possible == ("open", "steps")
    assert [(rule.rule, lacking(rule)) for rule in told.rules] == [
        ("T-open", [[({"goal": "any_job"}, "false"), ({"ready": "yes"}, "false")]]),
        ("T-named", [[({"ready": "yes"}, "false")], [({"hours": {"at_least": 20}}, "open")]]),
    ]
    assert [each.rule for each in told.in_the_way] == ["T-steps"]
    ready = told.rules[1].missing[0][0]
    assert [(each.path, each.answer, each.why) for each in ready.rests_on] == [
        ("wish", "no", None),
        ("talks", None, "absent"),
    ]


def test_what_is_turned_around() -> None:
    """`not` stands at the tests it is about."""
    told = EXPLAINER.of(
        read_answers(EXPLAINER.rulebook, {"goal": "named", "wish": "no", "hours": 25}, DAY), DAY
    ).why_not("T-steps")
    assert [lacking(rule) for rule in told.rules] == [
        [[({"not": {"hours": {"at_least": 20}}}, "false")]]
    ]


@pytest.mark.parametrize(
    ("name", "rules", "in_the_way"),
    [
        ("job", ["R-job"], ["A-job", "L-job"]),
        ("job=recommended", [], ["A-job", "L-job"]),
        ("job=possible", ["R-job"], ["A-job", "L-job"]),
        ("job=advised_against", ["R-job", "A-job"], ["L-job"]),
        ("job=not_available", ["R-job", "L-job"], []),
        ("job=not_suggested", [], ["R-job"]),
        ("job=check_first", ["R-job"], ["A-job", "L-job"]),
    ],
)
def test_an_intervention(name: str, rules: list[str], in_the_way: list[str]) -> None:
    """The rules a status needs, and those that stand in its way as things are."""
    told = EXPLAINER.of(
        read_answers(EXPLAINER.rulebook, {"goal": "none", "wish": "yes", "hours": 5}, DAY), DAY
    ).why_not(name)
    assert [each.rule for each in told.rules] == rules
    assert [each.rule for each in told.in_the_way] == in_the_way


def test_law_of_another_day() -> None:
    """A rule of law that is not in force says so: no answer makes it hold."""
    (rule,) = EXPLAINER.of(read_answers(EXPLAINER.rulebook, {}, DAY), DAY).why_not("L-course").rules
    assert (rule.in_force, rule.state, rule.missing) == (False, RuleState.CANNOT_HOLD, ())


def test_where_the_first_rule_decides() -> None:
    """Only rules before those of the typology stand in its way."""
    book = small(
        """
        questions: {a: {kind: yes_no}, b: {kind: yes_no}}
        typologies:
          policy: first
          values: [one, two, three]
          rules:
            - {id: T-1, when: {a: yes}, then: one}
            - {id: T-2, when: {b: yes}, then: two}
            - {id: T-3, when: {}, then: three}
        """
    )
    told = (
        Explainer(book.rulebook, book)
        .of(
            read_answers(Explainer(book.rulebook, book).rulebook, {"a": "yes", "b": "yes"}, DAY),
            DAY,
        )
        .why_not("two")
    )
    assert [each.rule for each in told.in_the_way] == ["T-1"]
    assert told.rules[0].missing == ()


def test_a_test_and_its_opposite() -> None:
    """Sets that ask for a test and for the same turned around are none."""
    yes = model.Tested(Ref(RefKind.QUESTION, "wish"), ())
    both = AllOf((yes, Negation(yes)))
    assert smallest(both, set()).sets == ()
    assert smallest(AnyOf((both, yes)), set()).sets == ((0,),)


def test_many_ties_are_counted() -> None:
    """Twenty choices of two are a million sets: five are shown and the others counted."""
    parts = [model.Tested(Ref(RefKind.QUESTION, f"q{number}"), ()) for number in range(40)]
    pairs_ = tuple(AnyOf(tuple(parts[2 * n : 2 * n + 2])) for n in range(20))
    found = smallest(AllOf(pairs_), set())
    assert len(found.sets) == MOST_SHOWN
    assert found.sets[0] == tuple(range(0, 40, 2))
    assert found.left_out == 2**20 - MOST_SHOWN


def test_nothing_called_that() -> None:
    """A name that is nothing's comes with the nearest."""
    explained = EXPLAINER.of(read_answers(EXPLAINER.rulebook, {}, DAY), DAY)
    for name, near in [("stepz", "steps"), ("job=posible", "job=possible"), ("T-steps=x", None)]:
        with pytest.raises(TriageError) as caught:
            explained.why_not(name)
        (problem,) = caught.value.diagnostics
        assert problem.code == "nothing-to-explain"
        assert problem.nearest in (near, "T-steps")


def test_truth_is_told() -> None:
    """A test that is false in every completion is told apart from an open one."""
    assert {each.value for each in Truth} == {"false", "open"}
    assert condition_data(AllOf()) == {}
