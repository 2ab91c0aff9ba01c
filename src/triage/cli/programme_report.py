"""`triage programme report`: how a programme goes, from a table of its participants."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from triage.cli.context import Context, command, today
from triage.cli.exits import Exit
from triage.cli.options import LANGUAGE, RULEBOOK, as_date, forms_of_a_file
from triage.cli.release_ledger import opened_ledger
from triage.cli.table_reports import FORMS, tell_left_out, write_report
from triage.diagnostics import needed
from triage.model.rulebook import Rulebook
from triage.present import programme_report_page
from triage.programme.cell_suppression import LIMIT
from triage.programme.monitoring import (
    ForTheTeam,
    Order,
    ProgrammeReport,
    Table,
    participants_in,
    read_participants,
    released_report,
    report_of,
    table_of,
)


@command("report")
@click.argument("rulebook", type=RULEBOOK, metavar="PROGRAMME")
@click.argument("table", metavar="[TABLE]", type=click.Path(path_type=Path), required=False)
@click.option("--journal", metavar="FILE|URL", help="Report from this journal instead of a TABLE.")
@click.option("--as-of", metavar="D", callback=as_date, help="Day to report as of; else today.")
@click.option(
    "--limit",
    type=click.IntRange(3),
    default=LIMIT,
    show_default=True,
    help="Hide numbers below this, and what they could be worked out from.",
)
@click.option(
    "--team", "stays", is_flag=True, help="For the team alone: hide nothing, name cases by id."
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    help="Workers in the team; from five on, what they did otherwise is shown. Needs --team.",
)
@click.option(
    "--order",
    type=click.Choice([each.value for each in Order]),
    help="How waiting lists are ordered; else by date. Needs --team.",
)
@click.option(
    "--release",
    metavar="LEDGER",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File that keeps the numbers that were published: none that follows tells of a few.",
)
@LANGUAGE
@forms_of_a_file(*FORMS)
def report(context: Context, rulebook: str, table: Path | None, **options: Any) -> Exit:
    """Report how a programme is going: targets, what was offered and followed, money.

    PROGRAMME is a folder, a file, or the id of a rulebook; TABLE a CSV, Parquet or SQLite file, as
    docs/how-to/report-on-a-programme.md describes. With --journal it takes no table, and no key.
    """
    output, staying = options["output"], _staying(options)
    form = options["written_as"]
    if form == "xlsx" and output is None:
        raise click.UsageError("--format xlsx takes --output FILE.")
    book = context.load(rulebook)
    read = _read(table, options["journal"], book)
    day, spoken = options["as_of"] or today(), context.language_of(book)
    if options["release"] is None:
        made = report_of(book, read, day, spoken, limit=options["limit"], staying=staying)
        _write(made, form, output)
        return tell_left_out(read.problems, read.bad_rows, context)
    with opened_ledger(options["release"], book.id, options["limit"]) as kept:
        made, ledger = released_report(book, read, day, spoken, kept.ledger)
        kept.save(ledger)  # first: what nobody read is kept for nothing, and does no harm
        _write(made, form, output)
    return tell_left_out(read.problems, read.bad_rows, context)


def _read(file: Path | None, journal: str | None, rulebook: Rulebook) -> Table:
    """Read participants from a table, or from what of a journal can be counted without its key."""
    if (file is None) == (journal is None):
        raise click.UsageError("It takes a TABLE or --journal, and one of them.")
    if file is not None:
        return read_participants(file, rulebook)
    events = needed("triage.journal.open_part", "needs-journal").open_events(journal)
    return participants_in(table_of(events), "journal", rulebook)


def _write(made: ProgrammeReport, form: str, output: Path | None) -> None:
    write_report(made, programme_report_page(made), made.language, form, output)


def _staying(options: Mapping[str, Any]) -> ForTheTeam | None:
    workers, order = options["workers"], options["order"]
    if options["stays"] and options["release"] is not None:
        raise click.UsageError("--release is for what leaves the team; leave out --team.")
    if options["stays"]:
        return ForTheTeam(workers, Order(order or Order.DATE))
    if workers is not None or order is not None:
        raise click.UsageError("--workers and --order take --team.")
    return None
