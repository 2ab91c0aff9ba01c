"""A sample of a database's own rows and results: read by SQLAlchemy, and never written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from random import Random
from typing import Any

import sqlalchemy as sa

from triage.sql.checking import Cells, Checker, Tally
from triage.sql.problems import refused
from triage.sql.views import Views

_AT_A_TIME = 10_000
_DRIVERS = {"postgresql": "postgresql+psycopg"}

_Found = Mapping[Any, Cells]
"""Rows by their key."""


def checked(views: Views, url: str, rows: int, seed: int = 1) -> Tally:
    """Compare what views in a database say of some rows of its table with the engine.

    The rows are drawn by `seed`. Each view is asked once, for all of them.

    Raises:
        SqlRefused: the database cannot be reached or read, its views are of another rulebook or
            day, or a key stands for several rows.
        EnginesDisagree: two engines gave different outcomes.
    """
    checker, places = Checker(views), views.places
    with _connected(url) as connection:
        _check_about(views, _read(connection, f"{places.prefix}_about", {}))
        keys = _sample(connection, places.table, places.key, rows, seed)
        wanted = {places.key: keys}
        answers = _by_key(_read(connection, places.table, wanted), places.key)
        found = {
            each.name: _by_key(_read(connection, each.name, wanted), places.key)
            for each in checker.views
        }
    for key in keys:
        checker.compare(answers[key], {name: rows_[key] for name, rows_ in found.items()})
    return checker.tally


@contextmanager
def _connected(url: str) -> Iterator[sa.Connection]:
    try:
        made = sa.make_url(url)
        driver = _DRIVERS.get(made.drivername, made.drivername)
        engine = sa.create_engine(
            made.set(drivername=driver), hide_parameters=True, poolclass=sa.NullPool
        )
        with engine.connect() as connection:
            yield connection
            connection.rollback()
    except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ModuleNotFoundError):
        raise refused("sql-no-driver") from None
    except (sa.exc.SQLAlchemyError, KeyError):
        raise refused("sql-unreadable") from None


def _check_about(views: Views, about: Sequence[Cells]) -> None:
    told = {(each["digest"], each["as_of"]) for each in about}
    if told != {(views.rulebook.digest, views.as_of.isoformat())}:
        raise refused("sql-other-views", rulebook=views.rulebook.id, as_of=str(views.as_of))


def _sample(connection: sa.Connection, table: str, key: str, rows: int, seed: int) -> list[Any]:
    """Draw some keys, each row being as likely as any other (reservoir sampling, Vitter 1985)."""
    draw, kept = Random(seed), list[Any]()
    asked = sa.select(_column(key)).select_from(_table(table)).where(_column(key).is_not(None))
    streamed = connection.execution_options(yield_per=_AT_A_TIME).execute(asked)
    for number, (each,) in enumerate(streamed):
        if number < rows:
            kept.append(each)
        elif (place := draw.randrange(number + 1)) < rows:
            kept[place] = each
    return kept


def _read(connection: sa.Connection, name: str, wanted: Mapping[str, list[Any]]) -> list[Cells]:
    asked = sa.select(sa.text("*")).select_from(_table(name))
    for column, values in wanted.items():
        asked = asked.where(_column(column).in_(values))
    return [dict(each) for each in connection.execute(asked).mappings()]


def _by_key(rows: Sequence[Cells], key: str) -> _Found:
    found = {each[key]: each for each in rows}
    if len(found) != len(rows):
        raise refused("sql-key-twice", column=key)
    return found


def _column(name: str) -> sa.ColumnClause[Any]:
    return sa.column(_spelled(name))


def _table(name: str) -> sa.TableClause:
    schema, _, bare = name.rpartition(".")
    return sa.table(_spelled(bare), schema=_spelled(schema) if schema else None)


def _spelled(name: str) -> sa.sql.quoted_name:
    """Return a name as it is spelled, whatever words the database keeps for itself."""
    return sa.sql.quoted_name(name, quote=True)
