"""Random assessments: complete, partial and contradicting answers to a random rulebook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.strategies.completion import complete, value
from tests.strategies.completions import most_completions
from tests.strategies.drawing import Draw, Seeded, Shrinking
from tests.strategies.opening import Opening
from tests.strategies.places import Path, StateSpace
from tests.strategies.rulebooks import RandomRulebook, as_of, rulebook
from tests.strategies.shape import COLLECTIONS, Subject
from tests.strategies.spelling import Speller
from tests.strategies.truth import ABSENT

HOW_OPEN = {"complete": 0, "few": 25, "many": 60, "all": 100, "contradicting": 25}
"""How many questions in a hundred are left open, by how open an assessment is to be."""

FEW_ENOUGH = 300
"""How many completions an assessment may have at most, unless told otherwise."""


@dataclass(frozen=True)
class RandomAssessment:
    """Answers, the day they are evaluated for, and how open they were meant to be.

    A contradicting one may have no completion at all; every other one has at least one. None has
    more completions than was asked for.
    """

    answers: dict[str, Any]
    as_of: date
    how_open: str


def assessment(
    draw: Draw, book: RandomRulebook, how_open: str = "few", most: int = FEW_ENOUGH
) -> RandomAssessment:
    """Draw an assessment: first one completion of it, of which some answers are then left out."""
    day = as_of(draw, book)
    whole, drawn = complete(draw, book.shape, day)
    opening = Opening(draw, whole, drawn, HOW_OPEN[how_open])
    extra = _contradictions(draw, whole) if how_open == "contradicting" else {}
    speller = Speller(draw, book.shape, whole.values | extra)
    while True:
        answers = speller.answers(opening.paths)
        if most_completions(book.shape, answers, day) <= most:
            return RandomAssessment(answers, day, how_open)
        opening.close_some()


def _contradictions(draw: Draw, whole: StateSpace) -> dict[Path, Any]:
    """Draw values for some of the questions that do not apply."""
    extra: dict[Path, Any] = {}
    for asked in whole.shape.questions.values():
        if whole.value(asked.name) is ABSENT:
            extra |= _contradiction(draw, whole, asked, (asked.name,))
        elif asked.kind in COLLECTIONS:
            for part in whole.parts(asked.name):
                for inner in asked.item.values():
                    if part.value(inner.name) is ABSENT:
                        path = (asked.name, part.key, inner.name)
                        extra |= _contradiction(draw, whole, inner, path)
    return extra


def _contradiction(draw: Draw, whole: StateSpace, asked: Subject, path: Path) -> dict[Path, Any]:
    if not draw.boolean(35):
        return {}
    if asked.kind == "lookup":
        return {path: draw.choice(list(whole.shape.tables[asked.table]["rows"]))}
    return {path: value(draw, asked, whole.as_of)}


def pair(seed: int, most: int = FEW_ENOUGH) -> tuple[RandomRulebook, RandomAssessment]:
    """Return the rulebook and the assessment of a seed."""
    return _pair(Seeded(seed), most)


def series(
    seed: int, count: int, most: int = FEW_ENOUGH
) -> tuple[RandomRulebook, list[RandomAssessment]]:
    """Return the rulebook of a seed and several assessments, as loading it costs the most."""
    draw = Seeded(seed)
    book = rulebook(draw)
    kinds = list(HOW_OPEN)
    return book, [assessment(draw, book, draw.choice(kinds), most) for _ in range(count)]


def _pair(draw: Draw, most: int) -> tuple[RandomRulebook, RandomAssessment]:
    book = rulebook(draw)
    return book, assessment(draw, book, draw.choice(list(HOW_OPEN)), most)


def answers(
    book: RandomRulebook, how_open: str = "few", most: int = FEW_ENOUGH
) -> st.SearchStrategy[RandomAssessment]:
    """Return a strategy for assessments of a rulebook."""
    return _answers(book, how_open, most)


def pairs(most: int = FEW_ENOUGH) -> st.SearchStrategy[tuple[RandomRulebook, RandomAssessment]]:
    """Return a strategy for a rulebook and an assessment of it."""
    return _pairs(most)


@st.composite
def _answers(draw: st.DrawFn, book: RandomRulebook, how_open: str, most: int) -> RandomAssessment:
    return assessment(Shrinking(draw), book, how_open, most)


@st.composite
def _pairs(draw: st.DrawFn, most: int) -> tuple[RandomRulebook, RandomAssessment]:
    return _pair(Shrinking(draw), most)
