"""Conditions taken apart: each without one of its parts, or with one of them changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from triage.model.condition import (
    AllOf,
    Among,
    AnyOf,
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
)

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
    """Yield each part of a test, and the test without it."""
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


def rebuilt(
    condition: Condition, change: Callable[[Condition], Iterator[Condition]]
) -> Iterator[tuple[Condition, Condition]]:
    """Yield each part that can be changed, inner ones included, and the condition changed there."""
    for changed in change(condition):
        yield condition, changed
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for place, part in enumerate(parts):
                for inner, other in rebuilt(part, change):
                    rest = (*parts[:place], other, *parts[place + 1 :])
                    yield inner, replace(condition, parts=rest)
        case Negation(part):
            for inner, other in rebuilt(part, change):
                yield inner, Negation(other)
        case Tested(_, tests):
            for place, test in enumerate(tests):
                for inner, moved in _rebuilt_test(test, change):
                    yield (
                        inner,
                        replace(condition, tests=(*tests[:place], moved, *tests[place + 1 :])),
                    )


def _rebuilt_test(
    test: Test, change: Callable[[Condition], Iterator[Condition]]
) -> Iterator[tuple[Condition, Test]]:
    match test:
        case Quantified(_, condition):
            for inner, other in rebuilt(condition, change):
                yield inner, replace(test, condition=other)
        case ItemCount(of=of) if of is not None:
            for inner, other in rebuilt(of, change):
                yield inner, replace(test, of=other)
        case _:
            pass


def in_some(collection: str, condition: Condition) -> Condition:
    """Say that a condition holds of some item or row."""
    ref = Ref(RefKind.QUESTION, collection)
    return Tested(ref, (Quantified(Quantifier.SOME, condition),))
