"""Counting by columns says what assessing row by row says."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.counts import Count
from tests.strategies.answers import series
from tests.strategies.drawing import seeds
from tests.verify.diff.pairs import changed, some_ids
from triage.diagnostics import InvalidAssessment
from triage.intake.mapping import as_mapping, by_path
from triage.intake.places import Plain
from triage.intake.reading import read_answers
from triage.language.load import load
from triage.model.answer_path import AnswerPath
from triage.model.rulebook import Rulebook
from triage.verify.diff import Given, table_impact
from triage.verify.diff.renamed import Renamed
from triage.verify.diff.renaming import Renaming
from triage.verify.mutants import mutants

np = pytest.importorskip("numpy", reason="numpy is not installed (the extra `tables`)")

# Both need numpy, and come after the line that skips without it.
from triage.verify.diff.columns import columns_impact  # noqa: E402
from triage.verify.diff.stored import Column, Columns  # noqa: E402

SEEDS, ROWS = 15, 25

Row = tuple[date | None, Mapping[AnswerPath, Plain]]


def columns(rows: Sequence[Row]) -> Columns:
    """Put rows into columns."""
    paths = dict.fromkeys(path for _, said in rows for path in said)
    return Columns(
        column([day for day, _ in rows]),
        {path: column([said.get(path) for _, said in rows]) for path in paths},
    )


def column(values: Sequence[Any]) -> Column:
    """Put values into a column."""
    distinct: dict[str, int] = {}
    kept: list[Any] = []
    codes = []
    for each in values:
        if each is None:
            codes.append(-1)
            continue
        if repr(each) not in distinct:
            distinct[repr(each)] = len(kept)
            kept.append(each)
        codes.append(distinct[repr(each)])
    return Column(tuple(kept), np.array(codes, dtype=np.int32))


def drawn(drawn_from: Iterable[int]) -> Iterator[tuple[int, Rulebook, list[Row]]]:
    """Yield random rulebooks and random assessments of them, on several days."""
    for seed in drawn_from:
        draw = Random(seed)
        book, every = series(seed, ROWS)
        with tempfile.TemporaryDirectory() as folder:
            read = load(book.write(Path(folder), quick=True))
        rows: list[Row] = []
        for each in every:
            day = each.as_of + timedelta(days=draw.choice((0, 0, 0, 1, 40, 400)))
            try:
                said = by_path(read, read_answers(read, each.answers, day))
            except InvalidAssessment:
                continue
            rows.append((day, _with_slips(draw, said)))
        yield seed, read, [*rows, *rows[:3], (None, {})]


def _with_slips(draw: Random, said: dict[AnswerPath, Plain]) -> dict[AnswerPath, Plain]:
    """Now and then leave out an answer another rests on, or give one that does not fit."""
    for path in list(said):
        if draw.random() < 0.02:
            del said[path]
        elif draw.random() < 0.01:
            said[path] = draw.choice(("nonsense", "unknown", -7))
    return said


def versions(seed: int, book: Rulebook) -> Iterator[Rulebook]:
    """Yield other versions: a rule left out or turned around, by other names, and two mutants."""
    draw = Random(seed)
    if book.recommendations or book.availability:
        other = changed(book, draw)
        yield other
        ids = some_ids(other, draw)
        yield Renamed(other, Renaming(ids)).book()
    every = list(mutants(book))
    yield from (each.rulebook for each in draw.sample(every, min(2, len(every))))
    asked = [q for q in book.questions.values() if q.asked_when is not None]
    if asked:
        one = replace(draw.choice(asked), asked_when=None)
        yield replace(book, questions={**book.questions, one.id: one})


@pytest.mark.more
def test_as_row_by_row(part: int, counted: Count) -> None:
    """The same rows move, and the same movements occur as often."""
    counts = Counter[str]()

    def met() -> bool:
        return counts["versions"] > SEEDS and counts["moved"] > SEEDS

    for seed, old, rows in drawn(seeds(part, SEEDS, met)):
        stored = columns(rows)
        for number, new in enumerate(versions(seed, old)):
            given = [
                at if day is None else Given(str(at), day, as_mapping(old, said))
                for at, (day, said) in enumerate(rows, start=1)
            ]
            expected, found = table_impact(old, new, given), columns_impact(old, new, stored)
            assert found.looked_at == expected.looked_at
            assert found.unreadable == expected.unreadable
            assert dict(found.movements) == dict(expected.movements), (seed, number)
            assert found.moved == expected.moved, (seed, number)
            counts.update(versions=1, moved=found.moved, rows=found.looked_at)
    counted("rows, row by row and by columns", counts["rows"])
    assert met(), counts
