"""Assessments with one answer that is wrong, for tests of what is said about it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.strategies.answers import assessment
from tests.strategies.drawing import Draw, Shrinking
from tests.strategies.places import Path
from tests.strategies.rulebooks import RandomRulebook
from tests.strategies.shape import Shape, Subject, bounds


@dataclass(frozen=True)
class Mistaken:
    """Answers with one mistake: `what` is wrong, and at which `path`.

    The path is as the answers are written: items count from 0, and a row may be `rest`.
    """

    answers: dict[str, Any]
    as_of: date
    what: str
    path: Path


Wrong = Callable[[Draw, Subject, date], Any]


def _misspelt(draw: Draw, asked: Subject, _: date) -> Any:
    word = draw.choice(asked.values)
    return draw.choice((word + "x", word.upper(), word[1:] or "x", f" {word}"))


def _outside(draw: Draw, asked: Subject, _: date) -> Any:
    return draw.choice((asked.low - 1, asked.high + 1, 2**70))


def _day_outside(draw: Draw, asked: Subject, as_of: date) -> Any:
    first, last = bounds(asked, as_of)
    return draw.choice((first - timedelta(1), last + timedelta(1))).isoformat()


def _too_many(_draw: Draw, asked: Subject, _: date) -> Any:
    return [{} for _ in range(asked.high + 1)]


def _too_few(_draw: Draw, asked: Subject, _: date) -> Any:
    return [{} for _ in range(asked.low - 1)]


def _one_of(*wrong: Any) -> Wrong:
    return lambda draw, _asked, _as_of: copy.deepcopy(draw.choice(wrong))


_NOT_ONE = ("not a value", _one_of(7, 2.5, [], {}, ["none"]))
_MISSPELT = ("misspelt value", _misspelt)
_OPEN = ("misspelt unknown", _one_of("unknwon", "Unknown", "declind", "not_applicable"))

WRONG: dict[str, tuple[tuple[str, Wrong], ...]] = {
    "choice": (_MISSPELT, _NOT_ONE, _OPEN),
    "scale": (_MISSPELT, _NOT_ONE, _OPEN),
    "yes_no": (_MISSPELT, _NOT_ONE, _OPEN),
    "number": (
        ("number outside", _outside),
        ("not a whole number", _one_of(2.5, "seven", True, [], {}, "1_0")),
        _OPEN,
    ),
    "date": (
        ("date outside", _day_outside),
        ("not a date", _one_of("2023-02-29", "29-02-2024", 20240229, "2024-2-9")),
        _OPEN,
    ),
    "set": (
        ("misspelt value", lambda draw, asked, day: [_misspelt(draw, asked, day)]),
        ("not a list", _one_of("none", 7, {})),
        _OPEN,
    ),
    "lookup": (("unknown key", _one_of("pilot", 7, [])), _OPEN),
    "text": (("not a text", _one_of(7, [], {}, True)),),
    "list": (("too many items", _too_many), ("not a list", _one_of("none", 7, {})), _OPEN),
    "grid": (("not rows", _one_of("none", 7, [])), _OPEN),
}
_TOO_FEW = ("too few items", _too_few)


def mistaken(draw: Draw, book: RandomRulebook) -> Mistaken:
    """Draw an assessment and put one mistake in it."""
    drawn = assessment(draw, book, draw.choice(("complete", "few", "many")))
    answers = copy.deepcopy(drawn.answers)
    if draw.boolean(20):
        what, path = _put_unknown(draw, book.shape, answers)
        return Mistaken(answers, drawn.as_of, what, path)
    asked, path = draw.choice(list(_places(book.shape, answers)))
    wrong = WRONG[asked.kind]
    if asked.kind == "list" and asked.low:
        wrong = (*wrong, _TOO_FEW)
    what, make = draw.choice(wrong)
    holder = _holder(answers, path)
    holder[path[-1]] = make(draw, asked, drawn.as_of)
    return Mistaken(answers, drawn.as_of, what, path)


def _places(shape: Shape, answers: dict[str, Any]) -> Iterator[tuple[Subject, Path]]:
    """Yield where an answer can stand: at the top, and in the items and rows there are."""
    for name, asked in shape.questions.items():
        yield asked, (name,)
        for key, part in _given_parts(answers.get(name)):
            if isinstance(part, dict):
                yield from ((inner, (name, key, inner.name)) for inner in asked.item.values())


def _given_parts(answer: Any) -> list[tuple[str | int, Any]]:
    if isinstance(answer, dict):
        return list(answer.items())
    return list(enumerate(answer)) if isinstance(answer, list) else []


def _holder(answers: Any, path: Path) -> Any:
    for key in path[:-1]:
        answers = answers[key]
    return answers


def _put_unknown(draw: Draw, shape: Shape, answers: dict[str, Any]) -> tuple[str, Path]:
    """Answer a question or name a row there is not."""
    grids = [name for name in answers if shape.questions[name].kind == "grid"]
    grids = [name for name in grids if isinstance(answers[name], dict)]
    if grids and draw.boolean():
        grid = draw.choice(grids)
        answers[grid]["helth"] = {}
        return "unknown row", (grid, "helth")
    inside = [path for asked, path in _places(shape, answers) if len(path) > 1]
    if inside and draw.boolean():
        path = (*draw.choice(inside)[:-1], "scale_q")
        _holder(answers, path)["scale_q"] = "low"
        return "unknown item question", path
    answers["choice_q"] = "none"
    return "unknown question", ("choice_q",)


def mistakes(book: RandomRulebook) -> st.SearchStrategy[Mistaken]:
    """Return a strategy for assessments with one mistake."""
    return _mistakes(book)


@st.composite
def _mistakes(draw: st.DrawFn, book: RandomRulebook) -> Mistaken:
    return mistaken(Shrinking(draw), book)
