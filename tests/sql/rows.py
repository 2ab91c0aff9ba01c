"""Rows of answers to run views over: of random rulebooks, and of the shipped one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from benchmarks.material import PROJEKT_500, material
from tests.sql.databases import Row
from tests.strategies.answers import series
from triage.diagnostics import InvalidAssessment
from triage.intake.mapping import by_path
from triage.intake.reading import read_answers
from triage.language.load import load
from triage.model.rulebook import Rulebook


class Drawn(NamedTuple):
    """A rulebook, a day, and rows of answers for that day."""

    rulebook: Rulebook
    as_of: date
    rows: list[Row]


def drawn(seed: int, many: int) -> Drawn:
    """Draw a rulebook and rows, some with an answer left out or one that does not fit."""
    draw = Random(seed)
    book, every = series(seed, many)
    with tempfile.TemporaryDirectory() as folder:
        read = load(book.write(Path(folder), quick=True))
    day, rows = every[0].as_of, list[Row]()
    for each in every:
        try:
            said = by_path(read, read_answers(read, each.answers, day))
        except InvalidAssessment:
            continue
        rows.append(_with_slips(draw, {str(path): value for path, value in said.items()}))
    return Drawn(read, day, rows)


def _with_slips(draw: Random, said: dict[str, Any]) -> dict[str, Any]:
    for path, value in [*said.items()]:
        if draw.random() < 0.03:
            del said[path]
        elif draw.random() < 0.02:
            said[path] = _other(draw, value)
    return said


def _other(draw: Random, value: Any) -> Any:
    """Return an answer of the same type, which mostly does not fit."""
    if isinstance(value, int):
        return draw.choice((-7, value + 1, 10**9))
    if isinstance(value, list):
        return [*value, *value, "nonsense"][draw.randrange(2) :]
    return "1801-01-01" if value[:2] in ("19", "20") else draw.choice(("nonsense", "", value + " "))


def shipped(many: int) -> Drawn:
    """Draw rows of the shipped rulebook: complete, broken off, and with answers left out."""
    some, draw = material(PROJEKT_500, many), Random(3)
    return Drawn(some.rulebook, some.as_of, [*_left(some.rulebook, some.answers, some.as_of, draw)])


def _left(rulebook: Rulebook, every: Any, as_of: date, draw: Random) -> Iterator[Row]:
    for number, answers in enumerate(every):
        said = by_path(rulebook, read_answers(rulebook, answers, as_of))
        asked = [*rulebook.questions]
        reached = {*asked[: draw.randrange(len(asked))]} if number % 4 == 1 else {*asked}
        share = (1, 1, 0.9, 0.5)[number % 4]
        yield {
            str(path): value
            for path, value in said.items()
            if path.question in reached and draw.random() <= share
        }
