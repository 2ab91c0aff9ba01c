"""`triage programme simulate`: a table of made-up participants, to try the report on."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import click

from triage.cli.assessing import today
from triage.cli.exits import Exit
from triage.cli.failures import exit_of, show
from triage.cli.loading import load
from triage.cli.options import LANGUAGE, RULEBOOK, as_date
from triage.cli.streams import say
from triage.cli.writing import save
from triage.diagnostics import Sources, TriageError
from triage.language.at_hand import find_rulebook
from triage.programme import simulate
from triage.programme.monitoring import COLUMNS


@click.command("simulate")
@click.argument("rulebook", type=RULEBOOK, metavar="PROGRAMME")
@click.option("--participants", type=click.IntRange(1), help="How many, where no source says.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another table for each.")
@click.option(
    "--as-of", metavar="D", callback=as_date, help="Last day, where no source says; else today."
)
@LANGUAGE
@click.option("--output", "-o", type=click.Path(path_type=Path), help="CSV file to write to.")
def simulated(
    rulebook: str,
    participants: int | None,
    seed: int,
    as_of: date | None,
    language: str | None,
    output: Path | None,
) -> Exit:
    """Write a table of participants nobody is behind; every row says so.

    What a programme has published comes out exactly; else what it aims at, as if it had been
    reached. Everything else is drawn by chance.
    """
    sources = Sources()
    try:
        book = load(find_rulebook(rulebook), sources)
        text = io.StringIO()
        table = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
        table.writeheader()
        table.writerows(simulate(book, seed, as_of or today(), participants))
        if output is None:
            say(text.getvalue())
        else:
            save(output, text.getvalue())
    except TriageError as error:
        show(error.diagnostics, sources, language or "en")
        return exit_of(error)
    return Exit.DONE
