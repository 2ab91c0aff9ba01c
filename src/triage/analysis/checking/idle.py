"""Tests inside a condition that change nothing: without them it holds for the very same people.

One kind of these is meant: a test that says in words what asking another question presupposes, as
`goal_state: named` beside a question only asked where a goal is named. It is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from triage.analysis.checking.conditioned import Conditioned
from triage.analysis.checking.findings import elements_of
from triage.analysis.whole import Whole
from triage.engine.exact.diagrams import TRUE_NODE, Node
from triage.engine.flat.lower_conditions import Element
from triage.model.condition import (
    AllOf,
    Among,
    AnyOf,
    Applies,
    Condition,
    ItemCount,
    Members,
    Negation,
    Quantified,
    Quantifier,
    Ref,
    RefKind,
    Test,
    Tested,
    refs_of,
)

_NEVER_ASKED = frozenset({RefKind.TYPOLOGY, RefKind.ROW})

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Without:
    """A condition with a part left out."""

    part: Condition
    condition: Condition
    beside: tuple[Condition, ...] = ()
    """What must hold beside the part."""


def probes(every: Iterable[Conditioned]) -> Iterator[Condition]:
    """Give what must be told apart to say of every part whether it changes anything."""
    for one in every:
        for without in without_a_part(one.when):
            for condition in (without.part, without.condition):
                yield condition if one.for_each is None else _some(one.for_each, condition)


def _some(collection: str, condition: Condition) -> Condition:
    ref = Ref(RefKind.QUESTION, collection)
    return Tested(ref, (Quantified(Quantifier.SOME, condition),))


def idle_parts(whole: Whole, one: Conditioned) -> Iterator[Condition]:
    """Give the parts of a condition that change nothing on the day and are not meant to."""
    every = {
        element: whole.node(one.when, element)
        for element in elements_of(whole.rulebook, one.for_each)
    }
    for without in without_a_part(one.when):
        same = (_same(whole, node, without.condition, each) for each, node in every.items())
        if all(same) and not all(_presupposed(whole, without, each) for each in every):
            yield without.part


def _same(whole: Whole, node: Node, other: Condition, element: Element | None) -> bool:
    without = whole.node(other, element)
    return whole.differing(node, without, whole.exists(element)) is None


def _presupposed(whole: Whole, without: Without, element: Element | None) -> bool:
    """Say whether something tested beside a part is only there where the part holds."""
    part = whole.node(without.part, element)
    if part == TRUE_NODE:  # what always holds says nothing of the other question
        return False
    for other in without.beside:
        for ref in refs_of(other):
            if ref.kind in _NEVER_ASKED or (ref.collection and element is None and not ref.row):
                continue
            there = whole.node(Tested(ref, (Applies(True),)), element)
            if whole.diagrams.choose(there, part, TRUE_NODE) == TRUE_NODE:
                return True
    return False


def without_a_part(condition: Condition) -> Iterator[Without]:
    """Give a condition without each of its parts in turn, inner conditions included.

    A part of `all` is left out as if it held, a part of `any` as if it did not, and so is one of
    several values. What stands alone is not left out: then the condition would say nothing.
    """
    match condition:
        case AllOf(parts):
            for place, part in enumerate(parts):
                rest = (*parts[:place], *parts[place + 1 :])
                if rest:
                    yield Without(part, AllOf(rest), rest)
                for inner in without_a_part(part):
                    yield replace(
                        inner,
                        condition=AllOf((*parts[:place], inner.condition, *parts[place + 1 :])),
                    )
        case AnyOf(parts):
            for place, part in enumerate(parts):
                rest = (*parts[:place], *parts[place + 1 :])
                if rest:
                    yield Without(part, AnyOf(rest))
                for inner in without_a_part(part):
                    yield replace(
                        inner,
                        condition=AnyOf((*parts[:place], inner.condition, *parts[place + 1 :])),
                    )
        case Negation(part):
            for inner in without_a_part(part):
                yield replace(inner, condition=Negation(inner.condition))
        case Tested():
            yield from _of_tested(condition)


def _of_tested(tested: Tested) -> Iterator[Without]:
    tests = tested.tests
    for place, test in enumerate(tests):
        before, after = tests[:place], tests[place + 1 :]
        if len(tests) > 1:
            rest = replace(tested, tests=(*before, *after))
            yield Without(replace(tested, tests=(test,)), rest)
        for part, smaller in _smaller(test):
            less = replace(tested, tests=(*before, smaller, *after))
            yield Without(replace(tested, tests=(part,)), less)


def _smaller(test: Test) -> Iterator[tuple[Test, Test]]:
    """Give each part of a test, and the test without it."""
    match test:
        case Among(operands):
            for part, rest in _each(operands):
                yield replace(test, operands=part), replace(test, operands=rest)
        case Members(_, values):
            for member, others in _each(values):
                yield replace(test, values=member), replace(test, values=others)
        case Quantified(_, condition):
            for inner in without_a_part(condition):
                yield (
                    replace(test, condition=inner.part),
                    replace(test, condition=inner.condition),
                )
        case ItemCount(of=of) if of is not None:
            for inner in without_a_part(of):
                yield replace(test, of=inner.part), replace(test, of=inner.condition)
        case _:
            pass


def _each(values: tuple[T, ...]) -> Iterator[tuple[tuple[T, ...], tuple[T, ...]]]:
    if len(values) > 1:
        for place, value in enumerate(values):
            yield (value,), (*values[:place], *values[place + 1 :])
