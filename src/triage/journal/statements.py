"""What is asked of the database at every event: written out once, and handed to its driver.

What SQLAlchemy does around a statement takes ten times as long as what SQLite does with it. What
is asked now and then is written where it is asked, and goes through SQLAlchemy.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import BindTyping

from triage.journal.rows import CASE, CONTENT, EVENT, HEAD, JOURNAL

Values = tuple[Any, ...]
Made = sa.Select[Any] | sa.Insert | sa.Update | sa.TextClause


class Statement:
    """A statement, and the names of the values it takes, in order."""

    def __init__(self, made: Made, *names: str) -> None:
        self.made, self.names = made, names


class Driver:
    """A connection whose driver is handed statements itself.

    INVARIANT: it does what SQLAlchemy would do with them, and fails as that would.
    """

    def __init__(self, connection: sa.Connection) -> None:
        dialect = connection.dialect
        self.connection = connection
        self._held = connection.connection
        self._cursor = self._held.cursor()
        self._refused = dialect.loaded_dbapi.Error
        self._written = _WRITTEN[type(dialect), dialect.paramstyle]
        # SQL Server's is told the types of values beforehand.
        self._is_told_types = dialect.bind_typing is BindTyping.SETINPUTSIZES

    def one(self, statement: Statement, *values: Any) -> Any:
        """Return the row there is, as a tuple; `None` where there is none."""
        return self._done(statement, (values,)).fetchone()

    def do(self, statement: Statement, *rows: Values) -> None:
        """Have it done with each of some rows, or once."""
        self._done(statement, rows or ((),))

    def commit(self) -> None:
        """Commit what was written, by these statements or by SQLAlchemy's own."""
        try:
            self._held.commit()
        except self._refused as error:
            raise self._told("COMMIT", error) from error
        self.connection.commit()  # it begins by itself at its first statement

    def _done(self, statement: Statement, rows: tuple[Values, ...]) -> Any:
        if self._is_told_types:
            named = [dict(zip(statement.names, row, strict=True)) for row in rows]
            return self.connection.execute(statement.made, named)
        sql, is_named = self._written.get(statement) or self._as_written(statement)
        given: Any = rows
        if is_named:
            given = [dict(zip(statement.names, row, strict=True)) for row in rows]
        try:
            if len(given) == 1:
                self._cursor.execute(sql, given[0])
            else:
                self._cursor.executemany(sql, given)
        except self._refused as error:
            raise self._told(sql, error) from error
        return self._cursor

    def _as_written(self, statement: Statement) -> tuple[str, bool]:
        """Return a statement in the words of the dialect, and whether its values go by name."""
        compiled: Any = statement.made.compile(dialect=self.connection.dialect)
        order = getattr(compiled, "positiontup", None)
        assert order is None or tuple(order) == statement.names
        found = self._written[statement] = str(compiled), order is None and bool(statement.names)
        return found

    def _told(self, sql: str, error: Any) -> sa.exc.DBAPIError:
        """Return an error as SQLAlchemy has it; give up a connection that is lost."""
        if self.connection.dialect.is_disconnect(error, self._held, self._cursor):
            self.connection.invalidate(error)
        return sa.exc.DBAPIError(sql, None, error, hide_parameters=True)


_WRITTEN: Final = defaultdict[tuple[type[sa.Dialect], str], dict[Statement, tuple[str, bool]]](dict)
"""The statements in the words of each dialect."""


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
    sa.select(CASE.c.no, CASE.c.wrapped, LAST).where(CASE.c.lookup == sa.bindparam("lookup")),
    "lookup",
)
FIND_CONTENT: Final = Statement(
    sa.select(CONTENT.c.hash).where(
        CONTENT.c.case_no == sa.bindparam("case_no"), CONTENT.c.mark == sa.bindparam("mark")
    ),
    "case_no",
    "mark",
)
ADD_CASE: Final = Statement(sa.insert(CASE), *CASE.c.keys())
ADD_CONTENT: Final = Statement(sa.insert(CONTENT), *CONTENT.c.keys())
ADD_EVENT: Final = Statement(sa.insert(EVENT), *EVENT.c.keys())
MOVE_HEAD: Final = Statement(sa.update(HEAD), *HEAD.c.keys())
