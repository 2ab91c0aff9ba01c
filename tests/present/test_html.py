from __future__ import annotations

import html
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from tests.present.drawn import MONEY, OVER_TIME, PAGE
from tests.present.test_text import PAGES
from tests.sizes import examples
from triage.diagnostics import ExtraMissing
from triage.present import Page, render_html
from triage.present.blocks import Cell, Drawing, Table, one_line
from triage.present.charts import chart

Golden = Callable[[str, str], None]

pytest.importorskip("jinja2", reason="Jinja2 is not installed (the extra `report`)")
pytest.importorskip("vl_convert", reason="vl-convert is not installed (the extra `report`)")


class Read(HTMLParser):
    """What a page consists of: elements, ids, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.said: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [str(value) for name, value in attrs if name == "id"]
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.said.append(data)


@given(PAGES)
@settings(max_examples=examples(0.5))
def test_every_text_is_there_and_none_is_markup(page: Page) -> None:
    """Whatever a text holds, it comes out as itself; ids are unique and nothing runs."""
    read = Read(render_html(page, "en"))
    assert len(read.ids) == len(set(read.ids))
    assert {*read.tags} <= {
        *("html", "head", "meta", "title", "style", "body", "main", "section", "footer"),
        *("h1", "h2", "h3", "h4", "p", "b", "span", "ul", "ol", "li", "div"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    }
    assert one_line(page.title) in "".join(read.said)
    assert read.tags.count("h1") == 1
    assert read.tags.count("section") == len(page.sections)


def test_page(golden: Golden) -> None:
    """What it looks like, but for the drawings."""
    text = render_html(PAGE, "en")
    golden("drawn.html", re.sub(r"<svg.*?</svg>", "<svg></svg>", text, flags=re.DOTALL))


def test_lines_say_what_the_table_says() -> None:
    """A point for every number; what is hidden leaves a gap, and is not drawn as nothing."""
    drawn = chart(OVER_TIME, "en")
    points = re.findall(r'"day: (\w+) 2021; value: (\d+); name: ([^;"]+)"', drawn)
    assert points == [
        *(("Mar", "12", "Taking part"), ("Jun", "25", "Taking part")),
        *(("Sep", "40", "Taking part"), ("Dec", "52", "Taking part")),
        *(("Mar", "0", "In a job"), ("Sep", "14", "In a job"), ("Dec", "19", "In a job")),
    ]
    assert drawn.count('"line mark"') == 3  # the one with a gap is two


def test_bars_have_their_numbers_beside_them() -> None:
    """As the table writes them; what is not known has no bar."""
    drawn = html.unescape(chart(MONEY, "en"))
    for row in MONEY.rows:
        for name, cell in zip(MONEY.columns[1:], row[1:], strict=True):
            assert (f"{name}: {cell.text}" in drawn) == (cell.value is not None)


@pytest.mark.parametrize("drawn", [None, *Drawing])
def test_nothing_to_draw(drawn: Drawing | None) -> None:
    """A table that is not to be drawn, or without a number above nothing, is not."""
    table = Table("T", ("Day", "N"), ((Cell("d", "2021-01-01"), Cell("hidden")),), drawn)
    assert chart(table, "da") == ""


@pytest.mark.parametrize("name", ["\ufffe", "a\uffffb", "\ufdd0", "\U0001ffff"])
def test_what_is_no_character_is_left_out(name: str) -> None:
    """It would end the process that draws."""
    table = Table("T", ("Day", f"{name}N"), ((Cell("d", "2021-01-01"), Cell("1", 1)),))
    for drawn in Drawing:
        assert name not in chart(replace(table, drawn=drawn), "en")


def test_the_same_every_time() -> None:
    """Two runs draw the same."""
    assert render_html(PAGE, "da") == render_html(PAGE, "da")


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said what to install."""
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(ExtraMissing) as caught:
        render_html(PAGE, "en")
    assert caught.value.diagnostics[0].code == "needs-report"


def test_of_few_people_no_tick_is_half_of_one() -> None:
    """Two by the end: the axis has none, one and two."""
    rows = (
        (Cell("June", "2021-06-30"), Cell("1", 1)),
        (Cell("September", "2021-09-30"), Cell("2", 2)),
    )
    drawn = chart(Table("Reached", ("Day", "In work"), rows, Drawing.LINES), "en")
    assert {"0", "1", "2"} <= set(re.findall(r">(\d[\d.,]*)<", drawn))
    assert re.findall(r">\d[.,]5<", drawn) == []
