"""What somebody could exercise is found by walking every complete assessment too."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.counts import Count
from tests.strategies.drawing import Seeded, seeds
from tests.strategies.rulebooks import rulebook
from tests.verify.every_assessment import TooMany, every_assessment
from triage.intake.mapping import as_mapping
from triage.language.load import load
from triage.model.condition import ALWAYS, Negation
from triage.model.rule import WarningRule
from triage.model.rulebook import Rulebook
from triage.model.walk import contexts_of_tests
from triage.program.lower import lower
from triage.verify.coverage import Side, Target, coverage, targets
from triage.verify.days import own_days
from triage.verify.witness import Witness, concluded

SEEDS, MOST = 40, 80


@dataclass(frozen=True)
class Walked:
    """A random rulebook with its targets as rules, and all assessments on each day that differs."""

    seed: int
    book: Rulebook
    probes: dict[Target, str]
    seen: list[Witness]

    def exercised(self) -> set[Target]:
        """Return the targets somebody exercises."""
        return {
            target
            for target, probe in self.probes.items()
            for each in self.seen
            if (target.law is None or target.law.valid_at(each.as_of))
            and probe in each.conclusion.rules
        }


def walked(drawn_from: Iterable[int]) -> Iterator[Walked]:
    """Yield the random rulebooks of which all assessments can be walked."""
    for seed in drawn_from:
        drawn = rulebook(Seeded(seed))
        with tempfile.TemporaryDirectory() as folder:
            book = load(drawn.write(Path(folder), quick=True))
        probes = {each: f"target-{n}" for n, each in enumerate(dict.fromkeys(targets(book)))}
        rules = tuple(WarningRule(name, each.condition) for each, name in probes.items())
        asked = replace(book, warnings=(*book.warnings, *rules))
        try:
            seen = list(_walk(asked))
        except TooMany:
            continue
        if seen:
            yield Walked(seed, book, probes, seen)


def _walk(asked: Rulebook) -> Iterator[Witness]:
    for day in own_days(asked, lower(asked)):
        for each in every_assessment(asked, day, MOST):
            plain = {
                path: list(value) if isinstance(value, tuple) else value
                for path, value in each.answers.items()
            }
            yield concluded(asked, as_mapping(asked, plain), day)


@pytest.mark.more
def test_what_somebody_could_exercise(part: int, counted: Count) -> None:
    """Without any case, exactly that is left uncovered which somebody exercises.

    That a test decides is what the rulebook says in which it always holds, or never does.
    """
    counts = Counter[tuple[Side, bool]]()
    compared = 0
    decides = ((Side.DECIDES_MET, True), (Side.DECIDES_MET, False), (Side.DECIDES_UNMET, True))

    def met() -> bool:
        return compared > 50 and all(counts[each] for each in decides)

    for one in walked(seeds(part, SEEDS, met)):
        expected = one.exercised()
        assert set(coverage(one.book, ()).uncovered()) == expected, one.seed
        counts.update((each.side, each in expected) for each in one.probes)
        compared += sum(_agreeing(one))
    counted("sides of tests, every assessment walked", counts.total())
    assert met(), (counts, compared)


def _agreeing(one: Walked) -> Iterator[int]:
    """Compare with rulebooks in which one test of a recommendation is put in; count those seen."""
    every = list(targets(one.book))
    for rule in one.book.recommendations:
        for side, holds in ((Side.DECIDES_UNMET, True), (Side.DECIDES_MET, False)):
            of_rule = [t for t in every if t.path == f"rules.{rule.id}" and t.side is side]
            put_in = ALWAYS if holds else Negation(ALWAYS)
            changed = [put(put_in) for _, put in contexts_of_tests(rule.when)]
            for target, when in zip(of_rule, changed, strict=True):
                others = tuple(
                    replace(each, when=when) if each.id == rule.id else each
                    for each in one.book.recommendations
                )
                other = replace(one.book, recommendations=others)
                for each in one.seen:
                    here = each.conclusion.rules
                    there = concluded(other, each.answers, each.as_of).conclusion.rules
                    differs = (rule.id in here) != (rule.id in there)
                    assert (one.probes[target] in here) == differs, (one.seed, rule.id, side)
                    yield 1
