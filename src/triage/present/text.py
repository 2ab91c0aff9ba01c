"""A page as plain text for a width: headings stand out, what is under them is indented.

No rules, boxes or columns: a screen reader follows it line by line, and it pastes into any field.
A table is read out: each row an entry, each number after the name of its column.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator

from triage.present.blocks import (
    Block,
    Group,
    Line,
    Page,
    Point,
    Section,
    Table,
    Tone,
    labelled,
    one_line,
)

NARROWEST, WIDEST = 24, 120
_INDENT = "  "
_BULLET = "- "

Emphasis = Callable[[str], str]


def render_text(page: Page, width: int = 80, emphasis: Emphasis = str) -> str:
    """Wrap a page to `width` columns; `emphasis` makes headings and strong lines stand out."""
    writer = _Writer(max(NARROWEST, min(width, WIDEST)), emphasis)
    return "\n".join(line.rstrip() for line in writer.page(page)) + "\n"


class _Writer:
    def __init__(self, width: int, emphasis: Emphasis) -> None:
        self._width = width
        self._emphasis = emphasis

    def page(self, page: Page) -> Iterator[str]:
        yield from self._strong(self._wrap(page.title, "", ""))
        for line in page.head:
            yield from self._line(line, "")
        for section in page.sections:
            yield ""
            yield from self._section(section)
        if page.foot:
            yield ""
        for line in page.foot:
            yield from self._line(line, "")

    def _section(self, section: Section) -> Iterator[str]:
        yield from self._strong(self._wrap(section.heading, "", ""))
        yield from self._blocks(section.blocks, _INDENT)

    def _blocks(self, blocks: Iterable[Block], indent: str) -> Iterator[str]:
        for block in blocks:
            match block:
                case Line():
                    yield from self._line(block, indent)
                case Point():
                    yield from self._point(block, indent)
                case Table():
                    yield from self._table(block, indent)
                case Group(heading, inner):
                    yield from self._wrap(f"{heading}:", indent, indent)
                    yield from self._blocks(inner, indent + _INDENT)

    def _line(self, line: Line, indent: str) -> Iterator[str]:
        wrapped = self._wrap(line.said, indent, indent + _INDENT)
        yield from self._strong(wrapped) if line.tone is Tone.STRONG else wrapped

    def _point(self, point: Point, indent: str) -> Iterator[str]:
        mark = _BULLET if point.number is None else f"{point.number}. "
        inner = indent + " " * len(mark)
        yield from self._wrap(point.text, indent + mark, inner)
        for note in point.notes:
            yield from self._line(note, inner)

    def _table(self, table: Table, indent: str) -> Iterator[str]:
        yield from self._wrap(f"{table.caption}:", indent, indent)
        for first, *rest in table.rows:
            named = zip(table.columns[1:], rest, strict=True)
            said = "; ".join(labelled(column, cell.text) for column, cell in named)
            yield from self._point(Point(first.text, (Line(said),)), indent + _INDENT)

    def _wrap(self, text: str, first: str, rest: str) -> list[str]:
        return textwrap.wrap(
            one_line(text),
            self._width,
            initial_indent=first,
            subsequent_indent=rest,
            break_on_hyphens=False,
            break_long_words="://" not in text,  # an address is for copying
        )

    def _strong(self, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            text = line.lstrip()
            yield line[: len(line) - len(text)] + self._emphasis(text)
