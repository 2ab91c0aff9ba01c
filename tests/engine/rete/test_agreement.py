"""durable-rules behind its guards finds what the plain reading of flat rules finds."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.rete.installed import needs_durable_rules
from tests.engine.rete.random_rules import expected, fact, rules
from tests.sizes import examples
from triage.engine.rete import Between, Both, Either, Positive, PositiveRule, Ruleset

pytestmark = needs_durable_rules

FIELDS = ["a", "b", "c", "d"]
VALUES = st.integers(-3, 8)

FLATS: st.SearchStrategy[Positive] = st.recursive(
    st.builds(Between, st.sampled_from(FIELDS), VALUES, VALUES),
    lambda parts: (
        st.lists(parts, max_size=5)
        .map(tuple)
        .flatmap(lambda some: st.sampled_from([Both(some), Either(some)]))
    ),
    max_leaves=25,
)


@settings(max_examples=examples(2))
@given(
    st.lists(FLATS, max_size=12),
    st.lists(st.dictionaries(st.sampled_from(FIELDS), VALUES), min_size=1, max_size=20),
)
def test_small_rules(flats: list[Positive], facts: list[dict[str, int]]) -> None:
    """Hypothesis makes what fails here as small as it can."""
    some = [PositiveRule(index, when) for index, when in enumerate(flats)]
    ruleset = Ruleset("small", some)
    for each in facts:
        assert ruleset.fire(each) == expected(some, each)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("fields", [1, 3, 8, 30])
def test_many_rules(seed: int, fields: int) -> None:
    """32 sets of up to 60 rules of up to four levels, 800 facts each."""
    draw = random.Random(f"{seed} {fields}")
    some = rules(draw, fields)
    ruleset = Ruleset("many", some)
    for _ in range(800):
        each = fact(draw, fields)
        assert ruleset.fire(each) == expected(some, each)
