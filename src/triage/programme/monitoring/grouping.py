"""People by what they have in common, and how many of them have each kind of outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from triage.model.programme import OutcomeKind
from triage.programme.cell_suppression import Cells
from triage.programme.derivation import Key
from triage.programme.monitoring.people import Numbers, People

ANY = "any"


_TARGET = "target"


@dataclass(frozen=True, slots=True)
class Followed:
    """For whom which outcomes followed, and whom each target counts."""

    by_kind: Mapping[OutcomeKind, Numbers]
    by_target: Mapping[str, Numbers]

    @classmethod
    def of(cls, people: People) -> Followed:
        """Return what followed for all participants, whenever it was."""
        return cls(people.by_kind, people.by_target)

    @property
    def any(self) -> Numbers:
        """Those for whom anything that counts followed."""
        return frozenset[int]().union(*self.by_kind.values())

    def named(self) -> Iterator[tuple[Key, Numbers]]:
        """Yield what ends the key of each number, with those it counts."""
        yield from (((kind,), those) for kind, those in self.by_kind.items())
        yield from (((_TARGET, id_), those) for id_, those in self.by_target.items())


class Counts(TypedDict):
    """What was told of some people, by the names of a report."""

    people: int | None
    any: int | None
    outcomes: dict[OutcomeKind, int | None]
    targets: dict[str, int | None]


def tell(cells: Cells, key: Key, people: Numbers, followed: Followed) -> None:
    """Tell how many people there are, with any outcome, with each kind, and for each target."""
    cells.tell(*key, people=people)
    cells.tell(*key, ANY, people=people & followed.any)
    for last, those in followed.named():
        cells.tell(*key, *last, people=people & those)
    cells.divide(*key, into=[(*key, ANY)])


def divide(cells: Cells, whole: Key, into: Sequence[Key], followed: Followed) -> None:
    """Say that parts make up a whole, and so do their outcomes."""
    for last in ((), (ANY,), *(last for last, _ in followed.named())):
        cells.divide(*whole, *last, into=[(*part, *last) for part in into])


def counts(cells: Cells, key: Key, people: People) -> Counts:
    """Return what was told under a key; where no kind is declared, `any` counts nothing.

    Of few people nothing is told: that none of them has an outcome is said of every one of them.
    """

    def of_them(*last: str) -> int | None:
        return cells.count(*key, *last, of=key)

    return Counts(
        people=cells.count(*key),
        any=of_them(ANY) if people.kinds else None,
        outcomes={kind: of_them(kind) for kind in people.kinds},
        targets={target: of_them(_TARGET, target) for target in people.by_target},
    )
