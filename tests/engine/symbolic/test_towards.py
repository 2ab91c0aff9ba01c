"""The smallest changes that lead somewhere, held against trying all changes, few before many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import combinations, product
from typing import Any

import pytest

from tests.counts import Count
from tests.engine.agreement import evaluator
from tests.strategies.answers import RandomAssessment, series
from tests.strategies.drawing import seeds
from triage.engine import Evaluator, LeadsOn, Wish
from triage.engine.reference.choices import Walk
from triage.engine.reference.completion import Completion
from triage.engine.reference.plan import conclude
from triage.intake.reading import read_answers
from triage.model.answer_path import AnswerPath, printed
from triage.model.answers import AnswerValue
from triage.model.finding import FirstMatch
from triage.model.question import Choice, YesNo
from triage.model.rulebook import Rulebook

MOST = 40
"""Completions an assessment may have: they are walked for every change that is tried."""

MOST_AFTER = 2_000
"""Completions it may have after a change, which may open questions with many answers."""

DEEP = 2
"""How many changes are tried at once."""

SEEDS = 120
"""Random rulebooks in one part of the run."""


def changeable(rulebook: Rulebook) -> list[AnswerPath]:
    """Return the questions at the top with few values, as if all of them could be worked on.

    Those that state a finding are judgements.
    """
    bodies = [finding.body for finding in rulebook.findings.values()]
    stated = {str(body.stated) for body in bodies if isinstance(body, FirstMatch)}
    return [
        AnswerPath.of(question.id)
        for question in rulebook.questions.values()
        if isinstance(question.domain, Choice | YesNo) and question.id not in stated
    ][:5]


class TooMany(Exception):
    """There are more completions after a change than a test has time for."""


def ways(
    rulebook: Rulebook, drawn: RandomAssessment, changes: dict[AnswerPath, Any]
) -> list[tuple[set[AnswerPath], str | None]]:
    """Give, for each way of answering what is open, which answers apply, and the typology.

    Raises:
        TooMany: there are more ways than `MOST_AFTER`.
    """
    answers = read_answers(rulebook, {**drawn.answers, **printed(changes)}, drawn.as_of)
    given = {*answers.given, *answers.counts, *answers.grids}
    walk, found = Walk(), []
    while True:
        completion = Completion(rulebook, answers, drawn.as_of, walk)
        applying = {path for path in given if completion.path_applies(path)}
        found.append((applying, conclude(completion).typology))
        if not walk.advance():
            return found
        if len(found) >= MOST_AFTER:
            raise TooMany


def settled(
    rulebook: Rulebook, drawn: RandomAssessment, changes: dict[AnswerPath, Any]
) -> str | None:
    """Return the typology after changes, whatever the open answers turn out to be.

    An answer counts wherever its question applies. What would only count if an open answer turns
    out right settles nothing: that answer has to be among the changes.
    """
    typologies = {typology for _, typology in ways(rulebook, drawn, changes)}
    return typologies.pop() if len(typologies) == 1 else None


def upward(rulebook: Rulebook) -> LeadsOn:
    """Return a rule by which only a later value is a step on."""

    def leads_on(path: AnswerPath, before: AnswerValue, after: AnswerValue) -> bool:
        domain = rulebook.questions[path].domain
        assert isinstance(domain, Choice | YesNo)
        return domain.values.index(str(before)) < domain.values.index(str(after))

    return leads_on


def tried(
    rulebook: Rulebook,
    drawn: RandomAssessment,
    wished: str,
    may: list[AnswerPath],
    leads_on: LeadsOn | None,
) -> set[frozenset[tuple[AnswerPath, Any]]]:
    """Return all smallest sets of changes that settle a typology, if few are enough."""
    for size in range(DEEP + 1):
        found = {
            frozenset(changes.items())
            for paths in combinations(may, size)
            for values in product(*(others(rulebook, drawn, path, leads_on) for path in paths))
            if settled(rulebook, drawn, changes := dict(zip(paths, values, strict=True))) == wished
        }
        if found:
            return found
    return set()


def others(
    rulebook: Rulebook, drawn: RandomAssessment, path: AnswerPath, leads_on: LeadsOn | None
) -> list[str]:
    """Return the values a question does not have yet; of steps, those that lead on from its own."""
    domain = rulebook.questions[path].domain
    assert isinstance(domain, Choice | YesNo)
    now = read_answers(rulebook, drawn.answers, drawn.as_of).value(path)
    if leads_on is None:
        return [value for value in domain.values if value != now]
    return [value for value in domain.values if now is not None and leads_on(path, now, value)]


def compared(evaluating: Evaluator, drawn: RandomAssessment) -> Iterator[bool]:
    """Say for each typology whether searching and trying agree."""
    rulebook = evaluating.rulebook
    assert rulebook.typologies is not None
    filled = read_answers(rulebook, drawn.answers, drawn.as_of).filled
    may = [path for path in changeable(rulebook) if path not in filled]
    for wished, leads_on in product(rulebook.typologies.values, (None, upward(rulebook))):
        searched = evaluating.towards(
            read_answers(evaluating.rulebook, drawn.answers, drawn.as_of),
            drawn.as_of,
            Wish(typology=wished, by_steps=leads_on),
            may,
        )
        told = {frozenset((each.path, each.value) for each in found) for found in searched}
        right = tried(rulebook, drawn, wished, may, leads_on)
        if not right:
            yield all(len(found) > DEEP for found in told)
            continue
        yield told <= right and paths(told) == paths(right)


def paths(found: set[frozenset[tuple[AnswerPath, Any]]]) -> set[frozenset[AnswerPath]]:
    """Return what is changed, whatever it is changed to: one value of each class is told."""
    return {frozenset(path for path, _ in changes) for changes in found}


@pytest.mark.more
def test_smallest_changes_in_many(part: int, counted: Count) -> None:
    """On random rulebooks with what is open walked in full."""
    agreed: Counter[bool] = Counter()

    def met() -> bool:
        return agreed[True] > 100

    for seed in seeds(part, SEEDS, met):
        book, drawn = series(seed, 2, MOST)
        evaluating = evaluator(book)
        for one in drawn:
            if evaluating.rulebook.typologies is None or not plain(evaluating, one):
                continue
            with suppress(TooMany):
                agreed.update([*compared(evaluating, one)])
    counted("wishes, every change tried", agreed.total())
    assert agreed[False] == 0
    assert met(), agreed


def plain(evaluating: Evaluator, drawn: RandomAssessment) -> bool:
    """Say whether answers stand together, and apply whatever the open ones are."""
    if not evaluating.consistent(
        read_answers(evaluating.rulebook, drawn.answers, drawn.as_of), drawn.as_of
    ):
        return False
    everywhere = [applying for applying, _ in ways(evaluating.rulebook, drawn, {})]
    return all(applying == everywhere[0] for applying in everywhere)
