"""Some answers to a set question, by what they have in common and no other answer has.

A class of sets is all that rules tell from no other: it is said by their tests, never by one of its
sets. Where no tests together say it, the sets are named.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import reduce
from operator import or_

from triage.engine.symbolic.partition import Partition, SetTest, set_test_holds
from triage.model.condition import Membership
from triage.model.question import Subset
from triage.program.formula import Intervals, MembersIn, SizeIn, complement, intersect
from triage.program.program import Variable
from triage.verify.diff.region import Members, Sets

MOST_SETS = 3
"""Of more sets some are named, and that there are more."""

_MOST_MEMBERS = 12
"""Of a set of more members not all answers are gone through."""

_Held = tuple[SetTest, bool]
"""A test, and whether it holds for all that are described."""


class SetAnswers:
    """Describes answers to one set question; `masks` has a set of each class."""

    def __init__(self, partition: Partition, variable: Variable, masks: Sequence[int]) -> None:
        self._partition, self._variable, self._masks = partition, variable, masks
        assert isinstance(variable.domain, Subset), "nothing else has sets for answers"
        self._values = variable.domain.values

    def described(self, allowed: Collection[int], known: Collection[int]) -> Members | Sets:
        """Return what some classes have in common that no other has of those that are `known`."""
        meant = [self._masks[class_] for class_ in allowed]
        others = [self._masks[class_] for class_ in known if class_ not in allowed]
        held = [
            (test, set_test_holds(test, meant[0]))
            for test in self._partition.set_tests(self._variable)
            if len({set_test_holds(test, mask) for mask in meant}) == 1
        ]
        if any(_meets(held, mask) for mask in others):
            return self._named(allowed)
        return self._members(_needed(held, others))

    def _named(self, allowed: Collection[int]) -> Sets:
        class_of, many = self._partition.subset_class, len(self._values)
        if many > _MOST_MEMBERS:
            sets = [self._masks[class_] for class_ in allowed]
            return Sets(tuple(map(self._ids, sets[:MOST_SETS])), more=True)
        every = range(1 << many)
        sets = [mask for mask in every if class_of(self._variable, mask) in allowed]
        return Sets(tuple(map(self._ids, sets[:MOST_SETS])), len(sets) > MOST_SETS)

    def _members(self, held: Sequence[_Held]) -> Members:
        """Return tests as what sets must have, have some of, lack, and how many members."""
        includes = excludes = 0
        some: list[int] = []
        not_all: list[int] = []
        sizes: Intervals = ((0, len(self._values)),)
        for test, holds in held:
            match test, holds:
                case SizeIn(_, intervals), _:
                    allowed = intervals if holds else complement(intervals, 0, len(self._values))
                    sizes = intersect(sizes, allowed)
                case MembersIn(_, Membership.ALL, mask), True:
                    includes |= mask
                case MembersIn(_, Membership.ALL, mask), False:
                    not_all.append(mask)
                case MembersIn(_, Membership.ANY, mask), True:
                    some.append(mask)
                case MembersIn(_, Membership.NONE, mask), False:
                    some.append(mask)
                case MembersIn(mask=mask), _:
                    excludes |= mask
        includes = reduce(or_, (mask for mask in some if mask.bit_count() == 1), includes)
        excludes = reduce(or_, (mask for mask in not_all if mask.bit_count() == 1), excludes)
        least = max(includes.bit_count(), min(len(some), 1))
        possible = ((least, len(self._values) - excludes.bit_count()),)
        sizes = intersect(sizes, possible)
        return Members(
            self._ids(includes),
            self._ids(excludes),
            tuple(self._ids(mask) for mask in some if not mask & includes),
            tuple(self._ids(mask) for mask in not_all if not mask & excludes),
            () if sizes == possible else sizes,
        )

    def _ids(self, mask: int) -> tuple[str, ...]:
        return tuple(value for bit, value in enumerate(self._values) if mask >> bit & 1)


def _meets(held: Sequence[_Held], mask: int) -> bool:
    return all(set_test_holds(test, mask) == holds for test, holds in held)


def _needed(held: list[_Held], others: Sequence[int]) -> list[_Held]:
    """Leave out each test without which the others still rule out all that is not meant."""
    for each in sorted(held, key=lambda one: isinstance(one[0], SizeIn), reverse=True):
        fewer = [other for other in held if other != each]
        if not any(_meets(fewer, mask) for mask in others):
            held = fewer
    return held
