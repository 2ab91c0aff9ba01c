"""Ids that could be those of somebody else: written differently, or in another column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from triage.diagnostics import Diagnostic
from triage.model.local_ids import spelling, spellings


@dataclass(slots=True)
class Ids:
    """The ids of a table: the row in which each stands first.

    `beside` are cells of other columns with the row and its id; only a list has them.
    """

    called: str
    column: str
    first_row: dict[str, int] = field(default_factory=dict)
    beside: list[tuple[int, str, str]] = field(default_factory=list)


def doubtful(courses: Ids, others: Iterable[Ids]) -> Iterator[Diagnostic]:
    """Say of which rows it is not certain whether they are about somebody who took a course."""
    known = _Alike()
    for id_ in courses.first_row:
        like = known.like(id_)
        if like is not None:
            yield _two_spellings(courses, id_, courses, like)
        known.add(id_)
    for other in others:
        for id_ in other.first_row:
            like = None if id_ in courses.first_row else known.like(id_)
            if like is not None:
                yield _two_spellings(other, id_, courses, like)
        for row, id_, beside in other.beside:
            if id_ not in courses.first_row and known.has(beside):
                yield _another_column(other, row, courses)


def _two_spellings(one: Ids, id_: str, other: Ids, like: str) -> Diagnostic:
    details: dict[str, str | int] = {
        "row": one.first_row[id_],
        "table": one.called,
        "other_row": other.first_row[like],
        "other": other.called,
    }
    return Diagnostic("ids-alike", path=f"[{details['row']}].{one.column}", details=details)


def _another_column(one: Ids, row: int, other: Ids) -> Diagnostic:
    details: dict[str, str | int] = {
        "row": row,
        "table": one.called,
        "column": one.column,
        "other": other.called,
    }
    return Diagnostic("id-in-another-column", path=f"[{row}].{one.column}", details=details)


class _Alike:
    """Ids, to be found under any spelling."""

    def __init__(self) -> None:
        self._as_written = dict[str, str]()
        self._otherwise = dict[str, str]()

    def add(self, id_: str) -> None:
        """Add an id."""
        first, *others = spellings(id_)
        self._as_written[first] = id_
        for each in others:
            self._otherwise.setdefault(each, id_)

    def has(self, id_: str) -> bool:
        """Say whether one of them is written like an id, whatever stands around that."""
        return spelling(id_) in self._as_written

    def like(self, id_: str) -> str | None:
        """Return an id that could be the same person's as one that is not among them, if any."""
        every = spellings(id_)
        found = [self._as_written.get(each) for each in every]
        return next(filter(None, [*found, self._otherwise.get(every[0])]), None)
