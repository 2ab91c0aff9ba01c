"""Group commit: what several threads have to write goes into one transaction.

A commit waits for the disk, as long for many events as for one. While one thread waits, others
queue up; whoever comes next writes what all of them have brought, and commits once.

INVARIANT: no call returns before what it wrote is committed, and nothing is written twice.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

import sqlalchemy as sa

from triage.journal.database import Writer
from triage.journal.statements import Driver

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class _Write:
    """Something to write, and what came of it once it is committed or refused."""

    work: Callable[[Driver], Any]
    is_done: bool = False
    gave: Any = None
    refused: BaseException | None = None


class GroupCommit:
    """Writes to one database for several threads."""

    def __init__(self, engine: sa.Engine) -> None:
        self._writer = Writer(engine)
        self._turn = Lock()
        self._waiting = deque[_Write]()

    def write(self, work: Callable[[Driver], T]) -> T:
        """Do some work in a transaction, others' beside it; return what it gave once it is there.

        Work may be done again in another transaction where the first was rolled back. Raises what
        it does, and then nothing of it is written.

        Raises:
            JournalError: the database refused; nothing was written.
        """
        own = _Write(work)
        self._waiting.append(own)
        with self._turn:
            if not own.is_done:  # whoever had the turn before may have done it
                self._together([self._waiting.popleft() for _ in range(len(self._waiting))])
        if own.refused is not None:
            raise own.refused
        found: T = own.gave
        return found

    def close(self) -> None:
        """Let go of the database, once whoever has the turn is done."""
        with self._turn:
            self._writer.close()

    def _together(self, group: list[_Write]) -> None:
        """Write for a group in one transaction; where one of them cannot, for each by itself."""
        found: list[Any] | None = None
        refused: BaseException | None = None
        try:
            with self._writer.writing() as driver:
                found = [each.work(driver) for each in group]
        except BaseException as error:  # noqa: BLE001 - each of those who wait raises it
            refused = error
        if found is None and len(group) > 1:
            for each in group:
                self._together([each])
            return
        for number, each in enumerate(group):  # INVARIANT: what failed in committing is not done
            each.is_done, each.refused = True, refused  # again: it might be there
            each.gave = found[number] if found is not None else None
