"""The statements that make the views, as a file to read, keep and run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from triage.sql import terms
from triage.sql.steps import Query
from triage.sql.views import View, Views

_TRIED = "This dialect is run in the tests of triage."
_NOT_TRIED = (
    "This dialect is only written, and not run, in the tests of triage.",
    "Compare a sample with `triage sql --check` before you rest anything on it.",
)


def script(views: Views) -> str:
    """Return the statements that replace the views, each after those it reads.

    Raises:
        SqlRefused: a view does not fit the dialect.
    """
    made = [*views.all()]
    lines = [f"-- {line}" for line in _head(views)]
    ended = ";\nGO" if views.dialect.has_batches else ";"
    statements = [*_set(views), *_dropped(views, made), *_created(views, made)]
    return "\n".join([*lines, "", *(f"{each}{ended}\n" for each in statements)])


def _head(views: Views) -> Iterator[str]:
    book, places = views.rulebook, views.places
    yield f"{book.id} {book.version} as of {views.as_of.isoformat()}, for {views.dialect.name}"
    yield f"Digest of the rulebook: {book.digest}"
    yield f"Reads {places.table}: {places.key}, and a column for each answer:"
    yield from (f"  {each.path}" for each in views.variables)
    yield from (_TRIED,) if views.dialect.tried else _NOT_TRIED
    if views.dialect.settings:
        yield "Set the same in every session that reads the views: a large rulebook takes it."


def _set(views: Views) -> Iterator[str]:
    for name, value in views.dialect.settings.items():
        yield f"SET {name} = {value}"


def _dropped(views: Views, made: Iterable[View]) -> Iterator[str]:
    query = Query(views.places.table, views.dialect)
    for each in reversed([*made]):
        yield f"DROP VIEW IF EXISTS {query.written(terms.table(each.name))}"


def _created(views: Views, made: Iterable[View]) -> Iterator[str]:
    query = Query(views.places.table, views.dialect)
    for each in made:
        yield f"CREATE VIEW {query.written(terms.table(each.name))} AS\n{each.query}"
