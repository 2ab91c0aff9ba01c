"""Where exactness would take too long, engines say so and never guess."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest

from tests.counts import Count
from tests.engine.small import DAY, evaluator
from tests.sizes import SizeOf, spread
from triage.cases.case_file import read_case
from triage.diagnostics import LimitReached
from triage.engine import Evaluator
from triage.engine.reference import walk
from triage.intake.reading import read_answers
from triage.language.load import load
from triage.model.limits import Limits
from triage.model.outcome import CONFLICT, GAP, RuleState
from triage.model.question import ListOf

RULES = Path(__file__).parents[2] / "rules"
RULEBOOK = load(RULES / "projekt-500")

WIDE = evaluator(
    """
    questions:
      days: {kind: number, min: 0, max: 2000000}
      born: {kind: date, from: 0001-01-01, to: 9999-12-31}
      many: {kind: set, values: [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v]}
      few: {kind: yes_no}
    typologies:
      policy: unique
      values: [t]
      rules:
        - {id: T-days, when: {days: {at_least: 5}, few: yes}, then: t}
        - {id: T-born, when: {born: {before: as_of}, few: yes}, then: t}
        - {id: T-many, when: {many: {includes: a}, few: yes}, then: t}
    """
)
KNOWN: dict[str, object] = {"days": 5, "born": "2000-01-01", "many": []}


def test_the_reference_refuses_before_it_starts() -> None:
    """Where one answer has too many values to look through."""
    answers = {name: value for name, value in KNOWN.items() if name != "born"}
    with pytest.raises(LimitReached) as caught:
        WIDE.assess(read_answers(WIDE.rulebook, answers, DAY), DAY, "reference")
    assert [found.code for found in caught.value.diagnostics] == ["too-many-completions"]


@pytest.mark.parametrize("open_", ["days", "many"])
def test_the_reference_walks_the_values_the_text_tells_apart(open_: str) -> None:
    """However many there are."""
    answers = {name: value for name, value in KNOWN.items() if name != open_}
    outcomes = [
        WIDE.assess(read_answers(WIDE.rulebook, answers, DAY), DAY, engine)
        for engine in ("reference", "compiled")
    ]
    one, other = (each.model_dump(exclude={"engine"}) for each in outcomes)
    assert one == other


def test_the_other_engines_need_one_value_of_each_class() -> None:
    """What is too wide to look through is no trouble to them."""
    typology = WIDE.assess(read_answers(WIDE.rulebook, {"few": "yes"}, DAY), DAY).typology
    assert typology is not None
    assert typology.possible == ("gap", "t")


def test_an_empty_case_is_refused_by_the_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped rulebook has far more completions than can be walked."""
    monkeypatch.setattr(walk, "MOST_COMPLETIONS", 100)
    with pytest.raises(LimitReached):
        Evaluator(RULEBOOK).assess(
            read_answers(RULEBOOK, {"goal_state": "vague"}, DAY), DAY, "reference"
        )


SHIPPED = sorted(
    each
    for each in (Path(__file__).parents[2] / "cases").glob("*/*.yaml")
    if each.name != "confirmed.yaml"
)
SECONDS = 10
"""Of the processor; a busy machine takes longer."""


def test_on_a_shipped_case_the_reference_refuses_in_time(size: SizeOf, counted: Count) -> None:
    """It finishes, or says within seconds that it cannot."""
    refused, evaluators = 0, dict[str, Evaluator]()
    chosen = spread(SHIPPED, size("refused"))
    for file in chosen:
        book = file.parent.name
        by = evaluators.setdefault(book, Evaluator(load(RULES / book)))
        case = read_case(file)
        assert case.as_of is not None
        answers, began = read_answers(by.rulebook, case.answers, case.as_of), process_time()
        try:
            by.assess(answers, case.as_of, "reference")
        except LimitReached:
            refused += 1
        assert process_time() - began < SECONDS, file
    counted("shipped cases the reference refuses", refused, len(chosen))


