"""What durable-rules is given stays within what it can do."""

import json
import random
from collections.abc import Iterator

import pytest

from tests.engine.rete.random_rules import flat, rules
from triage.engine.rete import (
    LARGEST,
    SMALLEST,
    Between,
    Both,
    Either,
    Positive,
    PositiveRule,
    terms,
)
from triage.engine.rete.definition import definition_of
from triage.engine.rete.encode import Conjunction, encode
from triage.engine.rete.layout import lay_out

OPERATORS = {"$and", "$or", "$gte", "$lte", "$neq", "$ex"}


def one_of(*parts: Positive) -> Either:
    """Return alternatives."""
    return Either(parts)


def ranges(prefix: str, count: int, high: int = 2) -> Either:
    """Return alternatives on fields of their own."""
    return Either(tuple(Between(f"{prefix}{index}", 1, high) for index in range(count)))


def encoded(*whens: Positive) -> list[list[Conjunction]]:
    """Encode conditions as rules 0, 1, … and give the rounds."""
    rules = [PositiveRule(index, when) for index, when in enumerate(whens)]
    return [list(each) for each in encode(rules).rounds]


def definitions(some: list[PositiveRule]) -> Iterator[dict[str, object]]:
    """Yield the JSON of each round, as if one native ruleset could hold it."""
    found = encode(some)
    names = found.fields.names
    for conjunctions in found.rounds:
        ways, _ = lay_out(conjunctions)
        yield json.loads(definition_of(conjunctions, ways, names))


def size(expression: dict[str, object]) -> int:
    """Return the places an expression takes of the 32 durable-rules has for it."""
    return sum(
        2 + sum(size(part) for part in parts)
        for parts in expression.values()
        if isinstance(parts, list)
    )


def words(value: object) -> Iterator[str]:
    """Yield the keys of everything in a value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words(inner)


@pytest.mark.parametrize("seed", range(20))
def test_random_rules_stay_within_what_an_expression_holds(seed: int) -> None:
    """One pattern a rule, in its order, with a tag, few operators and no long expression."""
    draw = random.Random(seed)
    for definition in definitions(rules(draw, 12)):
        for number, rule in enumerate(definition.values()):
            assert isinstance(rule, dict)
            assert rule["pri"] == number
            ((alias, expression),) = rule["all"][0].items()
            assert alias == "m"
            assert size(expression) <= 31
            assert expression["$and"][0] == {"t": 0}
            assert {word for word in words(expression) if word.startswith("$")} <= OPERATORS


def test_a_wide_choice_is_divided_over_several_rules() -> None:
    """Sixty ranges do not fit one expression; together the rules have them all."""
    (last,) = encoded(ranges("a", 60))
    assert [each.gives for each in last] == [0] * len(last)
    assert sum(len(choice) for each in last for choice in each.choices) == 60


def test_two_long_choices_are_divided_or_found_before() -> None:
    """Halving both as often as it takes would give a hundred rules."""
    *earlier, last = encoded(Both((ranges("a", 60), ranges("b", 60))))
    assert len(earlier) == 1
    assert len(last) <= 8


def test_choices_that_would_fire_in_many_combinations_are_found_before() -> None:
    """Eight pairs could fire in 256 ways; five of them, in 32, are left to one rule."""
    eight = tuple(ranges(letter, 2, high=1) for letter in "abcdefgh")
    *earlier, last = encoded(Both(eight))
    assert len(earlier) == 1
    assert len(last) == 1
    assert len(last[0].choices) == 5


def test_the_same_condition_is_found_before_once() -> None:
    """Two rules share what is found in the round before."""
    eight = tuple(ranges(letter, 2, high=1) for letter in "abcdefgh")
    (first, _), (both, _) = encoded(Both(eight)), encoded(Both(eight), Both(eight))
    assert both == first


def test_conjunctions_inside_alternatives_do_not_multiply() -> None:
    """Eight pairs beside an alternative are not 256 alternatives."""
    eight = tuple(ranges(letter, 2) for letter in "abcdefgh")
    *_, last = encoded(one_of(Both(eight), Both((Between("i", 1, 1), Between("j", 1, 1)))))
    assert sum(len(choice) for each in last for choice in each.choices) <= 17


def test_alternatives_on_one_field_become_one_test() -> None:
    """Values that lie close are written with bounds and exceptions."""
    (last,) = encoded(one_of(Between("a", 1, 1), Between("a", 2, 3), Between("a", 5, 5)))
    (only,) = last
    assert terms.tests_of(only.term) == [("$gte", 0, 1), ("$lte", 0, 5), ("$neq", 0, 4)]


def test_values_far_apart_stay_alternatives() -> None:
    """A hundred exceptions would be no gain."""
    (last,) = encoded(one_of(Between("a", 1, 1), Between("a", 100, 100)))
    assert [len(choice) for choice in last[0].choices] == [2]


def test_what_contradicts_itself_is_left_out() -> None:
    """What cannot hold never reaches durable-rules."""
    impossible = Both((Between("a", 1, 1), Between("a", 2, 2)))
    assert encoded(impossible, Either(()), Between("a", 3, 2)) == [[]]
    (last,) = encoded(Both((Between("a", 1, 1), one_of(Between("a", 2, 2), Between("b", 1, 1)))))
    assert last == [Conjunction(0, ((0, ((1, 1),)), (1, ((1, 1),))))]


def test_bounds_beyond_every_value_are_no_bounds() -> None:
    """A bound no value can break is not written."""
    (last,) = encoded(Between("a", -(2**40), 2**40), Between("b", SMALLEST, 3))
    assert [terms.tests_of(each.term) for each in last] == [[("$ex", 0, 1)], [("$lte", 1, 3)]]
    assert encoded(Between("a", LARGEST + 1, LARGEST + 2)) == [[]]


def test_deep_conditions() -> None:
    """Sixty levels are no more than a few rules."""
    draw, deep = random.Random(1), flat(random.Random(2), 3, 5)
    for level in range(60):
        parts = (deep, flat(draw, 1, 5))
        deep = Both(parts) if level % 2 else Either(parts)
    assert encoded(deep)


def test_the_stack_is_counted_for_the_worst_fact() -> None:
    """200 tests that may all hold stand in 13 branches of at most 16."""
    rules = [PositiveRule(n, Between(f"a{n}", 1, 1)) for n in range(200)]
    _, stack = lay_out(encode(rules).rounds[-1])
    assert stack == 13 - 1 + 16
