"""Which open answers would settle an outcome, and what each of their values would make of it.

Each value of an open question is tried; what is shown is what the engine then says, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from triage.diagnostics import LimitReached
from triage.engine import Evaluator, Trial, Tried
from triage.explain.answered import Answered, answered
from triage.explain.plan import IN_PLAN
from triage.explain.premises import conditions, is_read
from triage.intake.reading import read_answers
from triage.model.answer_path import AnswerPath
from triage.model.condition import Ref, refs_of
from triage.model.outcome import Outcome, RuleState
from triage.model.question import REST, Choice, Grid, ListOf, Lookup, OpenReason, Question, YesNo
from triage.model.questions_read import Place, questions_read
from triage.model.rulebook import Rulebook

MOST_TRIED = 8
"""Open questions whose values are tried: more would take longer than anyone waits."""


@dataclass(frozen=True, slots=True)
class Effect:
    """Values of a question after which the same typologies are possible."""

    values: tuple[str, ...]
    typologies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """An open question that matters, and what its answer would change.

    `about_typology` says that rules of an open typology wait for it. `effects` say what each
    value makes of the typology, and are empty where it makes no difference or where the values
    are too many or too hard to try (`tried` is false). `interventions` are those whose place in
    the plan depends on the answer.
    """

    path: AnswerPath
    question: Question
    why: OpenReason
    about_typology: bool
    tried: bool
    effects: tuple[Effect, ...]
    interventions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """The open questions that matter, those that settle most first, and how many were left out.

    `declined` says that an answer somebody would rather not give matters too; it is not asked
    for again.
    """

    questions: tuple[OpenQuestion, ...]
    left_out: int
    declined: bool


def open_questions(
    rulebook: Rulebook,
    evaluator: Evaluator,
    answers: Mapping[str, Any],
    outcome: Outcome,
    most: int = 3,
) -> OpenQuestions:
    """Find at most `most` open questions that would settle the typology, else the plan.

    A question counts only where it applies whatever the other open answers are. Values are tried
    where the outcome is exact, until that takes too much.
    """
    waiting = list(_open(rulebook, answers, outcome))
    matter = [found for found in waiting if found.why is not OpenReason.DECLINED]
    first = _read_by(rulebook, _undecided(rulebook, outcome, typologies=True))
    trial = _trial(evaluator, answers, outcome)
    found = [
        _try(rulebook, answers, each, trial, _reads(rulebook, each, first))
        for each in matter[:MOST_TRIED]
    ]
    telling = [each for each in found if not each.tried or each.effects or each.interventions]
    telling.sort(key=lambda each: _left_open(each, outcome))
    return OpenQuestions(
        questions=tuple(telling[:most]),
        left_out=len(telling[most:]) + len(matter[MOST_TRIED:]),
        declined=len(matter) < len(waiting),
    )


def _trial(evaluator: Evaluator, answers: Mapping[str, Any], outcome: Outcome) -> Trial:
    """Return what tries values: with an outcome that is not exact, nothing can be tried."""
    if outcome.exact:
        with suppress(LimitReached):
            return evaluator.trial(answers, outcome.as_of)

    def refuse(_: Mapping[str, object]) -> None:
        raise LimitReached(())

    return refuse


def _open(rulebook: Rulebook, answers: Mapping[str, Any], outcome: Outcome) -> Iterator[Answered]:
    """Yield the open questions that rules wait for, those of an open typology first."""
    waiting = {each.path for each in outcome.open}
    known = [
        found
        for found in answered(rulebook, read_answers(rulebook, answers, outcome.as_of))
        if found.path in waiting and found.answer is None and _surely_applies(found, waiting)
    ]
    first = _read_by(rulebook, _undecided(rulebook, outcome, typologies=True))
    second = _read_by(rulebook, _undecided(rulebook, outcome, typologies=False))
    yield from (found for found in known if _reads(rulebook, found, first))
    yield from (
        found
        for found in known
        if not _reads(rulebook, found, first) and _reads(rulebook, found, second)
    )


def _undecided(rulebook: Rulebook, outcome: Outcome, typologies: bool) -> Iterator[str]:
    """Yield the rules that may or may not hold, of the typology or of the plan."""
    if typologies:
        if rulebook.typologies and outcome.typology and not outcome.typology.settled:
            yield from (
                rule.id
                for rule in rulebook.typologies.rules
                if outcome.rules[rule.id] is RuleState.MAY_HOLD
            )
        return
    for found in outcome.interventions.values():
        if len(found.possible) > 1 and not IN_PLAN.isdisjoint(found.possible):
            mentions = (*found.for_, *found.against, *found.law)
            yield from (each.rule for each in mentions if each.state is RuleState.MAY_HOLD)


def _read_by(rulebook: Rulebook, rules: Iterable[str]) -> set[Place]:
    known = conditions(rulebook)
    return {place for rule in rules for place in questions_read(rulebook.findings, known[rule])}


def _reads(rulebook: Rulebook, found: Answered, read: set[Place]) -> bool:
    if is_read(found, read):
        return True
    domain = found.question.domain
    if isinstance(domain, ListOf | Grid):
        return any(owner == found.path for owner, _, _ in read)
    return isinstance(domain, Lookup) and _fills_a_read(rulebook, found, read)


def _fills_a_read(rulebook: Rulebook, found: Answered, read: set[Place]) -> bool:
    collection, lookup = found.path.place
    columns = rulebook.fillings()[collection, lookup]
    return any((collection, None, column) in read for _, column in columns)


def _surely_applies(found: Answered, waiting: set[str]) -> bool:
    """Say whether no open answer could make the question fall away."""
    condition = found.question.asked_when
    if condition is None:
        return True
    return waiting.isdisjoint(_seen_from(found.path, ref) for ref in refs_of(condition))


def _seen_from(path: AnswerPath, ref: Ref) -> str:
    """Return the path a reference leads to from beside a path; of no question, its name."""
    return path.beside(ref.id) if ref.collection and not ref.row else str(ref)


def _try(
    rulebook: Rulebook,
    answers: Mapping[str, Any],
    found: Answered,
    trial: Trial,
    about_typology: bool,
) -> OpenQuestion:
    try:
        outcomes = list(_outcomes(rulebook, answers, found, trial))
    except LimitReached:  # what only some of the values do would be half the truth
        outcomes = []
    return OpenQuestion(
        path=found.path,
        question=found.question,
        why=found.why or OpenReason.ABSENT,
        about_typology=about_typology,
        tried=bool(outcomes),
        effects=_effects(outcomes),
        interventions=_differing(rulebook, [each for _, each in outcomes]),
    )


def _outcomes(
    rulebook: Rulebook, answers: Mapping[str, Any], found: Answered, trial: Trial
) -> Iterator[tuple[str, Tried]]:
    """Evaluate the answers with each value of an open question put in.

    Values the other answers rule out are left out.
    """
    domain = found.question.domain
    for value in domain.values if isinstance(domain, Choice | YesNo) else ():
        tried = trial(with_answer(rulebook, answers, found.path, value))
        if tried is not None:
            yield value, tried


def with_answer(
    rulebook: Rulebook, answers: Mapping[str, Any], path: AnswerPath, value: object
) -> dict[str, Any]:
    """Return the answers with one more; nothing given is changed in place."""
    owner, question = path.question, path.inner
    if question is None:
        return {**answers, owner: value}
    given = answers.get(owner)
    if isinstance(rulebook.questions[owner].domain, Grid):
        rows = given if isinstance(given, Mapping) else {}
        row = rows.get(path.row, rows.get(REST))
        cells = row if isinstance(row, Mapping) else {}
        return {**answers, owner: {**rows, path.row: {**cells, question: value}}}
    assert path.item is not None
    items = list(given or ())
    items[path.item - 1] = {**items[path.item - 1], question: value}
    return {**answers, owner: items}


def _effects(outcomes: list[tuple[str, Tried]]) -> tuple[Effect, ...]:
    """Group values by the typologies they leave; nothing where all leave the same."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for value, tried in outcomes:
        if tried.typology:
            groups.setdefault(tried.typology, []).append(value)
    if len(groups) < 2:
        return ()
    return tuple(Effect(tuple(values), left) for left, values in groups.items())


def _differing(rulebook: Rulebook, outcomes: list[Tried]) -> tuple[str, ...]:
    return tuple(
        each
        for each in rulebook.interventions
        if len({tried.statuses[each] for tried in outcomes}) > 1
        and any(not IN_PLAN.isdisjoint(tried.statuses[each]) for tried in outcomes)
    )


def _left_open(found: OpenQuestion, outcome: Outcome) -> tuple[bool, float, int]:
    """Weigh a question: the fewer typologies its values leave on average, the earlier it comes."""
    before = len(outcome.typology.possible) if outcome.typology else 0
    if not found.effects:
        return not found.about_typology, float(before), -len(found.interventions)
    values = sum(len(effect.values) for effect in found.effects)
    left = sum(len(effect.values) * len(effect.typologies) for effect in found.effects)
    return False, left / values, -len(found.interventions)
