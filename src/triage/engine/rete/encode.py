"""From flat rules to rules durable-rules fires without a fault.

A rule of durable-rules becomes a conjunction: tests that must all hold, then choices (`$or`) of
which each needs one alternative. Each combination of alternatives that hold fires on its own, and
an expression has 32 places; so where alternatives would multiply or do not fit, a condition is
divided over several rules that give the same, or becomes a field of its own, found in a round
before.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from triage.engine.rete.fields import Fields
from triage.engine.rete.positive import Between, Both, Either, Positive, PositiveRule, fields_of
from triage.engine.rete.terms import (
    Term,
    Terms,
    joined,
    meet,
    most_at_once,
    places,
    values_of,
)

_MOST_WRITTEN_OUT = 16
"""A conjunction inside an alternative becomes at most this many alternatives."""

_MOST_FIRINGS = 32
"""A rule may fire at most this many times on one fact, once for each way in which it holds."""

_MOST_ALTERNATIVES = 16
_MOST_PLACES = 30
_MOST_DIVISIONS = 3
"""How often a condition of several choices is halved before one of them becomes a field."""


@dataclass(frozen=True, slots=True)
class Conjunction:
    """Where `term` and one of each of `choices` fit, `gives` is so: a rule id or a field."""

    gives: int
    term: Term
    choices: tuple[Terms, ...] = ()

    def fields(self) -> Iterator[int]:
        """Yield the numbers of the fields it reads, repeats included."""
        for term in (self.term, *itertools.chain.from_iterable(self.choices)):
            yield from (field for field, _ in term)


@dataclass(frozen=True, slots=True)
class Encoded:
    """Rules as rounds of conjunctions.

    Each condition found in a round before the last has a field, which is 1 where it holds. The
    last round gives rule ids.
    """

    fields: Fields
    rounds: tuple[tuple[Conjunction, ...], ...]


def encode(rules: Sequence[PositiveRule], fields: Fields | None = None) -> Encoded:
    """Return the rounds that find which of `rules` hold, in their order.

    `fields` are those shared with other rules; what is new among theirs is added.
    """
    fields = Fields() if fields is None else fields
    for field in fields_of(rules):
        fields.number(field)
    encoder = _Encoder(fields)
    last = tuple(each for rule in rules for each in encoder.conjunctions(rule.id, rule.when))
    return Encoded(fields, (*map(tuple, encoder.earlier), last))


class _Encoder:
    """Holds the rounds found so far."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self.earlier: list[list[Conjunction]] = []
        self._found: dict[Terms, int] = {}
        self._round_of: dict[int, int] = {}

    def conjunctions(self, gives: int, flat: Positive) -> list[Conjunction]:
        """Return the conjunctions of which one fits where a condition holds."""
        return self._divided(gives, [self._terms(part) for part in _conjuncts(flat)])

    def _divided(self, gives: int, parts: Sequence[Terms], times: int = 0) -> list[Conjunction]:
        if (simple := _simplified(parts)) is None:
            return []
        term, choices = simple
        if (index := _found_before(choices, times)) is not None:
            return self._divided(gives, [(term,), *self._replaced(choices, index)], times)
        if _fits(choices):
            return [Conjunction(gives, term, tuple(choices))]
        index = _index_of_most(places, choices)
        whole, others = choices[index], [*choices[:index], *choices[index + 1 :]]
        return [
            conjunction
            for half in (whole[: len(whole) // 2], whole[len(whole) // 2 :])
            for conjunction in self._divided(gives, [(term,), half, *others], times + 1)
        ]

    def _terms(self, flat: Positive) -> Terms:
        """Return the alternatives of a condition; none: it never holds."""
        match flat:
            case Between(field, low, high):
                values = values_of(low, high)
                return (((self._fields.number(field), values),),) if values else ()
            case Both(parts):
                return self._combined([self._terms(part) for part in parts])
            case Either(parts):
                return joined(term for part in parts for term in self._terms(part))

    def _combined(self, parts: Sequence[Terms]) -> Terms:
        while math.prod(map(len, parts)) > _MOST_WRITTEN_OUT:
            if sum(len(part) > 1 for part in parts) == 1:
                break
            parts = self._replaced(parts, _index_of_most(len, parts))
        combinations = (meet(combination) for combination in itertools.product(*parts))
        return tuple(dict.fromkeys(term for term in combinations if term is not None))

    def _replaced(self, parts: Sequence[Terms], index: int) -> list[Terms]:
        """Put a field that is found a round before in the place of one part."""
        found: Terms = (((self._field_for(parts[index]), values_of(1, 1)),),)
        return [*parts[:index], found, *parts[index + 1 :]]

    def _field_for(self, terms: Terms) -> int:
        """Return the field that is 1 where one of `terms` fits, making it when it is new."""
        if terms in self._found:
            return self._found[terms]
        number = self._found[terms] = self._fields.found()
        before = max(self._round_of.get(field, -1) for term in terms for field, _ in term)
        self._round_of[number] = before + 1
        if before + 1 == len(self.earlier):
            self.earlier.append([])
        self.earlier[before + 1].extend(self._divided(number, [terms]))
        return number


def _conjuncts(flat: Positive) -> Iterator[Positive]:
    """Yield the conditions that must all hold."""
    if isinstance(flat, Both):
        for part in flat.parts:
            yield from _conjuncts(part)
    else:
        yield flat


def _simplified(parts: Sequence[Terms]) -> tuple[Term, list[Terms]] | None:
    """Return what must fit, and the choices left of it; None: nothing fits."""
    term = meet(part[0] for part in parts if len(part) == 1)
    choices = [part for part in parts if len(part) != 1]
    if term is None:
        return None
    left = [tuple(each for each in choice if meet((term, each)) is not None) for choice in choices]
    if not all(left):
        return None
    if any(len(choice) == 1 for choice in left):
        return _simplified([(term,), *left])
    return term, left


def _found_before(choices: Sequence[Terms], times: int) -> int | None:
    """Return the choice that is better found a round before, if one is."""
    if len(choices) > 1:
        if math.prod(map(most_at_once, choices)) > _MOST_FIRINGS:
            return _index_of_most(most_at_once, choices)
        if times == _MOST_DIVISIONS and not _fits(choices):
            return _index_of_most(places, choices)
    return None


def _index_of_most(measure: Callable[[Terms], int], of: Sequence[Terms]) -> int:
    return max(range(len(of)), key=lambda index: measure(of[index]))


def _fits(choices: Sequence[Terms]) -> bool:
    if any(len(choice) > _MOST_ALTERNATIVES for choice in choices):
        return False
    return 2 + sum(map(places, choices)) <= _MOST_PLACES
