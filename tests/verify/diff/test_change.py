"""Rows that a change does not touch are told by few answers; nothing of them is missed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.engine.small import DAY, rulebook
from triage.intake.mapping import as_mapping
from triage.intake.places import path_at
from triage.model.answer_path import AnswerPath
from triage.model.rulebook import Rulebook
from triage.program.lower import lower
from triage.verify.diff import Given, TableImpact, table_impact

pytest.importorskip("pyarrow", reason="pyarrow is not installed (the extra `tables`)")

# These need pyarrow, and come after the line that skips without it.
import numpy as np
import pyarrow as pa
from pyarrow import parquet

from tests.columns.tables import as_columns
from triage.columns import header, sources
from triage.columns.arrow import cells_of
from triage.columns.cells import Rows
from triage.columns.header import Names
from triage.columns.sources import Opening
from triage.verify.diff.columns import columns_impact

BOOK = """
rulebook: {{id: small, version: '1', language: en}}
questions:
  wish: {{kind: choice, values: [now, later, never], ask: When?}}
  kinds: {{kind: set, values: [cleaning, driving], ask: Which?}}
  jobs: {{kind: list, max: 2, ask: Which jobs?, item: {{near: {{kind: yes_no, ask: Near?}}}}}}
interventions: {{mentor: {{kind: talk}}, course: {{kind: class}}, club: {{kind: class}}}}
recommendations:
  - {{id: R-mentor, when: {{wish: {}}}, recommend: [mentor]}}
  - {{id: R-course, when: {{kinds: {{includes: driving}}}}, recommend: [course]}}
  - {{id: R-club, when: {}, recommend: [club]}}
warnings:
  - {{id: W-few, when: {{wish: later}}, plan: {{interventions: all, at_most: {}}}, warn: Few}}
"""

NEAR, FAR = "{jobs: {some: {near: yes}}}", "{jobs: {some: {near: no}}}"
NEAR_NOW = f"{{all: [{NEAR}, {{wish: now}}]}}"

TABLE: dict[str, list[Any]] = {
    "wish": ["now", "never", "never", "never", "later", "never", "never", None],
    "kinds": [["driving"], ["cleaning"], [], ["nonsense"], ["odd"], [], None, ["driving"]],
    "as_of": [DAY, DAY, DAY, DAY.replace(day=1), DAY.replace(day=2), DAY, None, DAY.replace(day=3)],
}


def versions(*other: Any) -> tuple[Rulebook, Rulebook]:
    """Return two versions, the second of which is another in these ways."""
    return rulebook(BOOK.format("now", NEAR, 1), ""), rulebook(BOOK.format(*other), "")


def path(book: Rulebook, name: str) -> AnswerPath:
    """Return the path a name spells."""
    found = path_at(book, name)
    assert found is not None
    return found


def by_rows(old: Rulebook, new: Rulebook) -> TableImpact:
    """Return what assessing the table row by row says."""
    rows = [dict(zip(TABLE, each, strict=True)) for each in zip(*TABLE.values(), strict=True)]
    given: list[Given | int] = []
    for number, row in enumerate(rows, start=1):
        day = row.pop("as_of")
        said = {name: each for name, each in row.items() if each is not None}
        given.append(number if day is None else Given(str(number), day, said))
    return table_impact(old, new, given)


def test_of_untouched_rows_nothing_else_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a change is about is read of all rows, in parts; the rest of the others, at once."""
    read: list[tuple[str, int]] = []

    def reading(array: Any, *rest: Any, **more: Any) -> Any:
        read.append((str(array.type.__class__.__name__), len(array)))
        return cells_of(array, *rest, **more)

    monkeypatch.setattr(header, "cells_of", reading)
    monkeypatch.setattr(sources, "AT_A_TIME", 3)
    file = tmp_path / "stored.parquet"
    parquet.write_table(pa.table(TABLE), file)
    old, new = versions("later", NEAR, 1)
    parts = Opening(old, lower(old), Names(), "table").file(file).parts
    found = columns_impact(old, new, parts)
    assert found == by_rows(old, new)
    assert (found.looked_at, found.moved, found.unreadable) == (7, 1, (7,))
    texts, lists = ([many for kind, many in read if kind.startswith(each)] for each in ("D", "L"))
    assert texts[:3] == [3, 3, 2]
    assert set(texts[3:]) == set(lists) == {3}


@pytest.mark.parametrize(
    "other", [("now", FAR, 1), ("now", NEAR, 2), ("never", FAR, 0), ("now", NEAR_NOW, 1)]
)
def test_the_same_rows_move(other: tuple[Any, ...]) -> None:
    """A warning that counts another thing; an item of a list nobody said is there."""
    old, new = versions(*other)
    said: list[dict[str, Any]] = [
        {"wish": "later", "jobs.1.near": "no", "jobs.2.near": "no"},
        {"jobs": 1, "jobs.1.near": "no", "jobs.2.near": "yes"},
        {"jobs": 0, "wish": "later", "kinds": ["driving"]},
        {"jobs": 1, "jobs.1.near": "no", "wish": "later"},
        {"wish": "later", "kinds": ["driving"], "jobs": 2, "jobs.1.near": "yes"},
        {"wish": "never", "jobs": 0, "kinds": []},
        {},
    ]
    rows = [(DAY, {path(old, name): each for name, each in one.items()}) for one in said]
    given = [Given(str(at), DAY, as_mapping(old, one)) for at, (_, one) in enumerate(rows)]
    stored = Rows(np.arange(1, len(rows) + 1), as_columns(rows), {})
    found = columns_impact(old, new, [stored])
    assert found == table_impact(old, new, given)
    assert 0 < found.moved < len(rows)
