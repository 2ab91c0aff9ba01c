from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.present import Page, render_markdown, render_text
from triage.present.blocks import Block, Cell, Group, Line, Point, Section, Table, Tone, labelled

TEXT = st.text(max_size=60) | st.sampled_from(
    ["æøå ÆØÅ", "a\x1b[31mb", "\u202egnirts", "1. a", "- b"]
)
LINES = st.builds(Line, TEXT, st.none() | TEXT, st.sampled_from(Tone))
POINTS = st.builds(
    Point, TEXT, st.lists(LINES, max_size=2).map(tuple), st.none() | st.integers(1, 99)
)
CELLS = st.builds(Cell, TEXT)
TABLES = st.builds(
    Table,
    TEXT,
    st.tuples(TEXT, TEXT),
    st.lists(st.tuples(CELLS, CELLS), max_size=3).map(tuple),
)
BLOCKS: st.SearchStrategy[Block] = LINES | POINTS | TABLES
GROUPS = st.builds(Group, TEXT, st.lists(BLOCKS, max_size=3).map(tuple))
SECTIONS = st.builds(Section, TEXT, st.lists(BLOCKS | GROUPS, max_size=4).map(tuple))
PAGES = st.builds(
    Page, TEXT, st.lists(LINES, max_size=2).map(tuple), st.lists(SECTIONS, max_size=3).map(tuple)
)


@given(PAGES, st.integers(24, 120))
def test_lines_fit_and_are_clean(page: Page, width: int) -> None:
    """No line is wider than asked, ends in a space, or holds a character that moves a cursor."""
    text = render_text(page, width)
    assert text.endswith("\n")
    for line in text.split("\n"):
        assert len(line) <= width
        assert line == line.rstrip()
        assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in line)
        assert "\u202e" not in line


@given(PAGES)
def test_markdown_is_one_block_a_line(page: Page) -> None:
    """No text opens a heading, a list or a tag of its own."""
    for line in render_markdown(page).split("\n"):
        assert "<" not in line.replace("\\<", "")
        assert line.count("**") in {0, 2} or "\\*" in line


def test_emphasis_leaves_the_indentation_alone() -> None:
    """What is strong is marked from its first letter to its last."""
    section = Section("H", (Line("strong", tone=Tone.STRONG), Line("plain")))
    page = Page("T", (), (section,), ())
    assert render_text(page, 80, lambda text: f"<{text}>") == "<T>\n\n<H>\n  <strong>\n  plain\n"


def test_a_table_is_read_out_in_text_and_set_up_in_markdown() -> None:
    """In text every number stands after the name of its column; Markdown has a table."""
    rows = ((Cell("A|B"), Cell("1", 1), Cell("2", 2)),)
    page = Page("T", (), (Section("H", (Table("Numbers", ("what", "began", "ended"), rows),)),), ())
    assert render_text(page).endswith("  Numbers:\n    - A|B\n      began: 1; ended: 2\n")
    table = "| what | began | ended |\n| --- | ---: | ---: |\n| A\\|B | 1 | 2 |\n"
    assert render_markdown(page).endswith(table)


def test_an_address_is_not_broken() -> None:
    """An address stays in one piece, to be copied."""
    address = f"https://example.org/{'a' * 100}"
    assert address in render_text(Page("T", (Line(address),), (), ()), 40)


@pytest.mark.parametrize(
    ("label", "said"),
    [("Dansk", "Dansk: godt"), ("Hvad nu?", "Hvad nu? godt"), ("En dag.", "En dag. godt")],
)
def test_labels(label: str, said: str) -> None:
    """A label that ends a sentence takes no colon."""
    assert labelled(label, "godt") == said


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("*a* _b_ [c](d)", r"\*a\* \_b\_ \[c\](d)"),
        ("1. a", r"1\. a"),
        ("- a", r"\- a"),
        ("# a", r"\# a"),
        ("<b> & c", r"\<b\> &amp; c"),
        ("a - b 1.", "a - b 1."),
    ],
)
def test_markdown_escapes(text: str, escaped: str) -> None:
    """What a person said is never read as markup."""
    assert render_markdown(Page("T", (Line(text),), (), ())) == f"# T\n\n{escaped}\n"
