"""How many assessments a year came to which typology, for those who must not see small numbers.

A number is hidden where it counts few, and where it, with what is shown beside it, would give few
away (`cell_suppression`): sums over years and over typologies are shown first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from triage.programme.cell_suppression import Cells

ALL: Final = "all"
"""Stands in the place of a year, or of what came out, for all of them together."""

OPEN: Final = "open"
"""Stands for what came out where several typologies are possible."""


class YearCount(NamedTuple):
    """How many cases of a year came to something; `None` where the number is hidden."""

    year: str
    outcome: str
    cases: int | None


class Yearly:
    """Counts cases by the year of their assessment and its typology; each counts once in a cell."""

    def __init__(self) -> None:
        self._cases: dict[tuple[str, str], set[int]] = defaultdict(set)

    def add(self, cases: Iterable[int], years: Iterable[int], outcomes: Iterable[str]) -> None:
        """Add assessments: the number of the case, the year, and the typology or `OPEN`."""
        for case, year, outcome in zip(cases, years, outcomes, strict=True):
            self._cases[str(year), outcome].add(case)

    def counts(self, limit: int) -> list[YearCount]:
        """Return every cell, and the sums, years first; numbers below a limit are hidden."""
        years = sorted({year for year, _ in self._cases})
        outcomes = sorted({outcome for _, outcome in self._cases})
        cells = Cells(limit)
        for year, outcome in self._cells(years, outcomes):
            cells.tell(year, outcome, people=self._people(year, outcome))
        for year in (ALL, *years):
            cells.divide(year, ALL, into=[(year, outcome) for outcome in outcomes])
        for outcome in (ALL, *outcomes):
            cells.divide(ALL, outcome, into=[(year, outcome) for year in years])
        every = list(self._cells(years, outcomes))
        return [YearCount(*key, cells.count(*key)) for key in every]

    def _cells(self, years: Sequence[str], outcomes: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield the cells, the largest sums first."""
        yield ALL, ALL
        yield from ((year, ALL) for year in years)
        yield from ((ALL, outcome) for outcome in outcomes)
        yield from ((year, outcome) for year in years for outcome in outcomes)

    def _people(self, year: str, outcome: str) -> set[int]:
        return set().union(
            *(
                cases
                for (own, came), cases in self._cases.items()
                if year in (ALL, own) and outcome in (ALL, came)
            )
        )
