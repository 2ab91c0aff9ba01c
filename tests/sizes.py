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
    "api-requests": Size("requests of each operation of the API", 5, 25, 1_000),
    "batch-kills": Size("batches to kill and run again", 3, 30, 100),
    "cells": Size("cells of the shipped typology decision", 200, ALL, ALL),
    "defects": Size("defects put into the shipped rulebook", 6, 60, 600),
    "examples": Size("examples of a property", 80, 300, 5_000),
    "explained": Size("shipped cases of which everything is explained", 5, 70, ALL),
    "faults": Size("golden cases to plant faults in", 7, 20, ALL),
    "faults-each": Size("faults to plant in each of these", 100, 200, ALL),
    "renames": Size("ids of the shipped rulebooks to rename, and back", 1, 60, ALL),
    "journal-edits": Size("changed bytes of a journal to find", 20, 200, 1_000),
    "journal-kills": Size("processes to kill while they note events", 5, 100, 1_000),
    "journal-races": Size("races of two writers of a journal", 3, 20, 100),
    "journal-offices": Size("offices whose journals are used at random", 8, 30, 500),
    "kills": Size("processes to kill while they write", 40, 1_000, 10_000),
    "mutations": Size("damaged rulebooks to read", 160, 1_200, 60_000),
    "damaged-cases": Size("damaged cases to read", 120, 800, 40_000),
    "oracle": Size("golden cases the reference walks; the more, the more of each", 7, 50, ALL),
    "refused": Size("shipped cases the reference finishes or refuses in time", 1, 12, ALL),
    "long-pages": Size("shipped cases whose pages are measured", 16, ALL, ALL),
    "pages": Size("shipped cases of which pages are made", 30, ALL, ALL),
    "pairs": Size("random assessments on which engines must agree", 300, 3_000, 2_000_000),
    "parts": Size("parts of the random rulebooks of which every assessment is walked", 1, 4, 40),
    "per-thread": Size("assessments of each of eight threads", 20, 200, 5_000),
    "plants": Size("names and numbers to plant in files", 60, 3_000, 20_000),
    "mutants": Size("mutants in the shipped rulebook that its cases must notice", 40, 300, ALL),
    "mutants-whole": Size("mutants judged by whole outcomes too", 6, 20, 200),
    "written": Size("golden cases whose outcomes are written a second time", 8, ALL, ALL),
    "sql-rows": Size("rows of the shipped rulebook through each database", 1, 1, 20_000),
    "sql-rulebooks": Size("random rulebooks through each database, of each part", 1, 12, 100),
    "table-rows": Size("rows by column and alone, of each part", 200, 600, 25_500),
    "stopped": Size("shipped cases whose talks are stopped after four answers", 4, 60, ALL),
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
