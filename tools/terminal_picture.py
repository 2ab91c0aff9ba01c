"""Draws what a terminal shows: a command, what it prints, and numbers beside the lines."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

_CHARACTER, _LINE, _MARGIN, _GUTTER = 8.4, 20, 14, 30
_COLOURS = (  # the first that begins a line, without its indentation, gives it its colour
    ("$", "#8fd18f"),
    ("error", "#ff8f8f"),
    ("fejl[", "#ff8f8f"),
    ("warning", "#f2cc6b"),
    ("advarsel", "#f2cc6b"),
)
_PLAIN = "#e8e8e8"
_COLUMNS = 90


def wrapped(text: str) -> list[str]:
    """Return the lines of a screen: what is longer goes on in the next, as a terminal does it."""
    return [
        line[start : start + _COLUMNS]
        for line in text.splitlines()
        for start in range(0, max(len(line), 1), _COLUMNS)
    ]


def picture(title: str, lines: list[str], numbers: Mapping[int, int]) -> str:
    """Return SVG: the lines as they stand on a screen; `numbers` says which line has which."""
    width = round(_GUTTER + 2 * _MARGIN + _CHARACTER * max(map(len, lines)))
    height = 2 * _MARGIN + _LINE * len(lines)
    drawn = [_line(row, line) for row, line in enumerate(lines) if line]
    drawn += [_number(row, number) for row, number in numbers.items()]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
            f' width="{width}" height="{height}" role="img">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{width}" height="{height}" rx="8" fill="#1f2430"/>',
            *drawn,
            "</svg>\n",
        ]
    )


def _line(row: int, text: str) -> str:
    """Draw one line; its length is fixed, so that every typeface keeps the columns."""
    words = text.lstrip(" ")
    colour = next((colour for start, colour in _COLOURS if words.startswith(start)), _PLAIN)
    x = _GUTTER + _MARGIN + _CHARACTER * (len(text) - len(words))
    return (
        f'<text x="{x:.1f}" y="{_baseline(row)}" font-family="monospace" font-size="14"'
        f' fill="{colour}" xml:space="preserve" textLength="{_CHARACTER * len(words):.1f}"'
        f' lengthAdjust="spacingAndGlyphs">{escape(words)}</text>'
    )


def _number(row: int, number: int) -> str:
    x, y = _MARGIN + 6, _baseline(row)
    return (
        f'<circle cx="{x}" cy="{y - 5}" r="9" fill="#f2cc6b"/>'
        f'<text x="{x}" y="{y}" font-family="sans-serif" font-size="13" font-weight="bold"'
        f' text-anchor="middle" fill="#1f2430">{number}</text>'
    )


def _baseline(row: int) -> int:
    return _MARGIN + _LINE * row + 15
