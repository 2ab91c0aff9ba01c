"""The next question: one that can change the goal, and that follows the conversation (4.6).

What may be asked is exact: an answer is proposed only where it bears on the goal, its question
applies whatever else is answered, and nobody has said it is unknown or would rather not be given.
In which order is a matter of talking well: first what belongs to the item or row in hand, then to
its theme (the factor), and only then is another theme opened, the one that leads furthest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from triage.diagnostics import InvalidAssessment
from triage.engine import Evaluator, Inquiry
from triage.explain.open_questions import with_answer
from triage.intake.places import question_at
from triage.model.answer_path import AnswerPath
from triage.model.asking import Asking, AskingState, Effect, Goal, NextQuestion
from triage.model.question import Choice, Grid, Question, YesNo
from triage.model.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A question that may be asked: its place in the file, and the open answers asked with it.

    A lookup stands for the open answers its table would fill.
    """

    path: AnswerPath
    question: Question
    factor: str | None
    bearing: tuple[AnswerPath, ...]
    position: tuple[int, ...]


def next_question(
    rulebook: Rulebook,
    evaluator: Evaluator,
    answers: Mapping[str, Any],
    as_of: date,
    goal: Goal = Goal.TYPOLOGY,
    last: AnswerPath | None = None,
) -> Asking:
    """Propose what to ask next towards a goal, after the question at the path `last`.

    Raises:
        InvalidAssessment: an answer does not fit, or answers contradict each other.
        LimitReached: too much is open to be exact.
    """
    inquiry = evaluator.inquiry(answers, as_of)
    bearing = _bearing(inquiry, goal)
    if not bearing:
        return Asking(goal=goal, state=AskingState.SETTLED)
    candidates = list(_candidates(rulebook, inquiry, bearing))
    if not candidates:
        return Asking(goal=goal, state=AskingState.EXHAUSTED)
    chosen = min(
        _in_hand(rulebook, candidates, last), key=lambda each: _weight(each, inquiry, goal)
    )
    return Asking(
        goal=goal,
        state=AskingState.ASK,
        question=NextQuestion(
            path=chosen.path,
            factor=chosen.factor,
            effects=tuple(_effects(rulebook, evaluator, answers, as_of, chosen)),
            interventions=_interventions(rulebook, inquiry, chosen) if goal is Goal.PLAN else (),
        ),
        left=len(candidates),
    )


def _bearing(inquiry: Inquiry, goal: Goal) -> Iterable[AnswerPath]:
    match goal:
        case Goal.TYPOLOGY:
            return inquiry.about_typology
        case Goal.PLAN:
            return inquiry.about_plan
        case Goal.TARGET_GROUP:
            return inquiry.about_target_group


# --- what may be asked


def _candidates(
    rulebook: Rulebook, inquiry: Inquiry, bearing: Iterable[AnswerPath]
) -> Iterator[_Candidate]:
    """Yield what may be asked, in file order."""
    asked: dict[AnswerPath, list[AnswerPath]] = {}
    for path in bearing:
        asked.setdefault(_lookup_of(rulebook, inquiry, path) or path, []).append(path)
    found = [_candidate(rulebook, path, waiting) for path, waiting in asked.items()]
    yield from sorted(
        (each for each in found if _may_be_asked(inquiry, each.path)),
        key=lambda each: each.position,
    )


def _may_be_asked(inquiry: Inquiry, path: AnswerPath) -> bool:
    """Say whether an answer has a place to stand, is not given up, and certainly applies."""
    there = path.item is None or path.owner in inquiry.answers.counts
    return there and path not in inquiry.answers.reasons and inquiry.applies(path)


def _lookup_of(rulebook: Rulebook, inquiry: Inquiry, path: AnswerPath) -> AnswerPath | None:
    """Return the open lookup beside a question whose table could fill it."""
    owner, question = path.place
    for (place, name), columns in rulebook.fillings().items():
        if place == owner and any(column == question for _, column in columns):
            lookup = path.beside(name)
            is_open = inquiry.answers.value(lookup) is None
            if is_open and _may_be_asked(inquiry, lookup):
                return lookup
    return None


def _candidate(rulebook: Rulebook, path: AnswerPath, bearing: list[AnswerPath]) -> _Candidate:
    factor, question = rulebook.questions[path.question].factor, question_at(rulebook, path)
    return _Candidate(path, question, factor, tuple(sorted(bearing)), _position(rulebook, path))


def _position(rulebook: Rulebook, path: AnswerPath) -> tuple[int, ...]:
    """Return where a question stands in the file, item by item and row by row."""
    top = list(rulebook.questions).index(path.question)
    if path.element is None:
        return (top,)
    domain = rulebook.collection(path.question)
    inner = [each.id for each in domain.item].index(str(path.inner))
    element = domain.rows.index(path.element.key) if isinstance(domain, Grid) else path.item
    return top, element or 0, inner


# --- which of them, and why


def _in_hand(
    rulebook: Rulebook, found: list[_Candidate], last: AnswerPath | None
) -> list[_Candidate]:
    """Keep to the item or row in hand, then to its theme, while there is something to ask."""
    if last is None:
        return found
    factor, element = rulebook.questions[last.question].factor, last.element
    beside = [each for each in found if element is not None and each.path.element == element]
    return beside or [each for each in found if each.factor == factor] or found


def _weight(each: _Candidate, inquiry: Inquiry, goal: Goal) -> tuple[float, tuple[int, ...]]:
    """Weigh a question, the lightest first: what it leaves to ask, or what of the plan it moves.

    What settles a target group is looked up rather than talked about: it comes in file order.
    """
    if goal is Goal.TYPOLOGY:
        left = min(inquiry.questions_left(path) for path in each.bearing)
        return round(left, 9), each.position
    if goal is Goal.TARGET_GROUP:
        return 0.0, each.position
    moved = {id_ for path in each.bearing for id_ in inquiry.about_plan[path]}
    return -len(moved), each.position


def _effects(
    rulebook: Rulebook,
    evaluator: Evaluator,
    answers: Mapping[str, Any],
    as_of: date,
    chosen: _Candidate,
) -> Iterator[Effect]:
    """Group the values of a question by the typologies they leave, where they leave several."""
    domain = chosen.question.domain
    groups: dict[tuple[str, ...], list[str]] = {}
    for value in domain.values if isinstance(domain, Choice | YesNo) else ():
        changed = with_answer(rulebook, answers, chosen.path, value)
        with suppress(InvalidAssessment):  # the other answers rule this value out
            groups.setdefault(evaluator.typologies(changed, as_of), []).append(value)
    if len(groups) > 1:
        for typologies, values in groups.items():
            yield Effect(values=tuple(values), typologies=typologies)


def _interventions(rulebook: Rulebook, inquiry: Inquiry, chosen: _Candidate) -> tuple[str, ...]:
    moved = {id_ for path in chosen.bearing for id_ in inquiry.about_plan[path]}
    return tuple(id_ for id_ in rulebook.interventions if id_ in moved)
