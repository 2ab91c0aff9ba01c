"""The page as a small tree of blocks, apart from how it is shown."""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

_TURNS_TEXT_AROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Tone(enum.StrEnum):
    """How loudly a line speaks."""

    PLAIN = "plain"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph; with a label, `label: text`. `lang`: the text is in another language."""

    text: str
    label: str | None = None
    tone: Tone = Tone.PLAIN
    lang: str | None = None

    @property
    def said(self) -> str:
        """All that it says: its text, after its label where it has one."""
        return labelled(self.label, self.text) if self.label else self.text


@dataclass(frozen=True, slots=True)
class Point:
    """An entry of a list, with what is said about it; numbered where the order is meant.

    `lang`: its text is in another language than the page.
    """

    text: str
    notes: tuple[Line, ...] = ()
    number: int | None = None
    lang: str | None = None


class Drawing(enum.StrEnum):
    """How the numbers of a table may also be drawn."""

    LINES = "lines"
    """Each column after the first a line, over the days of the first."""
    BARS = "bars"
    """Each row a group of bars, one for each column after the first."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a table says in one place, and its value where it is a number or a day in ISO form.

    `mark` is what the text says of the number beside it: the day it is of, where that is another
    than that of the page.
    """

    text: str
    value: int | Decimal | str | None = None
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns; the first cell of a row says what the row is about."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    drawn: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks under a heading of their own, inside a section."""

    heading: str
    blocks: tuple[Block, ...]


Block = Line | Point | Table | Group


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a heading."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A title, the lines under it, and sections; last the `foot` that every page has."""

    title: str
    head: tuple[Line, ...]
    sections: tuple[Section, ...]
    foot: tuple[Line, ...]


def sections(every: Iterable[tuple[str, Iterable[Block]]]) -> tuple[Section, ...]:
    """Return a section for each heading that has something under it."""
    told = ((heading, tuple(blocks)) for heading, blocks in every)
    return tuple(Section(heading, blocks) for heading, blocks in told if blocks)


def labelled(label: str, text: str) -> str:
    """Put a text after its label; a label that ends a sentence takes no colon."""
    return f"{label} {text}" if label.endswith(("?", ".", "!", ":")) else f"{label}: {text}"


def one_line(text: str) -> str:
    """Put a text on one line, without characters that move a cursor or turn text around.

    Those that are none, such as U+FFFE, are left out too: what draws ends the process at them.
    """
    if text.isprintable():  # as nearly all are
        return " ".join(text.split())
    kept = (" " if _moves(char) else char for char in text if not _is_left_out(char))
    return " ".join("".join(kept).split())


def _is_left_out(char: str) -> bool:
    code = ord(char)
    is_none = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return is_none or char in _TURNS_TEXT_AROUND


def _moves(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}
