"""Answering one more question: where answers stand, and what may be answered there."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from tests.strategies.completion import value
from tests.strategies.drawing import Draw
from tests.strategies.shape import Shape, Subject

Answers = dict[str, Any]
REASONS = ("unknown", "declined")


def subject(shape: Shape, path: str) -> Subject:
    """Return the question at a path, as `goals`, `goals.1.near` or `barriers.care.weight`."""
    top, *inside = path.split(".")
    return shape.questions[top].item[inside[-1]] if inside else shape.questions[top]


def drawn(draw: Draw, shape: Shape, path: str, as_of: date) -> Any:
    """Draw an answer; a list gets items without any."""
    asked = subject(shape, path)
    if asked.kind == "list":
        return [{} for _ in range(draw.integer(asked.low, asked.high))]
    if asked.kind == "lookup":
        return draw.choice(list(shape.tables[asked.table]["rows"]))
    return value(draw, asked, as_of)


def answered(shape: Shape, answers: Answers, path: str, answer: Any) -> Answers:
    """Return the answers with one more; a row that is named keeps what the rest was said to be."""
    top, *inside = path.split(".")
    more = copy.deepcopy(answers)
    if not inside:
        return more | {top: answer}
    if shape.questions[top].kind == "list":
        more[top][int(inside[0]) - 1][inside[1]] = answer
        return more
    grid = more[top] if isinstance(more.get(top), dict) else _open_grid(shape, more.get(top), top)
    row = grid.get(inside[0], copy.deepcopy(grid.get("rest")))
    known = row if isinstance(row, dict) else _open_row(shape, row, top)
    return more | {top: grid | {inside[0]: known | {inside[1]: answer}}}


def _open_grid(shape: Shape, reason: str | None, top: str) -> Answers:
    return {row: reason for row in shape.questions[top].rows if reason}


def _open_row(shape: Shape, reason: str | None, top: str) -> Answers:
    return {inner: reason for inner in shape.questions[top].item if reason}


def without_reasons(answers: Answers) -> Answers:
    """Leave out what was answered as unknown or declined, and grids that hold nothing else."""
    kept: Answers = {}
    for name, answer in answers.items():
        if isinstance(answer, dict):
            rows = {row: _known(its) for row, its in answer.items()}
            if any(rows.values()) or rows == answer:
                kept[name] = rows
        elif isinstance(answer, list):
            kept[name] = [_known(its) if isinstance(its, dict) else its for its in answer]
        elif answer not in REASONS:
            kept[name] = answer
    return kept


def _known(answers: Any) -> Answers:
    """Return what is known of an item or row; a row that is named is not one of the rest."""
    if not isinstance(answers, dict):
        return {}
    return {name: answer for name, answer in answers.items() if answer not in REASONS}
