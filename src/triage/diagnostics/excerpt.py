"""One source line with carets under a part of it, as it lines up in a terminal."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from triage.diagnostics.quoting import HIDDEN

_TAB = 4
_WIDEST = 96
_LEAD = 32
_CLIPPED = "…"
_NEAR = 1_000  # characters looked at on either side; more could not be shown


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A source line ready to print, and the line of carets that belongs under it."""

    line: str
    carets: str


def excerpt(line: str, start: int, end: int, hidden: Iterable[tuple[int, int]] = ()) -> Excerpt:
    """Return `line` with carets under the characters from `start` up to `end`.

    Both count from 0. Tabs become spaces, characters that could move the cursor become `�`, wide
    characters get two carets, and a long line is clipped around the first caret. Of each `hidden`
    stretch one sign is shown, whatever its length.
    """
    left_out = max(0, min(start, len(line)) - _NEAR)
    rest = len(line) - left_out
    cells = _cells(line[left_out : left_out + 2 * _NEAR])
    start = min(start - left_out, len(cells))
    end = max(min(end - left_out, len(cells)), start)
    for first, last in hidden:
        _hide(cells, first - left_out, last - left_out)
        if first < start + left_out < last:
            start = max(first - left_out, 0)
    first, last = _window([_width(cell) for cell in cells], start)
    before = _CLIPPED if left_out or first > 0 else ""
    after = _CLIPPED if last < rest else ""
    shown = before + "".join(cells[first:last]) + after
    blank = " " * (len(before) + sum(map(_width, cells[first:start])))
    marked = sum(map(_width, cells[start : min(end, last)]))
    return Excerpt(shown.rstrip(), blank + "^" * max(1, marked))


def _cells(line: str) -> list[str]:
    """Return what is printed for each character of `line`."""
    cells: list[str] = []
    column = 0
    for char in line:
        cell = " " * (_TAB - column % _TAB) if char == "\t" else _safe(char)
        cells.append(cell)
        column += _width(cell)
    return cells


def _hide(cells: list[str], first: int, last: int) -> None:
    first, last = max(first, 0), min(last, len(cells))
    if first < last:
        cells[first:last] = [HIDDEN, *[""] * (last - first - 1)]


def _safe(char: str) -> str:
    return "�" if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else char


def _width(cell: str) -> int:
    if len(cell) != 1:
        return len(cell)
    if unicodedata.category(cell) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(cell) in {"W", "F"} else 1


def _window(widths: list[int], start: int) -> tuple[int, int]:
    """Return the part of the line to show: all of it, or about as much as fits round `start`."""
    if sum(widths) <= _WIDEST:
        return 0, len(widths)
    first, lead = start, 0
    while first > 0 and lead + widths[first - 1] <= _LEAD:
        first -= 1
        lead += widths[first]
    last, room = first, _WIDEST
    while last < len(widths) and room >= widths[last]:
        room -= widths[last]
        last += 1
    while first > 0 and room >= widths[first - 1]:
        first -= 1
        room -= widths[first]
    return first, last
