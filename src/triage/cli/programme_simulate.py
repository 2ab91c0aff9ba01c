"""`triage programme simulate`: a table of made-up participants, to try the report on."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import click

from triage.cli.atomic_write import save
from triage.cli.context import Context, command, today
from triage.cli.exits import Exit
from triage.cli.options import LANGUAGE, RULEBOOK, as_date
from triage.cli.streams import say
from triage.programme import simulate
from triage.programme.monitoring import COLUMNS


@command("simulate")
@click.argument("rulebook", type=RULEBOOK, metavar="PROGRAMME")
@click.option("--participants", type=click.IntRange(1), help="How many, where no source says.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another table for each.")
@click.option(
    "--as-of", metavar="D", callback=as_date, help="Last day, where no source says; else today."
)
@LANGUAGE
@click.option("--output", "-o", type=click.Path(path_type=Path), help="CSV file to write to.")
def simulated(
    context: Context,
    rulebook: str,
    participants: int | None,
    seed: int,
    as_of: date | None,
    output: Path | None,
) -> Exit:
    """Write a table of participants nobody is behind; every row says so.

    What a programme has published comes out exactly; else what it aims at, as if it had been
    reached. Everything else is drawn by chance.
    """
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    table.writeheader()
    table.writerows(simulate(context.load(rulebook), seed, as_of or today(), participants))
    if output is None:
        say(text.getvalue())
    else:
        save(output, text.getvalue())
    return Exit.DONE
