"""A mutant is equivalent just where walking every assessment finds nobody it is other for."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.counts import Count
from tests.strategies.drawing import Seeded, seeds
from tests.strategies.rulebooks import rulebook
from tests.verify.every_assessment import TooMany, every_assessment
from triage.diagnostics import LimitReached
from triage.engine.possible import Conclusion
from triage.intake.mapping import as_mapping
from triage.language.load import load
from triage.model.rule import WarningRule
from triage.model.rulebook import Rulebook
from triage.program.lower import lower
from triage.verify.check.conditioned import conditioned
from triage.verify.days import own_days
from triage.verify.mutants import Fate, Mutant, mutants, mutate
from triage.verify.rewrites import in_some
from triage.verify.witness import concluded

SEEDS, MOST, EACH = 15, 300, 6


@pytest.mark.more
def test_equivalence(part: int, counted: Count) -> None:
    """On random rulebooks without cases, where no mutant is killed."""
    fates = Counter[Fate]()

    def met() -> bool:
        return fates[Fate.ALIVE] > 0 and fates[Fate.EQUIVALENT] > 0

    for seed in seeds(part, SEEDS, met):
        drawn = rulebook(Seeded(seed))
        with tempfile.TemporaryDirectory() as folder:
            book = replace(load(drawn.write(Path(folder), quick=True)), availability=())
        some = list(mutants(book))
        for mutant in Random(seed).sample(some, min(EACH, len(some))):
            try:
                differs = _walk(book, mutant)
            except (TooMany, LimitReached):
                continue
            (verdict,) = mutate(book, (), [mutant])
            where = (seed, verdict.mutant.path, verdict.mutant.what)
            assert (verdict.fate is Fate.ALIVE) == differs, where
            fates[verdict.fate] += 1
    counted("mutants in random rulebooks, every assessment walked", fates.total())
    assert met(), fates


def _walk(book: Rulebook, mutant: Mutant) -> bool:
    """Say whether somebody comes out differently; all that either of the two reads is walked."""
    other = mutant.rulebook
    read = [one for each in (book, other) for one in conditioned(each)]
    conditions = (
        one.when if one.for_each is None else in_some(one.for_each, one.when) for one in read
    )
    asked = tuple(WarningRule(f"walked-{n}", when) for n, when in enumerate(conditions))
    walked = replace(book, warnings=(*book.warnings, *asked))
    return any(
        _said(book, concluded(book, answers, day).conclusion)
        != _said(other, concluded(other, answers, day).conclusion)
        for day in own_days(book, lower(book))
        for answers in _every(walked, day)
    )


def _every(book: Rulebook, day: date) -> Iterator[dict[str, Any]]:
    for each in every_assessment(book, day, MOST):
        plain = {at: list(v) if isinstance(v, tuple) else v for at, v in each.answers.items()}
        yield as_mapping(book, plain)


def _said(book: Rulebook, conclusion: Conclusion) -> Any:
    warned = {rule.id for rule in book.warnings} & conclusion.rules
    starts, limits = dict(conclusion.starts), {k: dict(v) for k, v in conclusion.limits.items()}
    statuses = dict(conclusion.statuses)
    return conclusion.typology, conclusion.target_group, statuses, starts, limits, warned
