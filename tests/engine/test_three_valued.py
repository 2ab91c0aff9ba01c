"""What known answers alone decide is true of everything the open ones could be."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sizes import examples
from triage.engine.durable.three_valued import UNKNOWN, decided
from triage.model.condition import Membership, Order
from triage.program.formula import (
    FALSE,
    NA,
    TRUE,
    And,
    CountIn,
    DateIn,
    DistinctIn,
    Equal,
    Formula,
    In,
    MembersIn,
    Not,
    Or,
    Ordered,
    SizeIn,
    normalised,
)
from triage.program.program import DateSpan, Program

VARIABLES = range(4)
VALUES = (NA, 0, 1, 2, 3)
EDGES = (1, 2)
PROGRAM = Program((), (), None, None, (), (), (DateSpan(),), {}, {})

indexes = st.sampled_from(VARIABLES)
runs = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=2).map(normalised)
atoms = st.one_of(
    st.sampled_from([TRUE, FALSE]),
    st.builds(In, indexes, runs),
    st.builds(DateIn, indexes, st.just(0)),
    st.builds(MembersIn, indexes, st.sampled_from(Membership), st.integers(0, 3)),
    st.builds(SizeIn, indexes, runs),
    st.builds(Ordered, indexes, st.sampled_from(Order), indexes),
    st.builds(Equal, indexes, indexes, st.booleans()),
)


def larger(parts: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    """Return formulas made of others."""
    some = st.lists(parts, min_size=1, max_size=3).map(tuple)
    guarded = st.lists(st.tuples(parts, indexes), max_size=3).map(tuple)
    return st.one_of(
        st.builds(And, some),
        st.builds(Or, some),
        st.builds(Not, parts),
        st.builds(CountIn, some, runs),
        st.builds(DistinctIn, guarded, runs),
    )


formulas: st.SearchStrategy[Formula] = st.recursive(atoms, larger, max_leaves=8)
codes = st.sampled_from((UNKNOWN, UNKNOWN, *VALUES))


def holds(formula: Formula, values: Mapping[int, int]) -> bool:
    """Say whether a formula is true of values: its plain meaning."""

    def within(number: int, allowed: tuple[tuple[int, int], ...]) -> bool:
        return any(low <= number <= high for low, high in allowed)

    match formula:
        case And(parts):
            return all(holds(part, values) for part in parts)
        case Or(parts):
            return any(holds(part, values) for part in parts)
        case Not(part):
            return not holds(part, values)
        case CountIn(parts, allowed):
            return within(sum(holds(part, values) for part in parts), allowed)
        case DistinctIn(guarded, allowed):
            found = {values[index] for guard, index in guarded if holds(guard, values)}
            return within(len(found - {NA}), allowed)
        case In(index, allowed):
            return within(values[index], allowed)
        case DateIn(index, _):
            return within(values[index], (EDGES,))
        case SizeIn(index, allowed):
            return values[index] != NA and within(values[index].bit_count(), allowed)
        case MembersIn(index, membership, mask):
            common = values[index] & mask
            wanted = {
                Membership.ANY: common != 0,
                Membership.ALL: common == mask,
                Membership.NONE: common == 0,
            }
            return values[index] != NA and wanted[membership]
        case Ordered(left, order, right):
            one, other = values[left], values[right]
            stand = {
                Order.AT_LEAST: one >= other,
                Order.AT_MOST: one <= other,
                Order.MORE_THAN: one > other,
                Order.LESS_THAN: one < other,
            }
            return NA not in (one, other) and stand[order]
        case Equal(left, right, negated):
            one, other = values[left], values[right]
            return NA not in (one, other) and (one == other) is not negated
        case _:
            return formula == TRUE


@settings(max_examples=examples(5))
@given(formulas, st.tuples(*[codes] * len(VARIABLES)))
def test_what_is_decided_is_so_in_every_completion(
    formula: Formula, known: tuple[int, ...]
) -> None:
    """And where nothing is open, everything is decided."""
    (said,) = decided(PROGRAM, [(formula, "no", "yes")])(known, EDGES)
    choices = [VALUES if code == UNKNOWN else (code,) for code in known]
    truths = {holds(formula, dict(enumerate(values))) for values in itertools.product(*choices)}
    if said:
        assert truths == {said == "yes"}
    else:
        assert UNKNOWN in known
