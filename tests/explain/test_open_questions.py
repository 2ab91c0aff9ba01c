from __future__ import annotations

import pytest

from tests.present.pages import book, case, outcome_of
from triage.engine import Evaluator
from triage.engine.symbolic.decisions import Decisions
from triage.explain import Effect, OpenQuestions, open_questions
from triage.explain.open_questions import with_answer
from triage.model.answer_path import AnswerPath
from triage.model.limits import Limits

Answers = dict[str, object]


def found(answers: Answers, most: int = 3) -> OpenQuestions:
    """Find what would settle answers on the day of the open case."""
    return open_questions(book(), Evaluator(book()), answers, outcome_of(answers), most)


def test_what_each_value_leaves() -> None:
    """The question that settles most comes first, with what each of its answers leaves."""
    answers: Answers = {**case("open").answers, "age": 41}
    first = found(answers).questions[0]
    assert (first.path, first.about_typology, first.tried) == ("scope", True, True)
    assert first.effects == (
        Effect(("only_this",), ("gap",)),
        Effect(("open",), ("open_many",)),
    )


def test_effects_are_what_the_engine_says() -> None:
    """Answering a question gives what was announced."""
    answers = case("open").answers
    for question in found(answers, 10).questions:
        for effect in question.effects:
            for value in effect.values:
                after = outcome_of(with_answer(book(), answers, question.path, value))
                assert after.typology is not None
                assert after.typology.possible == effect.typologies


def test_nothing_settles_what_is_settled() -> None:
    """Where nothing is open, nothing is asked."""
    assert found(case("settled").answers) == OpenQuestions((), 0, declined=False)


def test_declined_answers_are_not_asked_for_again() -> None:
    """What somebody would rather not say is only mentioned."""
    answers: Answers = {**case("open").answers, "age": "declined"}
    settles = found(answers, 10)
    assert settles.declined
    assert "age" not in [question.path for question in settles.questions]


def test_unknown_answers_come_with_their_reason() -> None:
    """A number cannot be tried value by value; it is named with why it is open."""
    (age,) = [each for each in found(case("open").answers).questions if each.path == "age"]
    assert (age.why, age.tried, age.about_typology) == ("unknown", False, True)


def test_what_may_fall_away_is_not_asked() -> None:
    """A question that another open answer could make irrelevant waits for that answer."""
    paths = [question.path for question in found({}, 10).questions]
    assert "goal_state" in paths
    assert not {"scope", "goals"} & set(paths)


def test_plan_is_settled_after_the_typology() -> None:
    """Questions about the plan come after those about the typology, with what they change."""
    questions = found(case("open").answers, 10).questions
    about = [question.about_typology for question in questions]
    assert about == sorted(about, reverse=True)
    (childcare,) = [each for each in questions if each.path == "barriers.childcare.weight"]
    assert childcare.interventions == ("childcare",)


def test_cut_says_how_many_are_left() -> None:
    """What is not shown is counted."""
    everything = found(case("open").answers, 10)
    cut = found(case("open").answers, 1)
    assert len(cut.questions) + cut.left_out == len(everything.questions)


def test_values_too_hard_to_try_are_left_out() -> None:
    """A limit reached while trying is no reason to fail, and from there on nothing is tried."""
    answers = case("open").answers
    outcome = outcome_of(answers)
    assert [each.tried for each in found(answers, 10).questions].count(True) > 1
    tried: list[list[bool]] = []
    for steps in (0, 300, 700, 1_000, 100_000):
        evaluator = Evaluator(book(), Limits(steps=steps))
        questions = open_questions(book(), evaluator, answers, outcome, 10).questions
        tried.append([each.tried for each in questions])
    assert not any(tried[0])
    assert any(tried[-1])


def test_decisions_are_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """For the outcome and all values that are tried: each would take as long as an assessment."""
    made: list[object] = []
    making = Decisions.made

    def counted(*given: object) -> Decisions:
        made.append(given)
        return making(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(Decisions, "made", counted)
    evaluator, open_case = Evaluator(book()), case("open")
    assert open_case.as_of is not None
    outcome = evaluator.assess(open_case.answers, open_case.as_of, "compiled")
    settles = open_questions(book(), evaluator, open_case.answers, outcome, 10)
    assert sum(each.tried for each in settles.questions) > 1
    assert len(made) == 1


def test_nothing_is_tried_where_too_much_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an outcome that is not exact, trying values would take as long for each of them."""
    evaluator = Evaluator(book())
    monkeypatch.setattr(evaluator, "trial", None)
    answers = case("open").answers
    outcome = outcome_of(answers).model_copy(update={"exact": False})
    questions = open_questions(book(), evaluator, answers, outcome).questions
    assert questions
    assert not any(each.tried for each in questions)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("scope", {"scope": 1}),
        ("goals.1.job", {"goals": [{"title": "a", "job": 1}, {}]}),
        ("barriers.transport.weight", {"barriers": {"transport": {"weight": 1}}}),
    ],
)
def test_one_more_answer(path: str, expected: Answers) -> None:
    """One answer is put in its place, and what was given stays as it was."""
    given: Answers = {"goals": [{"title": "a"}, {}]}
    assert with_answer(book(), given, AnswerPath.parse(path), 1) == {**given, **expected}
    assert given == {"goals": [{"title": "a"}, {}]}


def test_one_more_cell_beside_the_rest() -> None:
    """A row taken from `rest` keeps its other answers."""
    path = AnswerPath.of("barriers", "childcare", "weight")
    given: Answers = {"barriers": {"rest": {"weight": "none", "other": 2}}}
    assert with_answer(book(), given, path, "much") == {
        "barriers": {
            "rest": {"weight": "none", "other": 2},
            "childcare": {"weight": "much", "other": 2},
        }
    }
