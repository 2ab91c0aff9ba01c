"""Random rulebooks small enough to walk all their assessments."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.strategies.drawing import Seeded
from tests.strategies.rulebooks import rulebook
from tests.verify.every_assessment import Complete, TooMany, every_assessment
from triage.language.load import load
from triage.model.rulebook import Rulebook


@dataclass(frozen=True)
class Small:
    """A random rulebook, the day it is drawn around, and all its assessments on that day."""

    seed: int
    rulebook: Rulebook
    as_of: date
    every: list[Complete]


def small_rulebooks(seeds: Iterable[int], most: int) -> Iterator[Small]:
    """Yield the rulebooks of some seeds that have at most so many complete assessments."""
    for seed in seeds:
        drawn = rulebook(Seeded(seed))
        with tempfile.TemporaryDirectory() as folder:
            book = load(drawn.write(Path(folder), quick=True))
        try:
            every = every_assessment(book, drawn.near, most)
        except TooMany:
            continue
        yield Small(seed, book, drawn.near, every)
