"""What several threads write at once: one commit, and each is told what came of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.journal.office import DAY, NOW, WORKER, begun, emptied, made
from triage.diagnostics import ChangedMeanwhile
from triage.journal import Informed, Journal, JournalError, OutOfSequence, Started
from triage.journal.group_commit import GroupCommit
from triage.journal.statements import Driver

INFORMED = Informed(article=13, on=DAY)


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    """Return a journal with three cases, in each kind of database."""
    url = None
    if request.param == "postgresql":
        url = emptied(str(request.getfixturevalue("postgresql")))
    with made(tmp_path, url) as journal:
        for case in ("c-1", "c-2", "c-3"):
            begun(journal, case)
        yield journal


def at_once(writes: GroupCommit, calls: Sequence[Callable[[], Any]]) -> list[Future[Any]]:
    """Call all of these in threads of their own, so that all of them wait for the same turn."""
    with ThreadPoolExecutor(len(calls)) as pool, writes._turn:
        found = []
        for number, each in enumerate(calls, 1):
            found.append(pool.submit(each))
            while len(writes._waiting) < number:
                time.sleep(0.001)
    return found


@pytest.fixture
def commits(monkeypatch: pytest.MonkeyPatch) -> list[Driver]:
    """Return what gets an entry for each commit."""
    found, commit = list[Driver](), Driver.commit

    def committed(driver: Driver) -> None:
        found.append(driver)
        commit(driver)

    monkeypatch.setattr(Driver, "commit", committed)
    return found


def noting(journal: Journal, case: str, after: int | None = None) -> Callable[[], int]:
    """Return what notes an event, and returns its number."""
    return lambda: journal.record(case, INFORMED, by=WORKER, at=NOW, after=after)[0].number


def test_one_commit(office: Journal, commits: list[Driver]) -> None:
    """Four calls, two of them about one case, in the order they came; and one chain."""
    commits.clear()
    cases = "c-1", "c-2", "c-3", "c-1"
    found = at_once(office._writes, [noting(office, case) for case in cases])
    assert [each.result() for each in found] == [19, 20, 21, 22]
    assert len(commits) == 1
    assert [*office.standing("c-1").counting][-2:] == [19, 22]
    assert office.verify().problem is None


def test_one_that_cannot_be_written(office: Journal) -> None:
    """It is told, and so is who has not seen what stands before it; the others are noted."""
    seen = max(office.standing("c-1").counting)

    def wrong() -> None:
        office.record("c-2", INFORMED, Started(agreed=1, on=DAY), by=WORKER, at=NOW)

    first, refused, late, last = at_once(
        office._writes,
        [noting(office, "c-1", seen), wrong, noting(office, "c-1", seen), noting(office, "c-3")],
    )
    assert (first.result(), last.result()) == (19, 20)
    assert isinstance(refused.exception(), OutOfSequence)
    assert isinstance(late.exception(), ChangedMeanwhile)
    assert (office.verify().events, office.verify().problem) == (20, None)


def test_a_commit_that_fails(office: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody is told, and nothing is tried again: it might be there after all."""
    done = list[str]()

    def work(name: str) -> Callable[[Driver], None]:
        return lambda _: done.append(name)

    def fail(_: Driver) -> None:
        raise sa.exc.OperationalError("COMMIT", None, Exception("connection lost"))

    writes = office._writes
    with monkeypatch.context() as patch:
        patch.setattr(Driver, "commit", fail)
        found = at_once(writes, [partial(writes.write, work(each)) for each in "abc"])
    assert all(isinstance(each.exception(), JournalError) for each in found)
    assert done == ["a", "b", "c"]
    assert noting(office, "c-1")() == 19
