"""`triage programme report`: how a programme goes, from a table of its participants."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from triage.cli.assess import as_date
from triage.cli.assessing import today
from triage.cli.exits import Exit
from triage.cli.failures import exit_of, show
from triage.cli.rulebooks import find_rulebook
from triage.cli.streams import emphasis, say, speaks_utf8, width
from triage.cli.writing import write_whole
from triage.diagnostics import Diagnostic, Severity, Sources, TableError, TriageError
from triage.programme.following import (
    LIMIT,
    ForTheTeam,
    Order,
    ProgrammeReport,
    Table,
    read_participants,
    report_of,
)
from triage.report import (
    language_for,
    programme_report_page,
    render_csv,
    render_html,
    render_markdown,
    render_text,
    render_xlsx,
)
from triage.rulebook.load import load

_FORMS = ("text", "md", "json", "html", "csv", "xlsx")
_SHOWN = 20
"""So many problems are shown; the others are counted."""


@click.command("report")
@click.argument("rulebook", metavar="PROGRAMME")
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
    "--team", "stays", is_flag=True, help="For the team alone: nothing hidden, cases by their ids."
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    help="How many the team has; from five on, what they did otherwise is shown, with --team.",
)
@click.option(
    "--order",
    type=click.Choice([each.value for each in Order]),
    default=Order.DATE.value,
    show_default=True,
    help="By what waiting lists are ordered, with --team.",
)
@click.option("--lang", "language", type=click.Choice(("da", "sv", "en")), envvar="TRIAGE_LANG")
@click.option("--format", "form", type=click.Choice(_FORMS), help="Else by the ending of --output.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="File to write to.")
def report(  # noqa: PLR0913, PLR0917 - each is an option
    rulebook: str,
    table: Path,
    as_of: date | None,
    limit: int,
    stays: bool,
    workers: int | None,
    order: str,
    language: str | None,
    form: str | None,
    output: Path | None,
) -> Exit:
    """Report how a programme goes: targets, what was offered and followed, money.

    PROGRAMME is a folder, a file, or the id of a rulebook; TABLE a CSV, Parquet or SQLite file, as
    docs/following.md describes.
    """
    sources = Sources()
    try:
        book = load(find_rulebook(rulebook), sources)
        read = read_participants(table, book)
        spoken = language_for(language, book.texts.language)
        staying = ForTheTeam(workers, Order(order)) if stays else None
        made = report_of(book, read, as_of or today(), spoken, limit=limit, staying=staying)
        if made is None:
            raise TableError((Diagnostic("no-programme", details={"name": book.id}),))
        _put(made, form or _form_of(output), output)
    except TriageError as error:
        show(error.diagnostics, sources, language or "en")
        return exit_of(error)
    return _problems(read, language or "en")


def _form_of(output: Path | None) -> str:
    ending = output.suffix[1:] if output is not None else ""
    return ending if ending in _FORMS else "text"


def _put(made: ProgrammeReport, form: str, output: Path | None) -> None:
    if output is None:
        if form == "xlsx":
            raise click.UsageError("--format xlsx takes --output FILE")
        say(str(_rendered(made, form)))
        return
    content = _rendered(made, form)
    try:
        write_whole(output, content if isinstance(content, bytes) else content.encode())
    except OSError:
        details = {"file": str(output)}
        raise TableError((Diagnostic("cannot-be-saved", details=details),)) from None


def _rendered(made: ProgrammeReport, form: str) -> str | bytes:
    page = programme_report_page(made)
    match form:
        case "json":
            return f"{json.dumps(made.to_dict(), ensure_ascii=not speaks_utf8(), indent=2)}\n"
        case "md":
            return render_markdown(page)
        case "html":
            return render_html(page, made.language)
        case "csv":
            return render_csv(page)
        case "xlsx":
            return render_xlsx(page)
        case _:
            return render_text(page, width(), emphasis())


def _problems(read: Table, language: str) -> Exit:
    """Tell the rows that were left out; the report has been written without them."""
    if not read.problems:
        return Exit.DONE
    shown = list(read.problems[:_SHOWN])
    if read.bad_rows > _SHOWN:
        more = {"count": read.bad_rows}
        shown.append(Diagnostic("more-problems", details=more, severity=Severity.NOTE))
    show(shown, None, language)
    return Exit.INVALID
