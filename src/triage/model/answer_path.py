"""Where an answer stands: the only module that splits and joins dotted answer paths.

A path is a question (`goal_state`; of a list or grid it stands for the whole), or a question of one
element of it: of an item (`goals.1.papers`), of a row (`barriers.childcare.weight`), or of all rows
not named (`barriers.rest.weight`). What a rulebook finds of each element stands at such a path too.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

V = TypeVar("V")

_KEPT = 1 << 14
"""Paths kept for use again: more than any rulebook has."""


class AnswerPath(str):
    """A path, parsed once: its text, and beside it the parts it is made of.

    Paths order by question, then items by number and rows by name, then inner question.

    INVARIANT: the text is the parts joined by dots, so equal texts have equal parts, and what holds
    for equal texts (one hash, one place in a dictionary) holds for paths.
    """

    __slots__ = ("element", "inner", "order", "question")

    question: str
    """The question at the top: of a path inside a list or grid, that list or grid."""
    element: Element | None
    """The item or row, where the path is inside one."""
    inner: str | None
    """The question of the item or row, where the path is inside one."""
    order: tuple[tuple[int, str], ...]
    """What paths order by."""

    def __new__(cls, question: str, key: str | None = None, inner: str | None = None) -> Self:
        """Make a path of its parts; `AnswerPath.of` keeps what it made."""
        if key is None or inner is None:
            path = super().__new__(cls, question)
            element = None
        else:
            path = super().__new__(cls, f"{question}.{key}.{inner}")
            element = Element(str(question), str(key))
        object.__setattr__(path, "question", str(question))
        object.__setattr__(path, "element", element)
        object.__setattr__(path, "inner", None if inner is None else str(inner))
        object.__setattr__(path, "order", _order(path))
        return path

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: a path never changes."""
        raise AttributeError("an answer path never changes")

    def __reduce__(self) -> tuple[type[AnswerPath], tuple[str, ...]]:
        """Pickle the parts."""
        return AnswerPath, self.parts

    @staticmethod
    @lru_cache(maxsize=_KEPT)
    def of(question: str, key: str | None = None, inner: str | None = None) -> AnswerPath:
        """Return the path of parts that a rulebook has; made once."""
        return AnswerPath(question, key, inner)

    @classmethod
    def parse(cls, text: str) -> AnswerPath:
        """Return the path a text spells, whether or not a rulebook has such a question.

        Raises:
            ValueError: it spells none.
        """
        parts = text.split(".")
        if not all(parts) or len(parts) not in (1, 3):
            raise ValueError("not the path of an answer")
        return cls(*parts)

    @classmethod
    def __get_pydantic_core_schema__(cls, _: object, __: object) -> CoreSchema:
        """Cross the boundary as the text it is."""
        from pydantic_core import core_schema

        text, printed = core_schema.str_schema(strict=True), core_schema.to_string_ser_schema
        return core_schema.no_info_after_validator_function(
            cls.parse, text, serialization=printed(when_used="always")
        )

    @property
    def parts(self) -> tuple[str, ...]:
        """The question; of a path inside an element also the item or row, and the inner question.

        They are spelled as in the text.
        """
        if self.element is None or self.inner is None:
            return (self.question,)
        return self.question, self.element.key, self.inner

    @property
    def owner(self) -> AnswerPath:
        """The path of the list or grid a path is inside of; else the path itself."""
        return self if self.element is None else AnswerPath.of(self.question)

    @property
    def row(self) -> str | None:
        """The row or item, as the text spells it."""
        return None if self.element is None else self.element.key

    @property
    def item(self) -> int | None:
        """The number of the item, from 1; `None` where the path is inside no item."""
        return None if self.element is None else self.element.number

    @property
    def place(self) -> tuple[str | None, str]:
        """The list or grid, and the question in it; a question at the top has no such owner."""
        return (None, self.question) if self.inner is None else (self.question, self.inner)

    @property
    def name(self) -> str:
        """What the question is called whatever the item or row: `goal_state`, `goals.papers`."""
        return self.question if self.inner is None else f"{self.question}.{self.inner}"

    def in_row(self, row: str) -> AnswerPath:
        """Return the path of the same question in another row; the path itself in no row."""
        return self if self.inner is None else AnswerPath.of(self.question, row, self.inner)

    def beside(self, question: str) -> AnswerPath:
        """Return the path of a question beside this one: at the top, or of the same element."""
        return path_in(self.element, question)

    def __lt__(self, other: str) -> bool:
        return self.order < _order(other)

    def __le__(self, other: str) -> bool:
        return self.order <= _order(other)

    def __gt__(self, other: str) -> bool:
        return self.order > _order(other)

    def __ge__(self, other: str) -> bool:
        return self.order >= _order(other)


class Element(NamedTuple):
    """An item of a list by its number from 1, or a row of a grid; printed as a path begins."""

    owner: str
    key: str

    def __str__(self) -> str:
        return f"{self.owner}.{self.key}"

    @property
    def number(self) -> int | None:
        """The number of an item; `None` for a row."""
        return int(self.key) if _is_number(self.key) else None

    def at(self, question: str) -> AnswerPath:
        """Return the path of a question of this item or row."""
        return AnswerPath.of(self.owner, self.key, question)


def path_in(element: Element | None, question: str) -> AnswerPath:
    """Return the path of a question of an item or row, or at the top where there is none."""
    return AnswerPath.of(question) if element is None else element.at(question)


def printed(by_path: Mapping[AnswerPath, V]) -> dict[str, V]:
    """Return what stands at paths by their text, for files and JSON."""
    return {str(path): value for path, value in by_path.items()}


def parsed(by_text: Mapping[str, V]) -> dict[AnswerPath, V]:
    """Return what stands at the text of paths by path; raises as `AnswerPath.parse`."""
    return {AnswerPath.parse(text): value for text, value in by_text.items()}


def _is_number(part: str) -> bool:
    """Say whether a part is the number of an item: ids begin with a letter."""
    return part.isdecimal() and part.isascii() and part[0] != "0"


def _order(path: str) -> tuple[tuple[int, str], ...]:
    parts = path.parts if isinstance(path, AnswerPath) else (path,)
    return tuple((int(part), "") if _is_number(part) else (0, part) for part in parts)
