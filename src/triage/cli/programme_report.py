"""`triage programme report`: how a programme goes, from a table of its participants."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from triage.cli.atomic_write import save
from triage.cli.context import Context, command, today
from triage.cli.exits import Exit
from triage.cli.options import LANGUAGE, RULEBOOK, as_date, forms_of_a_file
from triage.cli.release_ledger import opened_ledger
from triage.cli.streams import emphasis, say, speaks_utf8, width
from triage.diagnostics import Diagnostic, Severity
from triage.present import (
    programme_report_page,
    render_csv,
    render_html,
    render_markdown,
    render_text,
    render_xlsx,
)
from triage.programme.cell_suppression import LIMIT
from triage.programme.monitoring import (
    ForTheTeam,
    Order,
    ProgrammeReport,
    Table,
    read_participants,
    released_report,
    report_of,
)

_SHOWN = 20
"""So many problems are shown; the others are counted."""


@command("report")
@click.argument("rulebook", type=RULEBOOK, metavar="PROGRAMME")
@click.argument("table", metavar="TABLE", type=click.Path(path_type=Path))
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
@forms_of_a_file("text", "md", "json", "html", "csv", "xlsx")
def report(context: Context, rulebook: str, table: Path, **options: Any) -> Exit:
    """Report how a programme is going: targets, what was offered and followed, money.

    PROGRAMME is a folder, a file, or the id of a rulebook; TABLE a CSV, Parquet or SQLite file, as
    docs/how-to/report-on-a-programme.md describes.
    """
    output, staying = options["output"], _staying(options)
    form = options["written_as"]
    if form == "xlsx" and output is None:
        raise click.UsageError("--format xlsx takes --output FILE.")
    book = context.load(rulebook)
    read = read_participants(table, book)
    day, spoken = options["as_of"] or today(), context.language_of(book)
    if options["release"] is None:
        made = report_of(book, read, day, spoken, limit=options["limit"], staying=staying)
        _write(made, form, output)
        return _problems(read, context)
    with opened_ledger(options["release"], book.id, options["limit"]) as kept:
        made, ledger = released_report(book, read, day, spoken, kept.ledger)
        kept.save(ledger)  # first: what nobody read is kept for nothing, and does no harm
        _write(made, form, output)
    return _problems(read, context)


def _write(made: ProgrammeReport, form: str, output: Path | None) -> None:
    if output is None:
        page = _Showing(width(), emphasis(), escaped=not speaks_utf8())
        say(str(_rendered(made, form, page)))
    else:
        save(output, _rendered(made, form, _Showing()))


def _staying(options: Mapping[str, Any]) -> ForTheTeam | None:
    workers, order = options["workers"], options["order"]
    if options["stays"] and options["release"] is not None:
        raise click.UsageError("--release is for what leaves the team; leave out --team.")
    if options["stays"]:
        return ForTheTeam(workers, Order(order or Order.DATE))
    if workers is not None or order is not None:
        raise click.UsageError("--workers and --order take --team.")
    return None


@dataclass(frozen=True, slots=True)
class _Showing:
    """What is shown on: a terminal so wide, or, as it stands, a file."""

    width: int = 80
    emphasis: Callable[[str], str] = str
    escaped: bool = False


def _rendered(made: ProgrammeReport, form: str, on: _Showing) -> str | bytes:
    page = programme_report_page(made)
    match form:
        case "json":
            return f"{json.dumps(made.to_dict(), ensure_ascii=on.escaped, indent=2)}\n"
        case "md":
            return render_markdown(page)
        case "html":
            return render_html(page, made.language)
        case "csv":
            return render_csv(page)
        case "xlsx":
            return render_xlsx(page)
        case _:
            return render_text(page, on.width, on.emphasis)


def _problems(read: Table, context: Context) -> Exit:
    """Tell the rows that were left out; the report has been written without them."""
    if not read.problems:
        return Exit.DONE
    shown = list(read.problems[:_SHOWN])
    if read.bad_rows > _SHOWN:
        more = {"count": read.bad_rows}
        shown.append(Diagnostic("more-problems", details=more, severity=Severity.NOTE))
    context.tell(shown)
    return Exit.INVALID
