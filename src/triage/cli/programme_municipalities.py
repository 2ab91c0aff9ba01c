"""`triage programme municipalities`: which methods fit which, from a table of their answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from triage.cli.context import Context, command, today
from triage.cli.exits import Exit
from triage.cli.options import AS_OF, LANGUAGE, RULEBOOK, forms_of_a_file
from triage.cli.table_reports import FORMS, tell_left_out, write_report
from triage.present import municipalities_page
from triage.programme.municipalities import compare_municipalities


@command("municipalities")
@click.argument("table", metavar="TABLE", type=click.Path(path_type=Path))
@click.option(
    "--rulebook", "name", type=RULEBOOK, metavar="R", default="siri-fitting", show_default=True
)
@AS_OF
@LANGUAGE
@forms_of_a_file(*FORMS)
def municipalities(
    context: Context,
    table: Path,
    name: str,
    as_of: date | None,
    output: Path | None,
    written_as: str,
) -> Exit:
    """Compare municipalities: which methods fit which.

    TABLE is a CSV, xlsx, Parquet or SQLite file with a row for each municipality: a column
    `municipality`, and one for each question, named by its id. Nothing ranks them.
    """
    if written_as == "xlsx" and output is None:
        raise click.UsageError("--format xlsx takes --output FILE.")
    book = context.load(name)
    language = context.language_of(book)
    made, problems = compare_municipalities(book, table, as_of or today(), language)
    write_report(made, municipalities_page(made), language, written_as, output)
    return tell_left_out(problems.told, made.bad_rows, context)
