"""Cycles among things that depend on each other."""

from triage.language.resolving.dependencies import find_cycles


def test_members_stand_in_the_order_they_depend() -> None:
    """From the first in the order of the graph, round to it again."""
    assert find_cycles({"b": ["c"], "a": ["b"], "c": ["a"]}) == [("b", "c", "a", "b")]


def test_a_thing_may_depend_on_itself() -> None:
    """That is the smallest cycle there is."""
    assert find_cycles({"a": ["a"]}) == [("a", "a")]


def test_cycles_apart_are_all_found() -> None:
    """Cutting one does not hide another."""
    graph = {"a": ["b"], "b": ["a", "c"], "c": ["d"], "d": ["c"], "e": ["a"]}
    assert sorted(find_cycles(graph)) == [("a", "b", "a"), ("c", "d", "c")]


def test_without_cycles_nothing_is_found() -> None:
    """What is not in the graph depends on nothing."""
    assert find_cycles({"a": ["b", "z"], "b": ["c"], "c": []}) == []


def test_thousands_in_a_row_are_no_problem() -> None:
    """The length of a chain is not limited by the depth of calls."""
    chain = {number: [number + 1] for number in range(20_000)}
    assert find_cycles(chain) == []
    assert len(find_cycles({**chain, 20_000: [0]})[0]) == 20_002
