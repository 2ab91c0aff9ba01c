"""Terms: what durable-rules can test of one fact without a choice, and alternatives of them."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator

from triage.engine.rete.positive import LARGEST, SMALLEST
from triage.program.formula import Interval, Intervals, intersect, normalised

Term = tuple[tuple[int, Intervals], ...]
"""Fields, by number and in that order, with the values each must have one of."""

Terms = tuple[Term, ...]
"""Alternatives: one of them must fit."""

Test = tuple[str, int, int]
"""An operator of durable-rules (empty: equal), a field's number, and a value."""

_ALWAYS: Terms = ((),)

_MOST_LEFT_OUT = 8
"""One term covers runs of values that leave out at most this many between them."""


def values_of(low: int, high: int) -> Intervals:
    """Return the values from `low` to `high` a field can have."""
    return normalised([(max(low, SMALLEST), min(high, LARGEST))])


def tests_of(term: Term) -> list[Test]:
    """Return the tests that hold exactly where a term fits."""
    return [test for number, values in term for test in _field_tests(number, values)]


def _field_tests(number: int, values: Intervals) -> Iterator[Test]:
    low, high = values[0][0], values[-1][1]
    if low == high:
        yield ("", number, low)
        return
    if (low, high) == (SMALLEST, LARGEST) and len(values) == 1:
        yield ("$ex", number, 1)
    if low > SMALLEST:
        yield ("$gte", number, low)
    if high < LARGEST:
        yield ("$lte", number, high)
    for (_, before), (after, _) in itertools.pairwise(values):
        yield from (("$neq", number, value) for value in range(before + 1, after))


def meet(terms: Iterable[Term]) -> Term | None:
    """Return the term that fits where all of `terms` do; None: they contradict each other."""
    met: dict[int, Intervals] = {}
    for field, values in itertools.chain.from_iterable(terms):
        met[field] = intersect(met[field], values) if field in met else values
        if not met[field]:
            return None
    return tuple(sorted(met.items()))


def joined(terms: Iterable[Term]) -> Terms:
    """Return alternatives with those on one field alone made one, where one term covers them."""
    several: dict[Term, None] = {}
    single: defaultdict[int, list[Interval]] = defaultdict(list)
    for term in terms:
        if len(term) == 1:
            single[term[0][0]].extend(term[0][1])
        else:
            several[term] = None
    if () in several:
        return _ALWAYS
    for field, values in single.items():
        several.update({((field, run),): None for run in _covered(normalised(values))})
    return tuple(several)


def _covered(values: Intervals) -> Iterator[Intervals]:
    """Divide values into runs that leave out few values between them."""
    start = left_out = 0
    for place in range(1, len(values)):
        left_out += values[place][0] - values[place - 1][1] - 1
        if left_out > _MOST_LEFT_OUT:
            yield values[start:place]
            start, left_out = place, 0
    yield values[start:]


def places(choice: Terms) -> int:
    """Return the places a choice takes in an expression of durable-rules."""
    return 2 + sum(2 for term in choice if len(tests_of(term)) > 1)


def most_at_once(choice: Terms) -> int:
    """Return how many alternatives may fit one fact, or more."""
    common = set.intersection(*({field for field, _ in term} for term in choice))
    return min((_most_of_field(choice, field) for field in common), default=len(choice))


def _most_of_field(choice: Terms, field: int) -> int:
    values = [dict(term)[field] for term in choice]
    starts = {low for runs in values for low, _ in runs}
    return max(sum(any(a <= at <= b for a, b in runs) for runs in values) for at in starts)
