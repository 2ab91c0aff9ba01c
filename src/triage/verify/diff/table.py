"""How many stored assessments come out differently in another version: counted, never named."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from triage.model.rulebook import Rulebook
from triage.verify.diff.cases import Given, case_impact

Row = Given | int
"""A stored assessment, or the number of a row that holds none."""


def most_first(movements: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Return movements in their order: the most frequent first, and then by name."""
    return tuple(sorted(movements.items(), key=lambda each: (-each[1], each[0])))


@dataclass(frozen=True, slots=True)
class TableImpact:
    """So many rows were looked at, so many of them move, and how often each movement occurs.

    `unreadable` are the numbers of rows that hold no assessment, from 1 on; the others are counted
    all the same.
    """

    looked_at: int
    moved: int
    movements: tuple[tuple[str, int], ...]
    unreadable: tuple[int, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return {
            "looked_at": self.looked_at,
            "moved": self.moved,
            "movements": [{"name": name, "rows": rows} for name, rows in self.movements],
            "unreadable": list(self.unreadable),
        }


def table_impact(old: Rulebook, new: Rulebook, rows: Iterable[Row]) -> TableImpact:
    """Assess rows with both versions; those with the same answers on the same day only once."""
    alike: Counter[str] = Counter()
    distinct: dict[str, Given] = {}
    unreadable = []
    for row in rows:
        if isinstance(row, int):
            unreadable.append(row)
            continue
        key = json.dumps([row.as_of.isoformat(), row.answers], sort_keys=True, default=str)
        alike[key] += 1
        distinct.setdefault(key, Given(key, row.as_of, row.answers))
    impact = case_impact(old, new, distinct.values())
    movements: Counter[str] = Counter()
    for each in impact.moved:
        for output, before, after in each.changes:
            movements[f"{output}: {before} -> {after}"] += alike[each.name]
    return TableImpact(
        alike.total(),
        sum(alike[each.name] for each in impact.moved),
        most_first(movements),
        tuple(unreadable),
    )
