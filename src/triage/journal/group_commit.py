"""Group commit: what several threads have to write goes into one transaction.

A commit waits for the disk, as long for many events as for one. While one thread waits, others
queue up; whoever comes next writes what all of them have brought, and commits once.

INVARIANT: no call returns before what it wrote is committed, and nothing is written twice.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

import sqlalchemy as sa

from triage.journal.database import writing

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class _Write:
    """Something to write, and what came of it once it is committed or refused."""

    work: Callable[[sa.Connection], Any]
    done: Future[Any] = field(default_factory=Future)


class GroupCommit:
    """Writes to one database for several threads."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._turn = Lock()
        self._waiting = deque[_Write]()

    def write(self, work: Callable[[sa.Connection], T]) -> T:
        """Do some work in a transaction, others' beside it; return what it gave once it is there.

        Work may be done again in another transaction where the first was rolled back. Raises what
        it does, and then nothing of it is written.

        Raises:
            JournalError: the database refused; nothing was written.
        """
        own = _Write(work)
        self._waiting.append(own)
        with self._turn:
            if not own.done.done():  # whoever had the turn before may have done it
                self._together([self._waiting.popleft() for _ in range(len(self._waiting))])
        found: T = own.done.result()
        return found

    def _together(self, group: list[_Write]) -> None:
        """Write for a group in one transaction; where one of them cannot, for each by itself."""
        found: list[Any] | None = None
        refused: BaseException | None = None
        try:
            with writing(self._engine) as connection:
                found = [each.work(connection) for each in group]
        except BaseException as error:  # noqa: BLE001 - each of those who wait raises it
            refused = error
        if refused is None and found is not None:
            for each, gave in zip(group, found, strict=True):
                each.done.set_result(gave)
        elif found is None and len(group) > 1:
            for each in group:
                self._together([each])
        else:  # INVARIANT: what failed in committing is not done again: it might be there
            for each in group:
                each.done.set_exception(refused)
