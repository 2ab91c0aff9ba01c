"""Naming a smallest set of answers that cannot stand together (section 4.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations
from typing import TypeVar

from triage.diagnostics import Diagnostic, InvalidAssessment, listed
from triage.intake.filling import fill
from triage.model.answer_path import AnswerPath
from triage.model.answers import Answers
from triage.model.rulebook import Rulebook

Path = TypeVar("Path", bound=str)


def contradiction(
    rulebook: Rulebook, answers: Answers, consistent: Callable[[Answers], bool]
) -> InvalidAssessment:
    """Make the error for answers without a completion; it names a smallest set of them.

    `consistent` says whether some of the answers, taken alone, have a completion.
    """

    def stands(paths: Iterable[AnswerPath]) -> bool:
        return consistent(_only(rulebook, answers, frozenset(paths)))

    every = {*answers.given, *answers.counts, *answers.grids}
    collections = {*answers.counts, *answers.grids}
    # What a list hangs on says more than the list, and the list more than what is in it.
    telling_least = sorted(
        every, key=lambda each: (each.element is None, each not in collections, each)
    )
    paths = sorted(smallest(telling_least, stands))
    return InvalidAssessment(
        (Diagnostic("contradicting-answers", path=paths[0], details={"paths": listed(paths)}),)
    )


def smallest(paths: list[Path], stands: Callable[[Iterable[Path]], bool]) -> list[Path]:
    """Return a smallest part of `paths` that does not stand, where all of them do not.

    Of several, one is given that does without the first of `paths`.
    """
    core = list(paths)
    for path in paths:  # leave out what the contradiction does not need
        without = [other for other in core if other != path]
        if not stands(without):
            core = without
    for size in range(1, len(core)):
        for some in combinations(reversed(paths), size):
            if not stands(some):
                return list(some)
    return core


def _only(rulebook: Rulebook, answers: Answers, paths: frozenset[AnswerPath]) -> Answers:
    """Return some of the answers; an item's answer brings its list along, a cell's its grid not."""
    given = {path: value for path, value in answers.given.items() if path in paths}
    lists = {path.owner for path in paths}
    counts = {path: count for path, count in answers.counts.items() if path in lists}
    filled = fill(rulebook, given, counts)
    return Answers(given, filled, counts, answers.grids & paths, answers.reasons)
