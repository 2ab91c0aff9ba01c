"""A page as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from triage.present.blocks import (
    Block,
    Group,
    Line,
    Page,
    Point,
    Section,
    Table,
    Tone,
    one_line,
)

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_STARTS_A_BLOCK = re.compile(r"^(?:[-+=]|\d+[.)](?=\s|$))")


def render_markdown(page: Page) -> str:
    """Write a page as Markdown; nothing in a text is read as markup."""
    return "\n".join(_page(page)) + "\n"


def _page(page: Page) -> Iterator[str]:
    yield f"# {_escaped(page.title)}"
    for line in page.head:
        yield ""
        yield _line(line)
    for section in page.sections:
        yield from _section(section)
    if page.foot:
        yield ""
        yield "---"
    for line in page.foot:
        yield ""
        yield _line(line)


def _section(section: Section) -> Iterator[str]:
    yield ""
    yield f"## {_escaped(section.heading)}"
    yield from _blocks(section.blocks, 3)


def _blocks(blocks: Iterable[Block], level: int) -> Iterator[str]:
    before: Block | None = None
    for block in blocks:
        if not (isinstance(block, Point) and isinstance(before, Point)):
            yield ""
        match block:
            case Line():
                yield _line(block)
            case Point():
                yield from _point(block)
            case Table():
                yield from _table(block)
            case Group(heading, inner):
                yield f"{'#' * level} {_escaped(heading)}"
                yield from _blocks(inner, level + 1)
        before = block


def _point(point: Point) -> Iterator[str]:
    mark = "- " if point.number is None else f"{point.number}. "
    yield mark + _escaped(point.text)
    for note in point.notes:
        yield f"{' ' * len(mark)}- {_line(note)}"


def _table(table: Table) -> Iterator[str]:
    yield f"**{_escaped(table.caption)}**"
    yield ""
    yield _row(table.columns)
    yield _row(["---", *("---:" for _ in table.columns[1:])], escaped=True)
    for row in table.rows:
        yield _row([cell.text for cell in row])


def _row(texts: Iterable[str], *, escaped: bool = False) -> str:
    return f"| {' | '.join(text if escaped else _escaped(text) for text in texts)} |"


def _line(line: Line) -> str:
    text = _escaped(line.said)
    return f"**{text}**" if line.tone is Tone.STRONG else text


def _escaped(text: str) -> str:
    """Put a backslash before what Markdown would read as markup."""
    escaped = _SPECIAL.sub(r"\\\1", one_line(text)).replace("&", "&amp;")
    start = _STARTS_A_BLOCK.match(escaped)
    if start is None:
        return escaped
    last = start.end() - 1
    return f"{escaped[:last]}\\{escaped[last:]}"
