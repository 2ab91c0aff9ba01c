from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.programme.cell_suppression import Cells, shown
from triage.programme.derivation import Key

np = pytest.importorskip("numpy", reason="numpy is not installed (the extra `tables`)")

LIMIT = 4
PEOPLE = st.frozensets(st.integers(0, 15), max_size=16)


def follows(people: Collection[int], others: Sequence[Collection[int]]) -> bool:
    """Say whether a set is a sum of multiples of others, by the rank of their incidence."""

    def incidence(sets: Sequence[Collection[int]]) -> list[list[int]]:
        return [[int(person in each) for person in range(16)] for each in sets] or [[0] * 16]

    rank = np.linalg.matrix_rank
    return bool(rank(incidence([*others, people])) == rank(incidence(others)))


@given(st.lists(PEOPLE, max_size=8), st.lists(PEOPLE, max_size=3))
def test_no_small_number_can_be_worked_out(
    told: list[frozenset[int]], protected: list[frozenset[int]]
) -> None:
    """Small numbers are hidden, and none is a combination of those that are shown."""
    keys: dict[Key, frozenset[int]] = {(str(at),): people for at, people in enumerate(told)}
    open_ = [keys[key] for key in shown(keys, protected, LIMIT)]
    for people in [*told, *protected]:
        if 0 < len(people) < LIMIT:
            assert people not in open_
            assert not follows(people, [*open_])


@given(st.lists(PEOPLE, max_size=8), st.lists(PEOPLE, max_size=3))
def test_nothing_is_hidden_without_need(
    told: list[frozenset[int]], protected: list[frozenset[int]]
) -> None:
    """What is hidden is small, or would give a small one away beside what is shown."""
    keys: dict[Key, frozenset[int]] = {(str(at),): people for at, people in enumerate(told)}
    open_ = shown(keys, protected, LIMIT)
    small = [each for each in [*told, *protected] if 0 < len(each) < LIMIT]
    for key, people in keys.items():
        if key not in open_ and not 0 < len(people) < LIMIT:
            beside = [*(keys[other] for other in open_), people]
            assert any(follows(each, beside) for each in small)


def test_those_who_wait_are_not_what_is_left_of_those_who_began() -> None:
    """7 of 93 wait: the 86 who began stand in another table, and are not shown with all 93."""
    cells = Cells(limit=10)
    cells.tell("asked", people=range(93))
    cells.tell("begun", people=range(86))
    cells.tell("waiting", people=range(86, 93))
    assert [cells.count(key) for key in ("asked", "begun", "waiting")] == [93, None, None]


def test_two_small_parts_that_come_to_little_are_not_told_together() -> None:
    """Of two parts that are hidden nobody learns that there is one in each."""
    cells = Cells(limit=10)
    cells.tell("all", people=range(52))
    for key, people in (("a", range(30)), ("b", range(30, 50)), ("c", [50]), ("d", [51])):
        cells.tell(key, people=people)
    cells.divide("all", into=[("a",), ("b",), ("c",), ("d",)])
    told = [cells.count(key) for key in ("all", "a", "b", "c", "d")]
    assert told == [52, 30, None, None, None]


def test_who_is_in_none_of_the_parts_is_protected_too() -> None:
    """38 of 40 have something: that 2 have nothing could be worked out."""
    cells = Cells(limit=10)
    cells.tell("all", people=range(40))
    cells.tell("some", people=range(38))
    cells.divide("all", into=[("some",)])
    assert [cells.count("all"), cells.count("some")] == [40, None]


def test_rows_and_columns_are_hidden_together() -> None:
    """One small cell in a table with sums takes three more: one in its row, column and corner."""
    sizes = {
        ("a", "x"): 3,
        ("a", "y"): 20,
        ("b", "x"): 30,
        ("b", "y"): 40,
        ("c", "x"): 15,
        ("c", "y"): 15,
    }
    people, first = dict[tuple[str, str], range](), 0
    for key, size in sizes.items():
        people[key] = range(first, first + size)
        first += size
    cells = Cells(limit=10)
    cells.tell("all", people=range(first))
    for name, place in (*product("abc", [0]), *product("xy", [1])):
        cells.tell(
            name, people=(p for key, those in people.items() if key[place] == name for p in those)
        )
    for key, those in people.items():
        cells.tell(*key, people=those)
    hidden = {key for key in sizes if cells.count(*key) is None}
    assert ("a", "x") in hidden
    assert len(hidden) == 4
    assert None not in [cells.count(name) for name in ("all", *"abcxy")]


def test_nobody_is_no_small_number() -> None:
    """Nothing is learnt of anybody from a number that counts nobody."""
    cells = Cells(limit=10)
    cells.tell("none", people=())
    assert cells.count("none") == 0
    assert cells.count("never told") == 0


def test_a_limit_of_one_hides_nothing() -> None:
    """In the team every number is shown."""
    cells = Cells(limit=1)
    cells.tell("one", people=[1])
    assert cells.count("one") == 1
