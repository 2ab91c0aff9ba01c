"""What is asked of the database at every event: written out once, and handed to its driver.

What SQLAlchemy does around a statement takes ten times as long as what SQLite does with it. What
is asked now and then is written where it is asked, and goes through SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import BindTyping

from triage.journal.rows import CASE, CONTENT, EVENT, HEAD, JOURNAL

Values = Mapping[str, Any]
Made = sa.Select[Any] | sa.Insert | sa.Update | sa.TextClause


class _Found(Protocol):
    def fetchone(self) -> Any: ...

    def close(self) -> None: ...


class Statement:
    """A statement that is written out once for each driver.

    INVARIANT: it does what SQLAlchemy would do with it, and fails as that would.
    """

    def __init__(self, made: Made) -> None:
        self.made = made
        self._written: dict[object, tuple[str, Sequence[str] | None]] = {}

    def one(self, connection: sa.Connection, values: Values | None = None) -> Any:
        """Return the row there is, as a tuple; `None` where there is none."""
        found = self._done(connection, [values or {}])
        row = found.fetchone()
        found.close()
        return row

    def do(self, connection: sa.Connection, *rows: Values) -> None:
        """Have it done with each of some rows."""
        self._done(connection, rows).close()

    def _done(self, connection: sa.Connection, rows: Sequence[Values]) -> _Found:
        dialect = connection.dialect
        if dialect.bind_typing is BindTyping.SETINPUTSIZES:  # SQL Server is told types beforehand
            return connection.execute(self.made, rows)
        sql, order = self._as_written(dialect)
        given: Sequence[Any] = (
            rows if order is None else [[row[at] for at in order] for row in rows]
        )
        held = connection.connection
        cursor = held.cursor()
        try:
            if len(given) == 1:
                cursor.execute(sql, given[0])
            else:
                cursor.executemany(sql, given)
        except dialect.loaded_dbapi.Error as error:
            if dialect.is_disconnect(error, held, cursor):
                connection.invalidate(error)
            raise sa.exc.DBAPIError(sql, None, error, hide_parameters=True) from error
        return cursor

    def _as_written(self, dialect: sa.Dialect) -> tuple[str, Sequence[str] | None]:
        """Return it in the words of a dialect, and the order its values stand in, if they do."""
        words = type(dialect), dialect.paramstyle
        if (known := self._written.get(words)) is None:
            compiled = self.made.compile(dialect=dialect)
            known = self._written[words] = str(compiled), getattr(compiled, "positiontup", None)
        return known


BEGIN: Final = Statement(sa.text("BEGIN"))
BEGIN_WRITING: Final = Statement(sa.text("BEGIN IMMEDIATE"))
LOCK_HEAD: Final = Statement(
    sa.select(HEAD, JOURNAL.c.key_id)
    .join(JOURNAL, sa.true())
    .with_for_update(of=(HEAD, JOURNAL))
    .with_hint(HEAD, "WITH (UPDLOCK, HOLDLOCK)", "mssql")
    .with_hint(JOURNAL, "WITH (UPDLOCK, HOLDLOCK)", "mssql")
)
"""The head, held against others, and which master key is the one now.

Both are locked: of a row that is not, PostgreSQL gives what it was when the waiting began.
"""
KEY_ID: Final = Statement(sa.select(JOURNAL.c.key_id))
FIND_CASE: Final = Statement(
    sa.select(CASE.c.no, CASE.c.wrapped, CASE.c.last).where(
        CASE.c.lookup == sa.bindparam("found_by")
    )
)
FIND_CONTENT: Final = Statement(
    sa.select(CONTENT.c.hash).where(
        CONTENT.c.case_no == sa.bindparam("of_case"), CONTENT.c.mark == sa.bindparam("marked")
    )
)
ADD_CASE: Final = Statement(sa.insert(CASE))
ADD_CONTENT: Final = Statement(sa.insert(CONTENT))
ADD_EVENT: Final = Statement(sa.insert(EVENT))
MOVE_HEAD: Final = Statement(sa.update(HEAD))
MOVE_CASE: Final = Statement(
    sa.update(CASE).where(CASE.c.no == sa.bindparam("of_case")).values(last=sa.bindparam("to"))
)
