"""The order of tests in the definitions, which is the shape of durable-rules' network.

Rules share the tests they begin with. durable-rules walks the network with a stack of 64 places,
and looks through all that goes on from a place for each field of a fact; so tests used most come
first, and where much goes on from one place, tests that always hold divide it into branches.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from triage.engine.rete.encode import Conjunction
from triage.engine.rete.terms import Terms, Test, tests_of

TAG_FIELD = -1
"""The number of the field every fact has."""

TAGGED: Test = ("", TAG_FIELD, 0)

_MOST_ON = 16
"""More than this going on from one place is divided."""


@dataclass(slots=True)
class _Place:
    """A place in the network: the conjunctions whose tests end here, and the tests that lead on."""

    ends: list[int] = field(default_factory=list)
    on: dict[Test, _Place] = field(default_factory=dict)


def lay_out(conjunctions: Sequence[Conjunction]) -> tuple[list[list[Test]], int]:
    """Return the tests before the choices of each, in order, and the deepest stack they take."""
    tests = [tests_of(each.term) for each in conjunctions]
    used = Counter(test for each in tests for test in each)
    root = _Place()
    for index, each in enumerate(tests):
        place = root
        for test in sorted(each, key=lambda test: (-used[test], test)):
            place = place.on.setdefault(test, _Place())
        place.ends.append(index)
    choices = [each.choices for each in conjunctions]
    _divide(root, choices)
    ways: list[list[Test]] = [[] for _ in conjunctions]
    for index, way in _ways(root, [TAGGED]):
        ways[index] = way
    return ways, _stack(root, choices)


def _divide(place: _Place, choices: Sequence[tuple[Terms, ...]]) -> None:
    """Put branches at each place from which much goes on."""
    for after in place.on.values():
        _divide(after, choices)
    branches = [_Place()]
    room = _MOST_ON
    for test, after in sorted(place.on.items(), key=lambda way: (way[0][1], way[0])):
        branches, room = _with_room(branches, room, 1)
        branches[-1].on[test] = after
    for index in place.ends:
        if choices[index]:
            branches, room = _with_room(branches, room, len(choices[index][0]))
            branches[-1].ends.append(index)
    if len(branches) > 1:
        place.ends = [index for index in place.ends if not choices[index]]
        place.on = {("$gte", TAG_FIELD, -1 - n): branch for n, branch in enumerate(branches)}


def _with_room(branches: list[_Place], room: int, wanted: int) -> tuple[list[_Place], int]:
    if wanted > room and (branches[-1].on or branches[-1].ends):
        return [*branches, _Place()], _MOST_ON - wanted
    return branches, room - wanted


def _ways(place: _Place, before: list[Test]) -> Iterator[tuple[int, list[Test]]]:
    yield from ((index, before) for index in place.ends)
    for test, after in place.on.items():
        yield from _ways(after, [*before, test])


def _stack(place: _Place, choices: Sequence[tuple[Terms, ...]]) -> int:
    """Return the most places on the stack while durable-rules walks on from here."""
    chosen = [choices[index] for index in place.ends if choices[index]]
    at_once = _most_at_once([*place.on, *(test for each in chosen for test in _first(each[0]))])
    further = [_stack(after, choices) for after in place.on.values()]
    return max(at_once, at_once - 1 + max([1, *further, *(_stack_of(each[1:]) for each in chosen)]))


def _stack_of(choices: tuple[Terms, ...]) -> int:
    if not choices:
        return 1
    return max(1, _most_at_once(_first(choices[0])) - 1 + _stack_of(choices[1:]))


def _first(choice: Terms) -> list[Test]:
    """Return the test each alternative begins with."""
    return [tests_of(term)[0] for term in choice]


def _most_at_once(tests: Iterable[Test]) -> int:
    """Return how many of these tests one fact can meet at most."""
    by_field: defaultdict[int, list[Test]] = defaultdict(list)
    for test in tests:
        by_field[test[1]].append(test)
    return sum(map(_most_of_field, by_field.values()))


def _most_of_field(tests: Sequence[Test]) -> int:
    values = {near for _, _, value in tests for near in (value - 1, value, value + 1)}
    return max(sum(_meets(test, value) for test in tests) for value in values)


def _meets(test: Test, value: int) -> bool:
    match test:
        case ("", _, wanted):
            return value == wanted
        case ("$gte", _, low):
            return value >= low
        case ("$lte", _, high):
            return value <= high
        case ("$neq", _, other):
            return value != other
        case _:
            return True
