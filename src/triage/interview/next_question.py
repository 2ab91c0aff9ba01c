"""The next question: one that can change the goal, and that follows the conversation (4.6).

What may be asked is exact: an answer is proposed only where it bears on the goal, its question
applies whatever else is answered, and nobody has said it is unknown or would rather not be given.
In which order is a matter of talking well: first what belongs to the item or row in hand, then to
its theme (the factor), and only then is another theme opened, the one that leads furthest.
"""

from __future__ import annotations

from datetime import date

from triage.engine import Evaluator
from triage.explain.open_questions import OpenQuestion, OpenQuestions
from triage.model.answer_path import AnswerPath
from triage.model.answers import Answers
from triage.model.asking import Asking, AskingState, Goal, NextQuestion
from triage.model.rulebook import Rulebook


def next_question(
    rulebook: Rulebook,
    evaluator: Evaluator,
    answers: Answers,
    as_of: date,
    goal: Goal = Goal.TYPOLOGY,
    last: AnswerPath | None = None,
) -> Asking:
    """Propose what to ask next towards a goal, after the question at the path `last`.

    Raises:
        InvalidAssessment: answers contradict each other.
        LimitReached: too much is open to be exact.
    """
    asking = OpenQuestions(rulebook, evaluator.inquiry(answers, as_of))
    if asking.settled(goal):
        return Asking(goal=goal, state=AskingState.SETTLED)
    left = [each for each in asking.about(goal) if each.waits]
    candidates = [each for each in left if each.may_be_asked]
    if not candidates:
        return Asking(goal=goal, state=AskingState.EXHAUSTED)
    chosen = _in_hand(candidates, last, rulebook)
    question = NextQuestion(
        path=chosen.path,
        factor=chosen.factor,
        effects=asking.effects(chosen),
        interventions=asking.interventions(chosen) if goal is Goal.PLAN else (),
    )
    return Asking(goal=goal, state=AskingState.ASK, question=question, left=len(left))


def _in_hand(
    found: list[OpenQuestion], last: AnswerPath | None, rulebook: Rulebook
) -> OpenQuestion:
    """Keep to the item or row in hand, then to its theme, while there is something to ask."""
    if last is None:
        return found[0]
    factor, element = rulebook.questions[last.question].asked_among, last.element
    beside = [each for each in found if element is not None and each.path.element == element]
    return (beside or [each for each in found if each.factor == factor] or found)[0]
