"""The numbers of a table drawn, as SVG: readable without colour, and never more than it says.

A number that is hidden or was not recorded leaves a gap; nothing is drawn between its neighbours.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from triage.diagnostics import needed
from triage.present.blocks import Drawing, Table, one_line

_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
_LOCALES = {"da": "da-DK", "sv": "sv-SE", "en": "en-GB"}

_WIDTH = 520
_FEW = 5
_BROAD, _LINES = 26, 3
"""So many characters of the name of a row are written beside its bars, on so many lines."""

_ON_LINES = "split(datum.value, '\\n')"

_COLOURS = ["#1a1a1a", "#0060a8", "#b34700", "#00704f", "#93377e"]
"""Told apart by the colour-blind, and each with a dash and a shape of its own."""

_DASHES = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4]]
_SHAPES = ["circle", "square", "triangle-up", "diamond", "cross"]
_GREYS = ["#d9d9d9", "#6e6e6e", "#ffffff"]

# What shows the drawing may have a broader font than what measured it.
_PADDING = {"left": 30, "right": 60, "top": 5, "bottom": 5}

_CONFIG = {
    "font": "sans-serif",
    "background": "white",
    "view": {"stroke": None},
    "axis": {"labelFontSize": 12, "titleFontSize": 12, "labelColor": "#1a1a1a", "labelLimit": 300},
    "legend": {"labelFontSize": 12, "labelLimit": 400, "orient": "bottom", "direction": "vertical"},
}

Spec = dict[str, Any]


def chart(table: Table, language: str) -> str:
    """Draw a table as it asks to be; an empty text where there is nothing to draw.

    Raises:
        ExtraMissing: it takes packages that are not installed.
    """
    drawn = {Drawing.LINES: _lines, Drawing.BARS: _bars}
    if table.drawn is None or not any(cell.value for row in table.rows for cell in row[1:]):
        return ""
    spec = {
        "$schema": _SCHEMA,
        "config": _CONFIG,
        "padding": _PADDING,
        **drawn[table.drawn](table),
    }
    locale = _LOCALES[language]
    svg = needed("vl_convert", "needs-report").vegalite_to_svg(
        json.dumps(spec), format_locale=locale, time_format_locale=locale
    )
    return str(svg)


def _lines(table: Table) -> Spec:
    names = list(map(one_line, table.columns[1:]))
    by_name: Spec = {"field": "name", "sort": names, "title": None}
    points = list(_points(table, names))
    highest = max(each["value"] for each in points)
    # Of so few people, ticks are half people but for this.
    ticks: Spec = {"tickMinStep": 1}
    if highest <= _FEW:
        ticks = {"values": list(range(int(highest) + 1)), "format": "d"}
    return {
        "width": _WIDTH,
        "height": 240,
        "data": {"values": points},
        "encoding": {
            "x": {**_axis("day", format="%b %Y"), "type": "temporal"},
            "y": {**_axis("value", **ticks), "type": "quantitative"},
            "color": {**by_name, "scale": _scale(_COLOURS, names)},
        },
        "layer": [
            {
                "mark": {"type": "line", "strokeWidth": 2},
                "encoding": {
                    "detail": {"field": "stretch"},
                    "strokeDash": {**by_name, "scale": _scale(_DASHES, names)},
                },
            },
            {
                "mark": {"type": "point", "filled": True, "size": 50, "opacity": 1},
                "encoding": {
                    "shape": {**by_name, "scale": _scale(_SHAPES, names)},
                },
            },
        ],
    }


def _points(table: Table, names: list[str]) -> Iterator[Spec]:
    """Yield every number with its day; `stretch` counts the gaps before it."""
    for place, name in enumerate(names, start=1):
        stretch = 0
        for row in table.rows:
            value = row[place].value
            if value is None:
                stretch += 1
            else:
                said = {"day": row[0].value, "name": name, "value": float(value)}
                yield {**said, "stretch": f"{name} {stretch}"}


def _bars(table: Table) -> Spec:
    names = list(map(one_line, table.columns[1:]))
    rows = [_short(row[0].text) for row in table.rows]
    by_name: Spec = {"field": "name", "sort": names, "title": None}
    return {
        "width": _WIDTH - 200,
        "data": {"values": list(_amounts(table, names, rows))},
        "height": {"step": 16},
        "encoding": {
            "y": {**_axis("row", labelExpr=_ON_LINES), "type": "nominal", "sort": rows},
            "yOffset": {"field": "name", "sort": names},
            "x": {**_axis("value", tickCount=3), "type": "quantitative"},
        },
        "layer": [
            {
                "mark": {"type": "bar", "stroke": "#1a1a1a", "strokeWidth": 1},
                "encoding": {
                    "fill": {**by_name, "scale": _scale(_GREYS, names)},
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 11},
                "encoding": {"text": {"field": "text"}},
            },
        ],
    }


def _amounts(table: Table, names: list[str], rows: list[str]) -> Iterator[Spec]:
    for row, cells in zip(rows, table.rows, strict=True):
        for name, cell in zip(names, cells[1:], strict=True):
            if cell.value is not None:
                said = {"row": row, "name": name, "value": float(cell.value)}
                yield {**said, "text": f"{name}: {one_line(cell.text)}"}


def _short(text: str) -> str:
    return "\n".join(wrap(one_line(text), _BROAD, max_lines=_LINES, placeholder=" …"))


def _axis(field: str, **settings: object) -> Spec:
    return {"field": field, "title": None, "axis": settings}


def _scale(signs: list[Any], names: list[str]) -> Spec:
    """Return a sign to every name; they come again where there are more names."""
    return {"domain": names, "range": [signs[at % len(signs)] for at in range(len(names))]}
