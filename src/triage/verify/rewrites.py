"""Conditions taken apart: each without one of its parts, or with one of them changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from triage.model.condition import (
    Among,
    Condition,
    Members,
    Quantified,
    Quantifier,
    Ref,
    RefKind,
    Test,
    Tested,
)
from triage.model.walk import conjuncts, inside, is_test, parts_of, with_inside, with_parts

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Without:
    """A condition with a part left out."""

    part: Condition
    condition: Condition
    beside: tuple[Condition, ...] = ()
    """What must hold beside the part."""


def without_a_part(condition: Condition) -> Iterator[Without]:
    """Yield a condition without each of its parts in turn, inner conditions included.

    A part of `all` is left out as if it held, a part of `any` as if it did not, and so is one of
    several values. What stands alone is not left out: then the condition would say nothing.
    """
    parts = parts_of(condition)
    for place, part in enumerate(parts):
        before, after = parts[:place], parts[place + 1 :]
        if rest := (*before, *after):
            beside = rest if conjuncts(condition) == parts else ()
            yield Without(part, with_parts(condition, rest), beside)
        for inner in without_a_part(part):
            changed = with_parts(condition, (*before, inner.condition, *after))
            yield replace(inner, condition=changed)
    if is_test(condition):
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
    """Yield each part of a test, and the test without it."""
    match test:
        case Among(operands):
            for part, rest in _each(operands):
                yield replace(test, operands=part), replace(test, operands=rest)
        case Members(_, values):
            for member, others in _each(values):
                yield replace(test, values=member), replace(test, values=others)
        case _ if (condition := inside(test)) is not None:
            for inner in without_a_part(condition):
                yield with_inside(test, inner.part), with_inside(test, inner.condition)
        case _:
            pass


def _each(values: tuple[T, ...]) -> Iterator[tuple[tuple[T, ...], tuple[T, ...]]]:
    if len(values) > 1:
        for place, value in enumerate(values):
            yield (value,), (*values[:place], *values[place + 1 :])


def in_some(collection: str, condition: Condition) -> Condition:
    """Say that a condition holds of some item or row."""
    ref = Ref(RefKind.QUESTION, collection)
    return Tested(ref, (Quantified(Quantifier.SOME, condition),))
