"""What is remembered of cases is bounded, and never anything but where a case stands now."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.journal.office import DAY, NOW, WORKER, begun, made
from triage.journal import Informed, Opened
from triage.journal.remembered import Remembered
from triage.journal.sequence import Sequence

MOST = 12
KEPT = st.tuples(st.integers(1, 6), st.integers(1, 9), st.integers(0, 8))


def of_length(length: int) -> Sequence:
    """Return a sequence of so many events."""
    return Sequence({number: Opened() for number in range(length)})


@given(st.lists(KEPT))
def test_it_is_bounded(kept: list[tuple[int, int, int]]) -> None:
    """Whatever was kept; and what is had back was kept last for that case and event."""
    remembered, last = Remembered(MOST), dict[int, tuple[int, Sequence]]()
    for case, at, length in kept:
        sequence = of_length(length)
        remembered.keep(case, at, sequence)
        last[case] = at, sequence
        there = {each: remembered.of(each, last[each][0]) for each in last}
        assert sum(len(each.counting) + 1 for each in there.values() if each) <= MOST
        assert there[case] is sequence
        assert all(each in (None, last[number][1]) for number, each in there.items())
        assert remembered.of(case, at + 1) is None


def test_the_one_used_longest_ago_goes() -> None:
    """Looking is using; what is forgotten is gone."""
    remembered = Remembered(MOST)
    for case in (1, 2, 3):
        remembered.keep(case, 1, of_length(3))
    remembered.of(1, 1)
    remembered.keep(4, 1, of_length(3))
    assert [case for case in range(5) if remembered.of(case, 1)] == [1, 3, 4]
    remembered.forget(3)
    assert remembered.of(3, 1) is None


def test_a_case_that_is_not_remembered_is_read(tmp_path: Path) -> None:
    """By the same journal, with nothing kept of any case."""
    with made(tmp_path) as journal:
        begun(journal, "c-1")
        known = journal.standing("c-1")
        journal._keyed.store._remembered = Remembered(0)
        assert journal.standing("c-1") == known
        journal.record("c-1", Informed(article=13, on=DAY), by=WORKER, at=NOW)
        assert [*journal.standing("c-1").counting][:-1] == [*known.counting]


@pytest.mark.parametrize("most", [0, MOST])
def test_a_case_rolled_back_is_not_remembered(tmp_path: Path, most: int) -> None:
    """What a transaction of the caller saw is gone with it."""
    with made(tmp_path) as journal:
        begun(journal, "c-1")
        journal._keyed.store._remembered = Remembered(most)
        known = journal.standing("c-1")
        with journal._engine.connect() as connection:
            for _ in range(2):
                told = Informed(article=14, on=DAY)
                journal.record("c-1", told, by=WORKER, at=NOW, connection=connection)
            connection.rollback()
        journal.record("c-1", Informed(article=13, on=DAY), by=WORKER, at=NOW)
        found = journal.standing("c-1").counting
        assert [*found] == [*known.counting, 7]
        assert found[7] == Informed(article=13, on=DAY)
