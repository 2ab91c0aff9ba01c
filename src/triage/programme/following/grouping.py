"""People by what they have in common, and how many of them have each kind of outcome."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict

from triage.model.programme import OutcomeKind
from triage.programme.cells import Cells
from triage.programme.following.people import Numbers
from triage.programme.hiding import Key

ANY = "any"
ByKind = Mapping[OutcomeKind, Numbers]


class Counts(TypedDict):
    """What was told of some people, by the names of a report."""

    people: int | None
    any: int | None
    outcomes: dict[OutcomeKind, int | None]


def tell(cells: Cells, key: Key, people: Numbers, by_kind: ByKind) -> None:
    """Tell how many people there are, how many with any outcome and with each kind."""
    cells.tell(*key, people=people)
    cells.tell(*key, ANY, people=people & _any(by_kind))
    for kind, those in by_kind.items():
        cells.tell(*key, kind, people=people & those)
    cells.divide(*key, into=[(*key, ANY)])


def divide(cells: Cells, whole: Key, into: Sequence[Key], by_kind: ByKind) -> None:
    """Say that parts make up a whole, and so do their outcomes."""
    for last in ((), (ANY,), *((kind,) for kind in by_kind)):
        cells.divide(*whole, *last, into=[(*part, *last) for part in into])


def counts(cells: Cells, key: Key, kinds: Iterable[OutcomeKind]) -> Counts:
    """Give what was told under a key.

    Of few people nothing is told: that none of them has an outcome is said of every one of them.
    """
    people = cells.count(*key)

    def of_them(*last: str) -> int | None:
        return None if people is None else cells.count(*key, *last)

    return Counts(
        people=people,
        any=of_them(ANY),
        outcomes={kind: of_them(kind) for kind in kinds},
    )


def _any(by_kind: ByKind) -> Numbers:
    return frozenset[int]().union(*by_kind.values())
