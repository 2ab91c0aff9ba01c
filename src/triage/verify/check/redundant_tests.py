"""Tests inside a condition that change nothing: without them it holds for the very same people.

One kind of these is meant: a test that says in words what asking another question presupposes, as
`goal_state: named` beside a question only asked where a goal is named. It is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from triage.diagrams.nodes import TRUE_NODE, Node
from triage.model.answer_path import Element
from triage.model.condition import (
    Applies,
    Condition,
    RefKind,
    Tested,
)
from triage.model.walk import refs_of
from triage.verify.check.conditioned import Conditioned
from triage.verify.check.findings import elements_of
from triage.verify.rewrites import Without, in_some, without_a_part
from triage.verify.state_space import StateSpace

_NEVER_ASKED = frozenset({RefKind.TYPOLOGY, RefKind.ROW})

T = TypeVar("T")


def probes(every: Iterable[Conditioned]) -> Iterator[Condition]:
    """Yield what must be told apart to say of every part whether it changes anything."""
    for one in every:
        for without in without_a_part(one.when):
            for condition in (without.part, without.condition):
                yield condition if one.for_each is None else in_some(one.for_each, condition)


def idle_parts(whole: StateSpace, one: Conditioned) -> Iterator[Without]:
    """Yield the parts of a condition that change nothing on the day and are not meant to."""
    every = {
        element: whole.node(one.when, element)
        for element in elements_of(whole.rulebook, one.for_each)
    }
    for without in without_a_part(one.when):
        same = (_same(whole, node, without.condition, each) for each, node in every.items())
        if all(same) and not all(_presupposed(whole, without, each) for each in every):
            yield without


def _same(whole: StateSpace, node: Node, other: Condition, element: Element | None) -> bool:
    without = whole.node(other, element)
    return whole.differing(node, without, whole.exists(element)) is None


def _presupposed(whole: StateSpace, without: Without, element: Element | None) -> bool:
    """Say whether something tested beside a part is only there where the part holds."""
    part = whole.node(without.part, element)
    if part == TRUE_NODE:  # what always holds says nothing of the other question
        return False
    for other in without.beside:
        for ref in refs_of(other):
            if ref.kind in _NEVER_ASKED or (ref.collection and element is None and not ref.row):
                continue
            there = whole.node(Tested(ref, (Applies(True),)), element)
            if whole.diagrams.ite(there, part, TRUE_NODE) == TRUE_NODE:
                return True
    return False
