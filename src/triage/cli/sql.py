"""`triage sql`: a rulebook as views of a database, and whether these say what the engine says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from triage.cli.atomic_write import save
from triage.cli.context import Context, command, say_json
from triage.cli.exits import Exit
from triage.cli.options import LANGUAGE, RULEBOOK, as_date, forms
from triage.cli.streams import say
from triage.diagnostics import needed

if TYPE_CHECKING:
    from triage.sql.checking import Tally
    from triage.sql.views import Views

_DIALECTS = ("duckdb", "sqlite", "postgres", "spark", "tsql", "snowflake")
_MOST_ROWS = 2_000


@command("sql")
@click.argument("rulebook", type=RULEBOOK)
@click.option(
    "--dialect",
    required=True,
    type=click.Choice(_DIALECTS),
    help="Whose SQL. Our tests run all but T-SQL and Snowflake, which are only written.",
)
@click.option(
    "--as-of", metavar="D", required=True, callback=as_date, help="Day the views are for."
)
@click.option(
    "--table",
    default="assessments",
    show_default=True,
    help="Table to read; its schema may stand before it: `reporting.assessments`.",
)
@click.option(
    "--key", default="case", show_default=True, help="Column that names a row, each another."
)
@click.option(
    "--prefix", default="triage", show_default=True, help="What the names of all views begin with."
)
@click.option(
    "--output", "-o", metavar="FILE", type=click.Path(path_type=Path), help="File to write to."
)
@click.option(
    "--check",
    "url",
    metavar="URL",
    help="Write nothing; compare rows that the views in this database say something of with the "
    "engine. The URL is SQLAlchemy's, as `sqlite:///cases.db`; keep passwords out of it.",
)
@click.option(
    "--rows",
    type=click.IntRange(1, _MOST_ROWS),
    default=500,
    show_default=True,
    help="How many rows to compare.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="What draws the rows.")
@LANGUAGE
@forms("text", "md", "json", told="Form of the comparison.")
def sql(context: Context, rulebook: str, **given: Any) -> Exit:
    """Write a rulebook as views of a database, or check those there are.

    The table has a row for each assessment and a column for each answer, named by its path. The
    views say of each row what `triage assess` says: open answers stay open. `exact` is 0 where an
    open typology and an output rest on the same open answers, and a view may hold too much.
    """
    needed("sqlglot", "needs-sql")
    views = _views(context, rulebook, given)
    if given["url"] is None:
        from triage.sql.script import script

        text = script(views)
        if given["output"] is None:
            say(text)
        else:
            save(given["output"], text)
        return Exit.DONE
    return _check(context, views, given)


def _views(context: Context, rulebook: str, given: dict[str, Any]) -> Views:
    from triage.sql.dialects import DIALECTS
    from triage.sql.views import Places, Views

    day: date = given["as_of"]
    places = Places(given["table"], given["key"], given["prefix"])
    return Views(context.load(rulebook), day, DIALECTS[given["dialect"]], places)


def _check(context: Context, views: Views, given: dict[str, Any]) -> Exit:
    from triage.present.sql_check_page import sql_check_page

    sampling, book = needed("triage.sql.sampling", "needs-sql"), views.rulebook
    tally = sampling.checked(views, given["url"], given["rows"], given["seed"])
    if context.form == "json":
        say_json(_document(views, tally))
    else:
        context.say_page(sql_check_page(tally, book, context.language_of(book)))
    return Exit.FAILED if tally.differing else Exit.DONE


def _document(views: Views, tally: Tally) -> dict[str, Any]:
    return {
        "schema": "triage.sql-check/1",
        "rulebook": views.rulebook.stamp.model_dump(mode="json"),
        "dialect": views.dialect.name,
        "as_of": views.as_of.isoformat(),
        **tally.to_dict(),
    }
