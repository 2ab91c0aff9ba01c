"""What moves between two versions, found by walking every assessment of both."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.verify.every_assessment import Complete, TooMany, every_assessment
from triage.engine.possible import Conclusion
from triage.model.answer_path import AnswerPath
from triage.model.rule import PlanCount, WarningRule
from triage.model.rulebook import Rulebook
from triage.program.lower import lower
from triage.program.program import Role
from triage.verify.days import own_days
from triage.verify.diff.outputs import GIVEN, HOLDS, HOLDS_NOT, NOT_GIVEN, NOTHING, says_nothing

_IN_PLAN = ("recommended", "check_first")
_PAIRS = 100
"""For each assessment of one so many of the other are held against it at most."""

Answers = Mapping[AnswerPath, Any]


@dataclass(frozen=True)
class Both:
    """Somebody who can answer so in both versions: all answers, and what each version says."""

    answers: Answers
    before: Mapping[str, str]
    after: Mapping[str, str]


def walked(old: Rulebook, new: Rulebook, day: date, most: int) -> list[Both]:
    """Return everybody who can answer in both versions, which go by the same names.

    Those are pairs of an assessment of each that agree on all both ask, and on what is stated.

    Raises:
        TooMany: there are more than `most` of one, or of pairs.
    """
    one, other = (every_assessment(book, day, most) for book in (old, new))
    if len(one) * len(other) > _PAIRS * most:
        raise TooMany
    stated, replaced = _stated(old) & _stated(new), _replaced(old, new)
    before, after = (
        [said(book, each) for each in every] for book, every in ((old, one), (new, other))
    )
    return [
        Both({**a.answers, **b.answers}, before[i], after[j])
        for i, a in enumerate(one)
        for j, b in enumerate(other)
        if _agree(a.answers, b.answers, stated, replaced)
    ]


def is_small(book: Rulebook, most: int) -> bool:
    """Say whether a rulebook has no more assessments than some on its first day."""
    try:
        return bool(every_assessment(book, own_days(book, lower(book))[0], most))
    except TooMany:
        return False


def _replaced(old: Rulebook, new: Rulebook) -> set[AnswerPath]:
    """Return the questions that are of another kind now: answers to both are independent."""
    both = old.questions.keys() & new.questions.keys()
    kinds = {id_: {type(book.questions[id_].domain) for book in (old, new)} for id_ in both}
    return {AnswerPath.of(id_) for id_, each in kinds.items() if len(each) > 1}


def _agree(
    one: Answers,
    other: Answers,
    stated: Collection[AnswerPath],
    replaced: Collection[AnswerPath],
) -> bool:
    shared = (one.keys() & other.keys()) - set(replaced)
    return all(one[path] == other[path] for path in shared) and all(
        (path in one) == (path in other) for path in stated
    )


def _stated(book: Rulebook) -> set[AnswerPath]:
    return {each.path for each in lower(book).variables if each.role is Role.STATED}


def said(book: Rulebook, each: Complete) -> dict[str, str]:
    """Return everything a version says of an assessment, and which rules hold."""
    return dict(_said(book, each))


def _said(book: Rulebook, each: Complete) -> Iterator[tuple[str, str]]:
    conclusion = each.conclusion
    yield "typology", _named(conclusion.typology)
    yield "target_group", _named(conclusion.target_group)
    for id_ in book.interventions:
        yield f"{id_}.status", str(conclusion.statuses[id_])
        yield f"{id_}.start", _named(conclusion.starts.get(id_))
        for limit, value in conclusion.limits.get(id_, {}).items():
            yield f"{id_}.{limit}", str(value)
    for id_, rule in book.rules.items():
        holds = id_ in conclusion.rules
        if isinstance(rule, WarningRule):
            given = holds and (
                rule.plan is None or rule.plan.meets(_counted(rule.plan, conclusion))
            )
            yield f"warnings.{id_}", GIVEN if given else NOT_GIVEN
        else:
            yield f"rules.{id_}", HOLDS if holds else HOLDS_NOT


def _counted(plan: PlanCount, conclusion: Conclusion) -> int:
    """Count the interventions that are in the plan, or will be once the law is checked."""
    in_plan = [each for each in plan.interventions if str(conclusion.statuses[each]) in _IN_PLAN]
    return len([id_ for id_ in in_plan if plan.start in (None, conclusion.starts.get(id_))])


def _named(value: object) -> str:
    return NOTHING if value is None else str(value)


def moved(everybody: list[Both]) -> dict[str, list[Both]]:
    """Return everybody who comes out differently, by the name of the movement."""
    found: dict[str, list[Both]] = {}
    for each in everybody:
        for output in {**each.before, **each.after}:
            was, is_ = (side.get(output, NOTHING) for side in (each.before, each.after))
            if was != is_ and not says_nothing(output, was, is_):
                found.setdefault(f"{output}: {was} -> {is_}", []).append(each)
    return found


def ways(answers: Sequence[Answers], over: Collection[str]) -> int:
    """Return how many different answers to some questions there are."""
    return len(
        {tuple(sorted((at, each) for at, each in one.items() if at in over)) for one in answers}
    )
