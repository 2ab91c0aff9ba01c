"""A condition with one thing in it a little different."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from triage.language.printing import condition_text
from triage.model.condition import (
    Among,
    Compared,
    Condition,
    Elapsed,
    ItemCount,
    Negation,
    NumberTest,
    Order,
    Size,
    Test,
    Tested,
    Value,
)
from triage.model.walk import contexts, contexts_of_tests, joined_otherwise
from triage.verify.mutants.operators import Operator
from triage.verify.rewrites import without_a_part

_STRICTER = {
    Order.AT_LEAST: Order.MORE_THAN,
    Order.MORE_THAN: Order.AT_LEAST,
    Order.AT_MOST: Order.LESS_THAN,
    Order.LESS_THAN: Order.AT_MOST,
}

Mutation = tuple[Operator, str, Condition]
"""What was done, in words, and the condition that came of it."""


def mutated(condition: Condition) -> Iterator[Mutation]:
    """Yield every way to change a condition a little."""
    for without in without_a_part(condition):
        yield Operator.TEST_DROPPED, f"without {condition_text(without.part)}", without.condition
    for test, put in contexts_of_tests(condition):
        yield Operator.TEST_TURNED, f"not {condition_text(test)}", put(Negation(test))
    for test, put in contexts_of_tests(condition):
        for moved in _thresholds(test):
            yield Operator.THRESHOLD_MOVED, f"{condition_text(test)} by one", put(moved)
    for part, put in contexts(condition):
        if (other := joined_otherwise(part)) is not None:
            yield Operator.ALL_FOR_ANY, condition_text(part), put(other)


def _thresholds(tested: Tested) -> Iterator[Condition]:
    for place, test in enumerate(tested.tests):
        for moved in _moved(test):
            yield replace(tested, tests=(*tested.tests[:place], moved, *tested.tests[place + 1 :]))


def _moved(test: Test) -> Iterator[Test]:
    """Move a threshold by one class: `at_least` becomes `more_than`, a number its neighbours."""
    match test:
        case Compared() | Among():
            yield from _moved_number(test)
        case Elapsed(tests=tests) | Size(tests=tests) | ItemCount(tests=tests):
            for place, each in enumerate(tests):
                for moved in _moved_number(each):
                    yield replace(test, tests=(*tests[:place], moved, *tests[place + 1 :]))
        case _:
            pass


def _moved_number(test: NumberTest) -> Iterator[NumberTest]:
    match test:
        case Compared(order):
            yield replace(test, order=_STRICTER[order])
        case Among((Value(int() as number),)):
            for step in (-1, 1):
                yield replace(test, operands=(Value(number + step),))
        case _:
            pass
