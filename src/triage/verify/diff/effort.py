"""How much comparing two versions may take, and what is left out for want of it.

INVARIANT: it is counted in steps, the same on every machine: no difference depends on the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import product
from typing import TypeVar

from triage.diagnostics import LimitReached
from triage.diagrams.steps import too_many_steps
from triage.model.rulebook import Rulebook
from triage.verify.diff.moving import moved
from triage.verify.diff.outputs import CLASSES, RULES, WARNINGS, Compared, Kind
from triage.verify.diff.rules_diff import Movement
from triage.verify.diff.version_product import VersionProduct

MOST_STEPS = 5_000_000
"""So many steps, of two or three millionths of a second, for all days together."""


T = TypeVar("T")


class Effort:
    """What is left of the steps, over all days of a comparison."""

    def __init__(self) -> None:
        self._before = 0
        self._both: VersionProduct | None = None

    def begin(self, both: VersionProduct) -> None:
        """Count the steps of another day as well."""
        self._before, self._both = self._spent, both

    @property
    def _spent(self) -> int:
        return self._before + (0 if self._both is None else self._both.steps)

    def movements(
        self, both: VersionProduct, every: Iterable[Compared], left_out: list[str]
    ) -> Iterator[Movement]:
        """Yield what moves as long as there are steps; add what is not compared to `left_out`."""
        differing = (each for each in every if not _is_same(both, each))
        return self.told(((each.name, partial(moved, both, each)) for each in differing), left_out)

    def told(
        self, every: Iterable[tuple[str, Callable[[], Iterable[T]]]], left_out: list[str]
    ) -> Iterator[T]:
        """Yield what is told of things as long as there are steps: all of one, or nothing.

        The names of those that nothing is told of are added to `left_out`.
        """
        for name, tell in every:
            try:
                self.check()
                yield from [*tell()]
            except LimitReached:
                left_out.append(name)

    def check(self) -> None:
        """Go on only where there are steps left.

        Raises:
            LimitReached: there are none.
        """
        if self._spent > MOST_STEPS:
            raise too_many_steps(MOST_STEPS)


def _is_same(both: VersionProduct, output: Compared) -> bool:
    """Say whether an output is one function of answers in both versions: it moves nobody."""
    return output.nodes[0] == output.nodes[1] and not output.reads_typology(both)


def every_output(old: Rulebook, new: Rulebook) -> Iterator[str]:
    """Yield what is not compared on a day on which nothing is."""
    yield from (name for name in CLASSES if _has(old, name) or _has(new, name))
    limits = dict.fromkeys(limit for book in (new, old) for limit in _limits(book))
    for id_ in {**new.interventions, **old.interventions}:
        yield from (f"{id_}.{Kind.STATUS}", f"{id_}.{Kind.START}")
        yield from (f"{id_}.{name}" for about, name in limits if about == id_)
    warnings = dict.fromkeys(rule.id for book in (new, old) for rule in book.warnings)
    yield from (f"{WARNINGS}.{id_}" for id_ in warnings)
    yield from (f"{RULES}.{id_}" for id_ in {**new.rules, **old.rules} if id_ not in warnings)


def _limits(book: Rulebook) -> Iterator[tuple[str, str]]:
    """Yield the limits of law that interventions may have, by intervention and name."""
    for rule in book.availability:
        yield from product(rule.interventions, rule.limits)


def _has(book: Rulebook, name: str) -> bool:
    return {"typology": book.typologies, "target_group": book.target_groups}[name] is not None
