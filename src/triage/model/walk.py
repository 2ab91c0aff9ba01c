"""Walking and transforming conditions, so that nobody else has to ask which kind one is of.

A condition is a tree: `all`, `any` and `not` have parts, and a test of items or rows has a
condition of its own inside it. `walk` stays outside tests; what goes inside says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from operator import is_
from typing import TypeGuard, TypeVar

from triage.model.condition import (
    ALWAYS,
    AllOf,
    Among,
    AnyOf,
    Compared,
    Condition,
    ItemCount,
    Negation,
    OtherQuestion,
    Quantified,
    Ref,
    RefKind,
    Test,
    Tested,
)

T = TypeVar("T")

Put = Callable[[Condition], Condition]
"""Returns a condition with another in the place of one of its parts."""

# --- one step down, and back up


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """Return the parts of `all`, `any` and `not`; a test has none."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            return parts
        case Negation(part):
            return (part,)
        case Tested():
            return ()


def with_parts(condition: Condition, parts: tuple[Condition, ...]) -> Condition:
    """Return a condition of the same kind with other parts; itself where they are its own."""
    own = parts_of(condition)
    if len(parts) == len(own) and all(map(is_, parts, own)):
        return condition
    return type(condition)(parts) if isinstance(condition, AllOf | AnyOf) else Negation(*parts)


def inside(test: Test) -> Condition | None:
    """Return the condition a test of items or rows holds them against; `None` of other tests."""
    match test:
        case Quantified(condition=condition) | ItemCount(of=condition):
            return condition
        case _:
            return None


def with_inside(test: Test, condition: Condition) -> Test:
    """Return a test of items or rows that holds them against another condition."""
    if isinstance(test, Quantified):
        return replace(test, condition=condition)
    assert isinstance(test, ItemCount), "no other test has a condition inside"
    return replace(test, of=condition)


def is_test(condition: Condition) -> TypeGuard[Tested]:
    """Say whether a condition is one test, and not made of parts."""
    return isinstance(condition, Tested)


def conjuncts(condition: Condition) -> tuple[Condition, ...]:
    """Return what must hold together: the parts of `all`, or the condition alone."""
    return condition.parts if isinstance(condition, AllOf) else (condition,)


# --- walking


def walk(condition: Condition) -> Iterator[Condition]:
    """Yield a condition and all of its parts, each before its own, in the order of the file."""
    yield condition
    for part in parts_of(condition):
        yield from walk(part)


def tests_of(condition: Condition) -> Iterator[Tested]:
    """Yield the tests of a condition, in the order of the file."""
    return filter(is_test, walk(condition))


def every_test(condition: Condition) -> Iterator[tuple[Ref, Test]]:
    """Yield what is tested and how, inside tests of items too, in the order of the file."""
    for tested in tests_of(condition):
        for test in tested.tests:
            yield tested.ref, test
            inner = inside(test)
            if inner is not None:
                yield from every_test(inner)


def refs_of(condition: Condition) -> Iterator[Ref]:
    """Yield every name a condition reads, inner conditions and right-hand sides included."""
    for tested in tests_of(condition):
        yield tested.ref
        for test in tested.tests:
            yield from read_beside(tested.ref, test)
            inner = inside(test)
            if inner is not None:
                yield from refs_of(inner)


def read_beside(subject: Ref, test: Test) -> Iterator[Ref]:
    """Yield what a test reads besides its subject: right-hand sides, and values told apart."""
    yield from compared_with(test)
    if isinstance(test, ItemCount) and test.distinct is not None:
        yield Ref(RefKind.QUESTION, test.distinct, subject.id)


def compared_with(test: Test) -> Iterator[Ref]:
    """Yield the questions on the right-hand side of a test."""
    match test:
        case Among(operands):
            yield from (operand.ref for operand in operands if isinstance(operand, OtherQuestion))
        case Compared(_, OtherQuestion(ref)):
            yield ref
        case _:
            pass


# --- folding and transforming


def fold_literals(
    condition: Condition,
    literal: Callable[[Tested, bool], T],
    every: Callable[[Sequence[T]], T],
    some: Callable[[Sequence[T]], T],
    negated: bool = False,
) -> T:
    """Return what a condition comes to in negation normal form, from its tests up.

    `not` is pushed down by De Morgan's laws, so that `literal` is told whether a test is negated.
    """
    if isinstance(condition, Tested):
        return literal(condition, negated)
    if isinstance(condition, Negation):
        return fold_literals(condition.part, literal, every, some, not negated)
    join = every if isinstance(condition, AllOf) is not negated else some
    return join([fold_literals(part, literal, every, some, negated) for part in condition.parts])


def transform(condition: Condition, change: Put) -> Condition:
    """Return a condition with `change` applied to all of its parts and then to itself.

    INVARIANT: where nothing changes it is the same object, so what is kept by condition stays.
    """
    changed = tuple(transform(part, change) for part in parts_of(condition))
    return change(with_parts(condition, changed))


def asserted(condition: Condition) -> Condition:
    """Return a condition without what it excludes."""
    return transform(condition, lambda each: ALWAYS if isinstance(each, Negation) else each)


def joined_otherwise(condition: Condition) -> Condition | None:
    """Return `any` for `all` and `all` for `any` of several parts; `None` of everything else."""
    if len(parts_of(condition)) < 2:
        return None
    return (
        AnyOf(parts_of(condition)) if isinstance(condition, AllOf) else AllOf(parts_of(condition))
    )


def contexts(condition: Condition) -> Iterator[tuple[Condition, Put]]:
    """Yield a condition and all in it, inside tests too, each with what puts another in its place.

    Each comes before its own parts, in the order of the file.
    """
    yield condition, lambda other: other
    for place, part in enumerate(parts_of(condition)):
        for inner, put in contexts(part):
            yield inner, partial(_put_part, put, condition, place)
    if not is_test(condition):
        return
    for place, test in enumerate(condition.tests):
        held = inside(test)
        for inner, put in () if held is None else contexts(held):
            yield inner, partial(_put_inside, put, condition, place)


def _put_part(put: Put, condition: Condition, place: int, other: Condition) -> Condition:
    parts = parts_of(condition)
    return with_parts(condition, (*parts[:place], put(other), *parts[place + 1 :]))


def _put_inside(put: Put, tested: Tested, place: int, other: Condition) -> Condition:
    tests = tested.tests
    test = with_inside(tests[place], put(other))
    return replace(tested, tests=(*tests[:place], test, *tests[place + 1 :]))


def contexts_of_tests(condition: Condition) -> Iterator[tuple[Tested, Put]]:
    """Yield all tests in a condition, inside others too, each with what puts another there."""
    for each, put in contexts(condition):
        if is_test(each):
            yield each, put
