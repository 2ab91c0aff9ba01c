"""Operations on diagrams say what the same operations on tables of values say."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.diagnostics import LimitReached
from triage.diagrams.counting import ModelCounting
from triage.diagrams.nodes import FALSE_NODE, TRUE_NODE, Diagrams, Node
from triage.diagrams.product import Witnesses, together
from triage.diagrams.reach import bits, essential, reachable_terminals_under, support_under
from triage.diagrams.restrict import Restriction, compose, simplified

SIZES = (2, 3, 2, 4)
EVERY = list(product(*map(range, SIZES)))
TERMINALS = 3

Table = tuple[int, ...]
"""What a function comes to for each of `EVERY`."""

tables = st.lists(st.integers(0, TERMINALS - 1), min_size=len(EVERY), max_size=len(EVERY))
conditions = st.lists(st.integers(0, 1), min_size=len(EVERY), max_size=len(EVERY))
partly_known = st.tuples(*(st.none() | st.integers(0, size - 1) for size in SIZES))


def diagrams() -> Diagrams:
    """Return diagrams of few terminals, that are allowed many steps."""
    return Diagrams(TERMINALS, 1_000_000)


def built(made: Diagrams, table: list[int]) -> Node:
    """Turn a table into a node."""
    row: list[Node] = list(table)
    for level in reversed(range(len(SIZES))):
        size = SIZES[level]
        groups = range(0, len(row), size)
        row = [made.make_node(level, tuple(row[at : at + size])) for at in groups]
    return row[0]


def read(made: Diagrams, node: Node) -> list[int]:
    """Turn a node into a table."""
    return [made.follow(node, answers) for answers in EVERY]


def fits(answers: tuple[int, ...], known: tuple[int | None, ...]) -> bool:
    """Say whether answers have the known classes."""
    return all(class_ in (None, here) for here, class_ in zip(answers, known, strict=True))


def with_known(answers: tuple[int, ...], known: tuple[int | None, ...]) -> tuple[int, ...]:
    """Put known classes into answers."""
    return tuple(
        here if class_ is None else class_ for here, class_ in zip(answers, known, strict=True)
    )


@given(tables, tables)
def test_equal_functions_are_one_node(one: list[int], other: list[int]) -> None:
    """And so comparing two functions is comparing two numbers."""
    made = diagrams()
    nodes = built(made, one), built(made, other)
    assert (nodes[0] == nodes[1]) is (one == other)
    assert read(made, nodes[0]) == one


@given(conditions, tables, tables)
def test_ite_is_a_choice_of_values(
    condition: list[int], then: list[int], otherwise: list[int]
) -> None:
    """It is `then` where the condition is true."""
    made = diagrams()
    node = made.ite(*(built(made, each) for each in (condition, then, otherwise)))
    every = zip(condition, then, otherwise, strict=True)
    assert node == built(made, [one if true else other for true, one, other in every])


@given(tables, partly_known)
def test_what_is_left_of_a_function(table: list[int], known: tuple[int | None, ...]) -> None:
    """Restricted in its own diagrams and in others, and followed without making anything."""
    made, others = diagrams(), diagrams()
    node = built(made, table)
    classes = {level: class_ for level, class_ in enumerate(known) if class_ is not None}
    left = [table[EVERY.index(with_known(answers, known))] for answers in EVERY]
    assert Restriction(made, classes).of(node) == built(made, left)
    assert read(others, Restriction(made, classes, others).of(node)) == left
    fitting = {table[n] for n, answers in enumerate(EVERY) if fits(answers, known)}
    assert {*bits(reachable_terminals_under(made, list(known))(node))} == fitting
    open_ = {*bits(support_under(made, list(known))(node))}
    assert made.support(built(made, left)) <= open_ <= {*range(len(SIZES))} - classes.keys()


@given(tables, conditions)
def test_read_only_where_it_matters(table: list[int], care: list[int]) -> None:
    """It is the same there; nothing is read that is the same for all of the answers cared for."""
    made = diagrams()
    seen = simplified(made, built(made, table), built(made, care))
    every = zip(read(made, seen), table, care, strict=True)
    assert all(here == there for here, there, cared in every if cared)
    if len({value for value, cared in zip(table, care, strict=True) if cared}) == 1:
        assert made.support(seen) == set()


@given(tables, st.integers(0, len(SIZES) - 1))
def test_one_answer_put_in(table: list[int], level: int) -> None:
    """The constant-time cofactor is the restriction, where nothing is asked before."""
    made = diagrams()
    node = Restriction(made, dict.fromkeys(range(level), 0)).of(built(made, table))
    for class_ in range(SIZES[level]):
        assert made.cofactor(node, level, class_) == Restriction(made, {level: class_}).of(node)


@given(st.lists(tables, min_size=SIZES[1], max_size=SIZES[1]), tables)
def test_an_answer_concluded_from_others(branches: list[list[int]], concluded: list[int]) -> None:
    """Each argument takes the branch of the class it concludes."""
    made = diagrams()
    of = built(made, concluded)
    nodes = [built(made, each) for each in branches]
    composed = compose(made, nodes, lambda class_: made.indicator(of, (class_,)))
    assert read(made, composed) == [branches[class_][n] for n, class_ in enumerate(concluded)]


@given(tables, st.sets(st.integers(0, TERMINALS - 1)), st.permutations(range(TERMINALS)))
def test_terminals_are_told_apart_and_renamed(
    table: list[int], wanted: set[int], label: list[int]
) -> None:
    """By each value of a function alone."""
    made = diagrams()
    node = built(made, table)
    assert read(made, made.indicator(node, wanted)) == [int(each in wanted) for each in table]
    assert read(made, made.map_terminals(node, label.__getitem__)) == [label[n] for n in table]
    assert made.reachable_terminals(node) == {*table}


@given(conditions, st.sets(st.integers(0, len(SIZES) - 1)))
def test_true_whatever_some_answers_are(table: list[int], levels: set[int]) -> None:
    """And then a function no longer depends on them."""
    made = diagrams()
    node = made.forall(built(made, table), levels)
    kept = [tuple(c for n, c in enumerate(each) if n not in levels) for each in EVERY]
    false = {kept[n] for n, value in enumerate(table) if not value}
    assert read(made, node) == [int(each not in false) for each in kept]
    assert not made.support(node) & levels


@given(st.lists(conditions, max_size=3))
def test_a_witness_is_found_where_there_is_one(tables: list[list[int]]) -> None:
    """It makes everything true, also when what was tried before is known to fail."""
    made = diagrams()
    witnesses = Witnesses(made, 10_000)
    state = together(built(made, each) for each in tables)
    for _ in range(2):
        found = witnesses.first(state)
        true = [all(each[n] for each in tables) for n in range(len(EVERY))]
        assert (found is not None) is any(true)
        if found is not None:
            known = tuple(found.get(level) for level in range(len(SIZES)))
            assert all(true[n] for n, each in enumerate(EVERY) if fits(each, known))


def test_a_long_search_is_refused() -> None:
    """Rather than never ending."""
    made = diagrams()
    odd = together(built(made, [sum(each) % 2 for each in EVERY]) for _ in range(1))
    even = built(made, [1 - sum(each) % 2 for each in EVERY])
    with pytest.raises(LimitReached):
        Witnesses(made, 1).first(together((*odd, even)))


@given(conditions, conditions)
def test_arguments_are_counted(table: list[int], asked: list[int]) -> None:
    """The third answer counts as one value where it is not asked for."""
    made = diagrams()
    # What decides whether the third answer is asked for reads the first two alone.
    applies = Restriction(made, {2: 0, 3: 0}).of(built(made, asked))
    if_asked = made.literal(2, [True, False])
    wanted = made.ite(applies, built(made, table), if_asked)
    counting = ModelCounting(
        made,
        {level: [1] * size for level, size in enumerate(SIZES)},
        {0: TRUE_NODE, 1: TRUE_NODE, 2: applies, 3: TRUE_NODE},
        10_000,
    )
    there = [made.follow(applies, each) == TRUE_NODE or each[2] == 0 for each in EVERY]
    true = [made.follow(wanted, each) == TRUE_NODE for each in EVERY]
    levels = [0, 1, 2, 3]
    assert counting.ways([wanted], levels) == sum(map(all, zip(there, true, strict=True)))
    assert counting.ways([wanted, FALSE_NODE], levels) == 0


@given(tables, conditions, conditions)
def test_arguments_are_counted_by_what_they_come_to(
    table: list[int], wanted: list[int], asked: list[int]
) -> None:
    """Where a demand is met, by the terminal; those that come to 0 are not counted."""
    made = diagrams()
    applies = Restriction(made, {2: 0, 3: 0}).of(built(made, asked))
    if_not_asked = Restriction(made, {2: 0})
    functions = [
        made.ite(applies, node, if_not_asked.of(node))
        for node in (built(made, table), built(made, wanted))
    ]
    counting = ModelCounting(
        made,
        {level: [2] * size for level, size in enumerate(SIZES)},
        {0: TRUE_NODE, 1: TRUE_NODE, 2: applies, 3: TRUE_NODE},
        10_000,
    )
    found = Counter[int]()
    for each in EVERY:
        is_asked = made.follow(applies, each) == TRUE_NODE
        value, met = (made.follow(node, each) for node in functions)
        if met == TRUE_NODE and value != FALSE_NODE and (is_asked or each[2] == 0):
            found[value] += 2 ** (len(SIZES) - (not is_asked))
    assert counting.tally(tuple(functions), [0, 1, 2, 3]) == found


@given(tables)
def test_what_a_partial_function_depends_on(table: list[int]) -> None:
    """Two arguments that differ in one answer, and for both of which it is defined."""
    made = diagrams()
    nothing = TERMINALS - 1
    value = dict(zip(EVERY, table, strict=True))
    wanted = {
        level
        for each in EVERY
        for level, size in enumerate(SIZES)
        for class_ in range(size)
        for other in [(*each[:level], class_, *each[level + 1 :])]
        if value[each] != value[other] and nothing not in (value[each], value[other])
    }
    assert essential(made, built(made, table), nothing) == sorted(wanted)
