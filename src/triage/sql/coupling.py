"""Where an output reads an open typology, and both rest on the same open answers.

What follows from each possible typology by itself is then more than can be: some of it would take
answers with which the typology is another. All of it is given, and said to be a superset, unless
what certainly can be is as much.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from triage.diagrams.nodes import Node
from triage.engine.symbolic.decisions import Decisions
from triage.engine.symbolic.space import TYPOLOGY
from triage.sql import terms
from triage.sql.inputs import Inputs, class_name
from triage.sql.nodes import Layers, by_child
from triage.sql.steps import Column
from triage.sql.terms import MOST_BITS, Term


class Branch(NamedTuple):
    """What an output is for some typologies, as bits, and the levels both rest on."""

    node: Node
    typologies: int
    shared: frozenset[int]


class Coupling:
    """What typologies and outputs share, told by which answers of typologies are open."""

    def __init__(self, decisions: Decisions, inputs: Inputs) -> None:
        self._diagrams, self._inputs = decisions.diagrams, inputs
        self._levels = sorted(self._diagrams.support(decisions.typology))
        self._support_of_each = [self._diagrams.support(each) for each in decisions.typology_is]
        self._branches: dict[Node, list[Branch]] = {}

    @cached_property
    def _words(self) -> list[list[int]]:
        """The levels typologies rest on, so many as a column has bits at a time."""
        starts = range(0, len(self._levels), MOST_BITS)
        return [self._levels[first : first + MOST_BITS] for first in starts]

    def columns(self) -> Iterator[Column]:
        """Yield columns with a bit for each answer typologies rest on that is open."""
        for name, levels in zip(self.names(), self._words, strict=True):
            bits = [
                terms.bits_where(self._inputs.classes(each).is_open(class_name(each)), 1 << n)
                for n, each in enumerate(levels)
            ]
            yield Column(name, terms.sum_of(bits), "which answers of typologies are open")

    def names(self) -> list[str]:
        """Return the columns that `columns` adds."""
        return [f"o{n}" for n, _ in enumerate(self._words, start=1)]

    def branches(self, node: Node) -> list[Branch]:
        """Return the branches of an output; none where it shares nothing with a typology it reads.

        They must be roots of the layers in which `certain` is asked.
        """
        if node not in self._branches:
            self._branches[node] = self._branches_of(node)
        return self._branches[node]

    def _branches_of(self, node: Node) -> list[Branch]:
        diagrams = self._diagrams
        if node < diagrams.terminals or diagrams.level_of[node] != TYPOLOGY:
            return []
        found = []
        for child, codes in by_child(diagrams, node).items():
            rests_on = frozenset[int]().union(*(self._support_of_each[code] for code in codes))
            typologies = sum(1 << code for code in codes)
            found.append(Branch(child, typologies, rests_on & diagrams.support(child)))
        return found if any(each.shared for each in found) else []

    def certain(self, node: Node, layers: Layers) -> Term:
        """Return the terminals an output certainly may come to, as bits.

        For a possible typology that are all of its branch where this comes to one terminal alone,
        rests on no open answer the typology rests on, or is the branch of all that are possible.
        """
        found = []
        branches = self.branches(node)
        every = sum(each.typologies for each in branches)
        for each in branches:
            bits = layers.term(each.node)
            surely = [terms.has_none(terms.column(class_name(TYPOLOGY)), every & ~each.typologies)]
            if each.shared:
                surely.append(terms.has_one(bits))
                surely.append(terms.both(*self._are_known(each.shared)))
            else:
                surely = []
            is_possible = terms.has_any(terms.column(class_name(TYPOLOGY)), each.typologies)
            test = terms.both(is_possible, terms.either(*surely)) if surely else is_possible
            found.append(terms.case([(test, bits)], terms.number(0)))
        return terms.joined(found)

    def _are_known(self, levels: frozenset[int]) -> Iterator[Term]:
        for name, word in zip(self.names(), self._words, strict=True):
            mask = sum(1 << n for n, level in enumerate(word) if level in levels)
            if mask:
                yield terms.has_none(terms.column(name), mask)
