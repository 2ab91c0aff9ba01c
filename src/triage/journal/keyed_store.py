"""The store of a journal, by whichever master key wraps it now.

Somebody else may replace that key at any time. Whoever finds it replaced opens the store anew.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import sqlalchemy as sa

from triage.journal.database import reading
from triage.journal.keys import KeyProblem
from triage.journal.master_keys import KeySource
from triage.journal.statements import Driver
from triage.journal.store import MasterReplaced, Store

T = TypeVar("T")


class KeyedStore:
    """A store, and where its key is; threads may share it.

    Raises:
        JournalError: there is no journal, or its tables are of another version. Also later.
        KeyProblem: the key is missing or is another journal's. Also later.
    """

    store: Store

    def __init__(self, engine: sa.Engine, keys: KeySource) -> None:
        self._engine, self._keys = engine, keys
        self.open()

    def open(self) -> None:
        """Open it by the key there is now."""
        with reading(self._engine) as connection:
            self.store = self._opened(connection)

    def do(self, work: Callable[[Store], T]) -> T:
        """Do something with the store; where somebody else has replaced the key, open it anew."""
        try:
            return work(self.store)
        except MasterReplaced:
            self.open()
            return work(self.store)

    def read(self, work: Callable[[Store, Driver], T]) -> T:
        """Do something in a transaction that only reads, all of it one state."""

        def within(store: Store) -> T:
            with reading(self._engine) as connection:
                driver = Driver(connection)
                store.require_current(driver)
                return work(store, driver)

        return self.do(within)

    def _opened(self, connection: sa.Connection) -> Store:
        """Open the store; finish putting a new master key in place, if that was broken off."""
        with suppress(KeyProblem):
            return Store.opened(connection, self._keys.current())
        with suppress(KeyProblem):
            following = self._keys.following()
            found = Store.opened(connection, following)
            self._keys.replaced(following)
            return found
        # It does not fit: or whoever replaced the key has put it in its place between the two.
        return Store.opened(connection, self._keys.current())
