"""`triage programme find`: an invitation list of people nobody sees, with the letter they get."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from triage.cli.assess import as_date
from triage.cli.assessing import today
from triage.cli.exits import Exit
from triage.cli.failures import exit_of, show
from triage.cli.rulebooks import find_rulebook
from triage.cli.streams import emphasis, say, width
from triage.cli.writing import write_whole
from triage.diagnostics import Diagnostic, TableError, TriageError
from triage.programme.finding import (
    LANGUAGES,
    Found,
    Method,
    Tables,
    Telling,
    letter,
    match,
    read_declared,
    read_known,
)
from triage.programme.problems import Problems
from triage.report import found_page, found_reason, render_markdown, render_text, written_day

_LIMIT = 10
_SHOWN = 20
_COLUMNS = ("id", "reason", "purpose", "legal_basis")


@click.command("find")
@click.argument("tables", metavar="TABLES", type=click.Path(path_type=Path))
@click.option("--purpose", required=True, help="What for; stands on everything that comes of it.")
@click.option("--legal-basis", required=True, help="By what law; stands on it as well.")
@click.option("--sender", required=True, help="Who is responsible for the information.")
@click.option("--contact", required=True, help="A sentence on how to answer the letter.")
@click.option("--dpo", required=True, help="How to reach the data protection officer.")
@click.option("--delete-by", required=True, callback=as_date, help="When everything is deleted.")
@click.option(
    "--output",
    "-o",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder to write to; must not be there.",
)
@click.option("--as-of", metavar="D", callback=as_date, help="Day to look as of; else today.")
@click.option(
    "--method",
    type=click.Path(path_type=Path),
    help="File that says whom to look for; else that of Projekt 500.",
)
@click.option("--team", "stays", is_flag=True, help="Counts stay in the team: small ones shown.")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), envvar="TRIAGE_LANG")
def find(  # noqa: PLR0913, PLR0917 - each is an option
    tables: Path,
    purpose: str,
    legal_basis: str,
    sender: str,
    contact: str,
    dpo: str,
    delete_by: date,
    output: Path,
    as_of: date | None,
    method: Path | None,
    stays: bool,
    language: str | None,
) -> Exit:
    """Find people who took a course and have had no income since, to invite them.

    TABLES is a file that says where the tables are, as docs/finding.md describes. Writes a folder
    with the list, the letter in three languages, and how many were left out for what. It decides
    nothing about anybody, and keeps nothing.
    """
    telling = Telling(sender, contact, dpo, purpose, legal_basis, delete_by)
    spoken = language or "da"
    try:
        if output.exists():
            raise TableError((Diagnostic("not-written-over", details={"file": str(output)}),))
        declared = read_declared(tables, Tables)
        looked_for = read_declared(method or _shipped(), Method)
        day = as_of or today()
        known, problems = read_known(declared, looked_for, day, tables.parent)
        found = match(known, looked_for, day)
        page = found_page(found, telling, looked_for, spoken, limit=1 if stays else _LIMIT)
        files = {
            "invitations.csv": _invitations(found, telling, spoken),
            "count.md": render_markdown(page),
            "count.json": _counts(found, telling, 1 if stays else _LIMIT),
            **dict(_letters(declared, telling)),
        }
        _write(output, files)
    except TriageError as error:
        show(error.diagnostics, None, language or "en")
        return exit_of(error)
    say(render_text(page, width(), emphasis()))
    return _problems(problems, language or "en")


def _shipped() -> Path:
    """Give the method that comes with the rulebook of Projekt 500."""
    return find_rulebook("projekt-500") / "find" / "danish-courses.yaml"


def _invitations(found: Found, telling: Telling, language: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for each in found.invited:
        reason = found_reason(each, found, language)
        writer.writerow((each.id, reason, telling.purpose, telling.legal_basis))
    return text.getvalue()


def _counts(found: Found, telling: Telling, limit: int) -> str:
    counts = found.counts(limit)
    content = {
        "schema": "triage.found/1",
        "purpose": telling.purpose,
        "legal_basis": telling.legal_basis,
        "limit": limit,
        "looked_at": counts.looked_at,
        "invited": counts.invited,
        "left_out": dict(counts.left_out),
    }
    return f"{json.dumps(content, ensure_ascii=False, indent=2)}\n"


def _letters(declared: Tables, telling: Telling) -> Iterator[tuple[str, str]]:
    sources = {"courses": declared.courses.called, "income": declared.income.called}
    for language in LANGUAGES:
        day = written_day(telling.delete_by, language)
        yield f"letter.{language}.md", letter(telling, sources, language, day)


def _write(output: Path, files: dict[str, str]) -> None:
    """Write the folder, wholly or not at all; only its owner can read it."""
    try:
        with tempfile.TemporaryDirectory(dir=output.parent, prefix=".find-") as made:
            folder = Path(made) / output.name
            folder.mkdir(mode=0o700)
            for name, text in files.items():
                write_whole(folder / name, text.encode())
            folder.rename(output)
    except OSError:
        details = {"file": str(output)}
        raise TableError((Diagnostic("cannot-be-saved", details=details),)) from None


def _problems(problems: dict[str, Problems], language: str) -> Exit:
    """Tell the rows that could not be used, table by table."""
    done = Exit.DONE
    for called, each in problems.items():
        if each.told:
            done = Exit.INVALID
            more: dict[str, str | int] = {"table": called, "count": len(each.rows)}
            show([Diagnostic("rows-of-a-table", details=more), *each.told[:_SHOWN]], None, language)
    return done
