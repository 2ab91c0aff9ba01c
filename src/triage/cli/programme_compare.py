"""`triage programme compare`: one case under several programmes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from triage.cases.case_file import Case
from triage.cli.assessing import read_named, today
from triage.cli.exits import Exit
from triage.cli.failures import exit_of, show
from triage.cli.loading import load
from triage.cli.location import placed
from triage.cli.options import FILE, LANGUAGE, as_date
from triage.cli.shielding import shield
from triage.cli.streams import emphasis, say, speaks_utf8, width
from triage.diagnostics import Sources, TriageError
from triage.engine import Evaluator
from triage.language.at_hand import DEFAULT, find_by_id, find_rulebook, known_rulebooks
from triage.model.rulebook import Rulebook
from triage.present import comparison_page, language_for, render_markdown, render_text
from triage.programme import compare


@click.command("compare")
@click.argument("case", type=FILE, metavar="CASE")
@click.option(
    "--programme",
    "-p",
    "programmes",
    metavar="R",
    multiple=True,
    help="Path or id of a rulebook; may be repeated.  [default: every programme at hand]",
)
@click.option("--as-of", metavar="D", callback=as_date, help="Day to assess for, as 2026-11-22.")
@LANGUAGE
@click.option(
    "--format", "form", type=click.Choice(("text", "json", "md")), default="text", show_default=True
)
def compare_programmes(
    case: str, programmes: tuple[str, ...], as_of: date | None, language: str | None, form: str
) -> Exit:
    """Assess one case under several programmes.

    CASE is a file as for `triage assess`, or - for standard input. It may hold answers that only
    some of the programmes ask for; each reads its own. Programmes that ask for none of them are
    left out unless they are named.
    """
    sources = Sources()
    found: Case | None = None
    try:
        found = read_named(case, sources, lambda id_: load(find_by_id(id_ or DEFAULT), sources))
        books = _books(programmes, found, sources)
        for book in books:
            shield(found, book, sources)
        day = as_of or found.as_of or today()
        own = books[0].texts.language if books else "da"
        told = compare(map(Evaluator, books), found.answers, day, language_for(language, own))
    except TriageError as error:
        problems = [placed(each, found) for each in error.diagnostics]
        show(problems, sources, language or "da")
        return exit_of(error)
    if form == "json":
        say(f"{json.dumps(told.to_dict(), ensure_ascii=not speaks_utf8(), indent=2)}\n")
        return Exit.DONE
    page = comparison_page(told, found.case)
    say(render_markdown(page) if form == "md" else render_text(page, width(), emphasis()))
    return Exit.DONE


def _books(named: Iterable[str], case: Case, sources: Sources) -> list[Rulebook]:
    """Load the rulebooks that are named, or all at hand that have a programme and ask for this.

    One that asks for nothing in the case is about somebody else: a municipality, perhaps.
    """
    paths: list[Path] = [find_rulebook(name) for name in named]
    if paths:
        return [load(path, sources) for path in paths]
    every = [load(path, sources) for _, path in sorted(dict(known_rulebooks()).items())]
    run = [book for book in every if book.programme is not None]
    return [book for book in run if not case.answers or case.answers.keys() & book.questions.keys()]
