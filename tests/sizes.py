"""How much of everything each tier of tests takes, and what a tier may cost.

A test that can be made larger takes its size from here, through the fixture `size`; an option of
the same name overrides it for one run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from hypothesis import settings


@dataclass(frozen=True, slots=True)
class Tier:
    """What the tests of a tier may take, in seconds of processor time; `None`: any amount."""

    all: float | None
    one: float | None


TIERS: Final = {
    "test": Tier(all=10 * 60, one=20),
    "more": Tier(all=50 * 60, one=None),
    "soak": Tier(all=None, one=None),
}
"""The tiers, from the least to the largest."""


_T = TypeVar("_T")

SizeOf = Callable[[str], int]
"""What the fixture `size` is: it returns how many of something this run takes."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many of something each tier takes."""

    what: str
    test: int
    more: int
    soak: int

    def of(self, tier: str) -> int:
        """Return how many a tier takes."""
        return {"test": self.test, "more": self.more, "soak": self.soak}[tier]


ALL: Final = 1_000_000
"""More than there are of what is counted out, such as mutants in a rulebook."""

SIZES: Final = {
    "cells": Size("cells of the shipped typology decision", 200, ALL, ALL),
    "defects": Size("defects put into the shipped rulebook", 10, 60, 600),
    "examples": Size("examples of a property", 80, 300, 5_000),
    "explained": Size("shipped cases of which everything is explained", 8, 70, ALL),
    "faults": Size("golden cases to plant faults in", 11, 20, ALL),
    "faults-each": Size("faults to plant in each of these", 100, 200, ALL),
    "renames": Size("ids of the shipped rulebooks to rename, and back", 1, 60, ALL),
    "kills": Size("processes to kill while they write", 40, 1_000, 10_000),
    "mutations": Size("damaged rulebooks to read", 240, 1_200, 60_000),
    "damaged-cases": Size("damaged cases to read", 120, 800, 40_000),
    "oracle": Size("golden cases the reference walks; the more, the more of each", 12, 50, ALL),
    "pages": Size("shipped cases of which pages are made", 50, ALL, ALL),
    "pairs": Size("random assessments on which engines must agree", 500, 3_000, 2_000_000),
    "parts": Size("parts of the random rulebooks of which every assessment is walked", 1, 4, 40),
    "per-thread": Size("assessments of each of eight threads", 20, 200, 5_000),
    "plants": Size("names and numbers to plant in files", 100, 3_000, 20_000),
    "mutants": Size("mutants in the shipped rulebook that its cases must notice", 40, 300, ALL),
    "mutants-whole": Size("mutants judged by whole outcomes too", 6, 20, 200),
    "written": Size("golden cases whose outcomes are written a second time", 15, ALL, ALL),
    "tables": Size("tables written anyhow, or damaged", 100, 3_000, 50_000),
}
"""Name of the size and of its option, and how many."""


def spread(everything: Sequence[_T], many: int) -> list[_T]:
    """Return so many of a sequence, from all over it; all where there are not so many."""
    number = min(many, len(everything))
    return [everything[n * len(everything) // number] for n in range(number)]


def examples(share: float) -> int:
    """Return this share of the examples that a property takes in this run."""
    return max(1, round(share * settings().max_examples))
