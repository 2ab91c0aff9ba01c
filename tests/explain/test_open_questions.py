"""What is still open, on the page of the miniature rulebook and of random ones."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from tests.engine import small
from tests.engine.agreement import evaluator
from tests.engine.symbolic.brute import StateSpace, bearing, plan, target_group, typology, wholes
from tests.present.pages import book, case, outcome_of, page_from
from tests.sizes import examples
from tests.strategies.answers import RandomAssessment, pairs
from tests.strategies.rulebooks import RandomRulebook
from triage.diagnostics import InvalidAssessment
from triage.engine import Evaluator
from triage.engine.possible import Conclusion
from triage.engine.symbolic.decisions import Decisions
from triage.explain import OpenQuestions, StillOpen, still_open
from triage.explain.changed_answers import ChangedAnswers
from triage.intake.reading import read_answers
from triage.interview.next_question import next_question
from triage.model.asking import AskingState, Effect, Goal
from triage.model.guarantee import IN_PLAN
from triage.model.limits import Limits
from triage.model.question import OpenReason
from triage.model.rulebook import Rulebook
from triage.present import render_text

Answers = dict[str, Any]

DAY = date(2026, 5, 4)
"""The day of the open case."""

MOST = 60
"""Completions an assessment may have: all pairs of them are compared."""


def found(answers: Answers, most: int = 3) -> StillOpen:
    """Find what would settle answers on the day of the open case."""
    return still_open(
        book(),
        Evaluator(book()),
        read_answers(book(), answers, outcome_of(answers).as_of),
        outcome_of(answers),
        most=most,
    )


def paths(still: StillOpen) -> list[str]:
    """Return where the questions stand that are shown."""
    return [each.found.path for each in still.questions]


# --- the page of the miniature rulebook


def test_what_each_value_leaves() -> None:
    """The question that settles most comes first, with what each of its answers leaves."""
    first = found({**case("open").answers, "age": 41}).questions[0]
    assert (first.found.path, first.found.bears_on, first.alone) == ("scope", Goal.TYPOLOGY, True)
    assert first.effects == (
        Effect(values=("only_this",), typologies=("gap",)),
        Effect(values=("open",), typologies=("open_many",)),
    )


def test_nothing_settles_what_is_settled() -> None:
    """Where nothing is open, nothing is asked."""
    assert found(case("settled").answers) == StillOpen()


def test_declined_answers_are_not_asked_for_again() -> None:
    """What somebody would rather not say is only mentioned, and not counted."""
    answers: Answers = {**case("open").answers, "age": "declined"}
    before, after = found(case("open").answers, 10), found(answers, 10)
    assert after.declined
    assert not before.declined
    assert set(paths(before)) - set(paths(after)) == {"age"}


def test_unknown_answers_come_with_their_reason() -> None:
    """A number is named with why it is open, and whether it makes a difference by itself."""
    (age,) = [each for each in found(case("open").answers).questions if each.found.path == "age"]
    assert (age.found.why, age.alone, age.effects) == ("unknown", True, ())


def test_what_may_fall_away_is_counted_and_not_shown() -> None:
    """A question that another open answer could make irrelevant waits for that answer."""
    still = found({}, 20)
    assert "goal_state" in paths(still)
    assert not {"scope", "goals"} & set(paths(still))
    everything = OpenQuestions(
        book(), Evaluator(book()).inquiry(read_answers(book(), {}, DAY), DAY)
    ).all
    counted = {each.path for each in everything}
    assert {"scope", "goals"} <= counted
    assert not any(path.startswith("goals.") for path in counted), "no goal is there yet"
    assert still.more == len(everything) - len(still.questions)


def test_plan_is_settled_after_the_typology() -> None:
    """Questions about the plan come after those about the typology, with what they change."""
    questions = found(case("open").answers, 10).questions
    goals = [list(Goal).index(each.found.bears_on) for each in questions if each.found.bears_on]
    assert goals == sorted(goals)
    (care,) = [each for each in questions if each.found.path == "barriers.childcare.weight"]
    assert (care.found.bears_on, care.interventions) == (Goal.FIRST_STEPS, ("childcare",))


def test_cut_says_how_many_are_left() -> None:
    """What is not shown is counted."""
    everything, cut = found(case("open").answers, 10), found(case("open").answers, 1)
    assert everything.more is not None
    assert cut.more == len(everything.questions) - 1 + everything.more


@pytest.mark.parametrize("steps", [1, 50, 100_000])
def test_where_the_limit_is_reached_it_says_so(steps: int) -> None:
    """Then no count is given, and of no question is anything said but that it is open."""
    answers, evaluator = case("open").answers, Evaluator(book(), Limits(steps=steps))
    still = still_open(
        book(),
        evaluator,
        read_answers(book(), answers, outcome_of(answers).as_of),
        outcome_of(answers),
    )
    if steps == 100_000:
        assert still == found(answers)
        return
    assert still.more is None
    open_ = {each.path for each in outcome_of(answers).open}
    assert still.questions
    assert set(paths(still)) <= open_
    assert not any(each.effects or each.interventions or each.alone for each in still.questions)


def test_the_page_says_that_the_limit_was_reached() -> None:
    """In place of a count."""
    answers = case("open").answers
    outcome = outcome_of(answers).model_copy(update={"exact": False})
    page = page_from(answers, "open", "en", outcome=outcome)
    text = " ".join(render_text(page, 80).split())
    assert "Too much is open to say which questions may change something, and how many." in text
    assert "may change the" not in text


def test_decisions_are_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """For the outcome and for what is open: each would take as long as an assessment."""
    made: list[object] = []
    making = Decisions.made

    def counted(*given: object) -> Decisions:
        made.append(given)
        # Passed on as it came, whatever it is.
        return making(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(Decisions, "made", counted)
    evaluator, answers = Evaluator(book()), case("open").answers
    outcome = evaluator.assess(read_answers(evaluator.rulebook, answers, DAY), DAY, "compiled")
    assert still_open(
        book(), evaluator, read_answers(book(), answers, outcome.as_of), outcome
    ).questions
    assert len(made) == 1


# --- random rulebooks, every completion walked


def shown(book: Rulebook, conclusion: Conclusion) -> Hashable:
    """Return everything of one completion that a page shows of its outcome."""
    limits = tuple((id_, tuple(its.items())) for id_, its in conclusion.limits.items())
    return (
        (typology(conclusion), plan(conclusion), target_group(conclusion), limits),
        tuple(rule.id for rule in book.warnings if _warned(rule, conclusion)),
    )


def _warned(rule: Any, conclusion: Conclusion) -> bool:
    if rule.id not in conclusion.rules or rule.plan is None:
        return rule.id in conclusion.rules
    counted = [
        each
        for each in rule.plan.interventions
        if conclusion.statuses[each] in IN_PLAN
        and rule.plan.start in (None, conclusion.starts.get(each))
    ]
    return bool(rule.plan.meets(len(counted)))


def walked(
    evaluating: Evaluator, drawn: RandomAssessment
) -> tuple[OpenQuestions, list[StateSpace]]:
    """Return what is open of an assessment, and all its completions."""
    inquiry = evaluating.inquiry(
        read_answers(evaluating.rulebook, drawn.answers, drawn.as_of), drawn.as_of
    )
    asking = OpenQuestions(evaluating.rulebook, inquiry)
    return asking, list(wholes(evaluating.rulebook, inquiry.answers, drawn.as_of))


def test_a_lookup_stands_for_all_it_would_fill() -> None:
    """Also where one answer bears on the typology, and another on the plan alone."""
    evaluating = small.evaluator(
        """
        questions:
          job: {kind: lookup, table: jobs}
          danish: {kind: yes_no}
          evenings: {kind: yes_no}
        tables: {jobs: {columns: [danish, evenings], rows: {cook: {}, nurse: {}}}}
        typologies:
          values: [ready, waiting]
          rules: [{id: T-1, when: {danish: yes}, then: ready}]
        interventions: {care: {kind: family}}
        recommendations: [{id: R-1, when: {evenings: yes}, recommend: care}]
        """
    )
    answers = read_answers(evaluating.rulebook, {}, DAY)
    asking = OpenQuestions(evaluating.rulebook, evaluating.inquiry(answers, DAY))
    assert [(each.path, each.answers) for each in asking.all] == [("job", ("danish", "evenings"))]


@given(pairs(MOST))
@settings(max_examples=examples(1.0))
def test_the_count_is_exact(pair: tuple[RandomRulebook, RandomAssessment]) -> None:
    """A question counts if two completions differ in it alone and in what the page shows."""
    drawn_book, drawn = pair
    evaluating = evaluator(drawn_book)
    try:
        asking, completions = walked(evaluating, drawn)
    except InvalidAssessment:
        return
    book = evaluating.rulebook
    bears = bearing(completions, lambda conclusion: shown(book, conclusion))
    outcome = evaluating.assess(
        read_answers(evaluating.rulebook, drawn.answers, drawn.as_of), drawn.as_of, "compiled"
    )
    there = bears & {each.path for each in outcome.open}
    counted = [path for each in asking.all for path in each.answers]
    assert sorted(counted) == sorted(there)
    still = still_open(
        book, evaluating, read_answers(book, drawn.answers, outcome.as_of), outcome, everything=True
    )
    declined = sum(each.why is OpenReason.DECLINED for each in asking.all)
    assert still.more == len(asking.all) - declined - len(still.questions)
    assert still.declined == (declined > 0)


@given(pairs(MOST))
@settings(max_examples=examples(0.5))
def test_effects_are_what_the_engine_says(pair: tuple[RandomRulebook, RandomAssessment]) -> None:
    """Answering a question gives what was announced, and what is left out cannot be answered."""
    drawn_book, drawn = pair
    evaluating = evaluator(drawn_book)
    try:
        outcome = evaluating.assess(
            read_answers(evaluating.rulebook, drawn.answers, drawn.as_of), drawn.as_of, "compiled"
        )
    except InvalidAssessment:
        return
    still = still_open(
        evaluating.rulebook,
        evaluating,
        read_answers(evaluating.rulebook, drawn.answers, outcome.as_of),
        outcome,
        everything=True,
    )
    changing = ChangedAnswers(
        evaluating.rulebook,
        evaluating,
        read_answers(evaluating.rulebook, drawn.answers, drawn.as_of),
        drawn.as_of,
    )
    for each in still.questions:
        told = {value: effect.typologies for effect in each.effects for value in effect.values}
        values = getattr(each.found.question.domain, "values", ()) if told else ()
        for value in values:
            try:
                changed = changing.with_({str(each.found.path): value}).answers
                left = evaluating.typologies(changed, drawn.as_of)
            except InvalidAssessment:
                assert value not in told
            else:
                assert left == told[value]


@given(pairs(MOST))
@settings(max_examples=examples(0.5))
def test_page_and_interview_ask_in_one_order(pair: tuple[RandomRulebook, RandomAssessment]) -> None:
    """What the page shows first of a goal is what is asked next, with the same effects."""
    drawn_book, drawn = pair
    evaluating = evaluator(drawn_book)
    book = evaluating.rulebook
    try:
        outcome = evaluating.assess(
            read_answers(evaluating.rulebook, drawn.answers, drawn.as_of), drawn.as_of, "compiled"
        )
    except InvalidAssessment:
        return
    still = still_open(
        book,
        evaluating,
        read_answers(book, drawn.answers, outcome.as_of),
        outcome,
        everything=True,
        most=100,
    )
    page = [each for each in still.questions if each.found.may_be_asked]
    for goal in Goal:
        asking = next_question(
            book, evaluating, read_answers(book, drawn.answers, drawn.as_of), drawn.as_of, goal
        )
        if asking.state is AskingState.ASK:
            assert asking.question is not None
            first = next(each for each in page if each.found.path == asking.question.path)
            assert first.effects == asking.question.effects
            bears = [each for each in page if each.found.bears_on is goal]
            assert not bears or goal is not Goal.TYPOLOGY or bears[0] is first


# --- what else a page shows

REST = small.evaluator("""
    questions:
      weekly: {kind: yes_no}
      alone: {kind: yes_no}
      tired: {kind: yes_no}
      never: {kind: yes_no}
      wish: {kind: yes_no}
    interventions: {course: {kind: k}, visit: {kind: k}}
    recommendations: [{id: R-course, when: {wish: yes}, recommend: course}]
    availability:
      - {id: L-1, when: {weekly: yes}, interventions: course, verdict: {limit: {weeks: 4}},
         law: Eksempel, source: Eksempel, checked_on: 2026-11-22, confidence: statute}
    warnings:
      - {id: W-alone, when: {alone: yes}, warn: Alene.}
      - {id: W-tired, when: {tired: yes}, warn: Træt.,
         plan: {interventions: [course, visit], at_least: 1}}
      - {id: W-never, when: {never: yes}, warn: Aldrig.,
         plan: {interventions: [course, visit], start: now, at_least: 2}}
""")


def test_limits_and_warnings_count_too() -> None:
    """But no warning that no plan can meet; those about the plan come first."""
    asking = OpenQuestions(
        REST.rulebook, REST.inquiry(read_answers(REST.rulebook, {}, small.DAY), small.DAY)
    )
    found = [(each.path, each.bears_on) for each in asking.all]
    assert found == [("wish", Goal.FIRST_STEPS), ("weekly", None), ("alone", None), ("tired", None)]
    settled = OpenQuestions(
        REST.rulebook,
        REST.inquiry(read_answers(REST.rulebook, {"wish": "no"}, small.DAY), small.DAY),
    )
    assert [each.path for each in settled.all] == ["weekly", "alone"]
