"""What is asked of the database at every event: written out once, and handed to its driver.

What SQLAlchemy does around a statement takes ten times as long as what SQLite does with it. What
is asked now and then is written where it is asked, and goes through SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, Protocol

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import BindTyping

from triage.journal.rows import CASE, CONTENT, EVENT, HEAD, JOURNAL

Values = Mapping[str, Any]
Made = sa.Select[Any] | sa.Insert | sa.Update | sa.TextClause


class _Found(Protocol):
    def fetchone(self) -> Any: ...


class Statement:
    """A statement that is written out once for each driver.

    INVARIANT: it does what SQLAlchemy would do with it, and fails as that would.
    """

    def __init__(self, made: Made) -> None:
        self.made = made
        self._written: dict[object, tuple[str, Sequence[str] | None]] = {}

    def one(self, connection: sa.Connection, values: Values = MappingProxyType({})) -> Any:
        """Return the row there is, as a tuple; `None` where there is none."""
        return self._done(connection, (values,)).fetchone()

    def do(self, connection: sa.Connection, *rows: Values) -> None:
        """Have it done with each of some rows, or once."""
        self._done(connection, rows or ({},))

    def _done(self, connection: sa.Connection, rows: Sequence[Values]) -> _Found:
        dialect = connection.dialect
        if dialect.bind_typing is BindTyping.SETINPUTSIZES:  # SQL Server is told types beforehand
            return connection.execute(self.made, rows)
        words = type(dialect), dialect.paramstyle
        sql, order = self._written.get(words) or self._as_written(dialect)
        given: Sequence[Any] = (
            rows if order is None else [[row[at] for at in order] for row in rows]
        )
        held = connection.connection
        try:
            cursor = held.cursor()
            if len(given) == 1:
                cursor.execute(sql, given[0])
            else:
                cursor.executemany(sql, given)
        except dialect.loaded_dbapi.Error as error:
            raise _refused(connection, held, sql, error) from error
        return cursor

    def _as_written(self, dialect: sa.Dialect) -> tuple[str, Sequence[str] | None]:
        """Return it in the words of a dialect, and the order its values stand in, if they do."""
        compiled = self.made.compile(dialect=dialect)
        found = str(compiled), getattr(compiled, "positiontup", None)
        self._written[type(dialect), dialect.paramstyle] = found
        return found


def commit(connection: sa.Connection) -> None:
    """Commit what was written by these statements or by SQLAlchemy's own."""
    held = connection.connection
    try:
        held.commit()
    except connection.dialect.loaded_dbapi.Error as error:
        raise _refused(connection, held, "COMMIT", error) from error
    connection.commit()  # it begins by itself at its first statement, and must know of the end


def _refused(
    connection: sa.Connection, held: sa.PoolProxiedConnection, sql: str, error: Exception
) -> sa.exc.DBAPIError:
    if connection.dialect.is_disconnect(error, held, None):
        connection.invalidate(error)
    return sa.exc.DBAPIError(sql, None, error, hide_parameters=True)


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
LAST: Final = (
    sa.select(sa.func.max(EVENT.c.number)).where(EVENT.c.case_no == CASE.c.no).scalar_subquery()
)
"""The number of the last event of a case."""
FIND_CASE: Final = Statement(
    sa.select(CASE.c.no, CASE.c.wrapped, LAST).where(CASE.c.lookup == sa.bindparam("found_by"))
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