def test_what_the_reference_refuses_it_always_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it kept from the time before changes nothing."""
    monkeypatch.setattr(walk, "MOST_STEPS", 50_000)
    answers, said = read_answers(RULEBOOK, HALF_OPEN, DAY), []
    for _ in range(2):
        with pytest.raises(LimitReached) as caught:
            walk.possible(RULEBOOK, answers, DAY)
        (found,) = caught.value.diagnostics
        said.append((found.code, found.details["limit"]))
    assert said == [("too-many-tests", 50_000)] * 2


HALF_OPEN: dict[str, object] = {"goal_state": "named", "goals": [{}, {}]}


@pytest.mark.parametrize("steps", [10, 3_000, 10_000])
@pytest.mark.parametrize("answers", [{}, {"goal_state": "named", "goals": [{}, {}]}])
def test_beyond_its_steps_exact_evaluation_says_so_and_leaves_everything_possible(
    steps: int, answers: dict[str, object]
) -> None:
    """Whatever is possible is among what the outcome then holds."""
    exact = Evaluator(RULEBOOK).assess(read_answers(RULEBOOK, answers, DAY), DAY)
    outcome = Evaluator(RULEBOOK, Limits(steps=steps)).assess(
        read_answers(RULEBOOK, answers, DAY), DAY
    )
    assert exact.exact
    assert not outcome.exact
    assert [(found["code"], found["severity"]) for found in outcome.diagnostics] == [
        ("too-many-steps", "warning")
    ]
    assert outcome.typology
    assert exact.typology
    assert set(exact.typology.possible) <= set(outcome.typology.possible)
    assert set(outcome.rules.values()) == {RuleState.MAY_HOLD}
    assert set(exact.open) <= set(outcome.open)
    for id_, wide in outcome.interventions.items():
        narrow = exact.interventions[id_]
        assert set(narrow.possible) <= set(wide.possible)
        assert set(narrow.start.possible) <= set(wide.start.possible)
        for name, limit in narrow.limits.items():
            assert set(limit.possible) <= set(wide.limits[name].possible)


def test_no_gap_is_shown_that_the_rules_rule_out() -> None:
    """Where too much is open for the whole, the rules of the typologies alone say what is left."""
    outcome = Evaluator(RULEBOOK, Limits(steps=115_000)).assess(
        read_answers(RULEBOOK, {}, DAY), DAY, "compiled"
    )
    assert not outcome.exact
    assert outcome.typology
    assert RULEBOOK.typologies
    assert set(outcome.typology.possible) == set(RULEBOOK.typologies.values)
    known = Evaluator(RULEBOOK, Limits(steps=115_000)).assess(
        read_answers(RULEBOOK, {"goal_state": "vague"}, DAY), DAY
    )
    assert known.typology
    assert not {GAP, CONFLICT} & set(known.typology.possible)


def test_twelve_open_items_are_no_trouble() -> None:
    """A list four times as long as the shipped one is answered exactly, within the usual steps."""
    goals = RULEBOOK.questions["goals"]
    assert isinstance(goals.domain, ListOf)
    longer = replace(goals, domain=replace(goals.domain, max=12))
    rulebook = replace(RULEBOOK, questions={**RULEBOOK.questions, "goals": longer})
    answers: dict[str, object] = {"goal_state": "named", "goals": [{} for _ in range(12)]}
    assert Evaluator(rulebook).assess(read_answers(rulebook, answers, DAY), DAY, "compiled").exact


@pytest.mark.parametrize("steps", [100, 2_000, 100_000, 900_000])
def test_what_is_exact_does_not_depend_on_what_was_asked_before(steps: int) -> None:
    """The first assessments of a day go another way than those after: all come to the same."""
    evaluator = Evaluator(RULEBOOK, Limits(steps=steps))
    found = [
        evaluator.assess(read_answers(evaluator.rulebook, HALF_OPEN, DAY), DAY, "compiled")
        for _ in range(4)
    ]
    assert all(each == found[0] for each in found)


def test_what_else_is_asked_of_open_answers_is_refused_beyond_its_steps() -> None:
    """A next question that might not matter is not proposed."""
    with pytest.raises(LimitReached):
        Evaluator(RULEBOOK, Limits(steps=10)).inquiry(read_answers(RULEBOOK, {}, DAY), DAY)
