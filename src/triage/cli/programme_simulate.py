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
@click.option(
    "--seed", type=int, default=1, show_default=True, help="Each seed gives another table."
)
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
    """Write a table of made-up participants; every row says that they are.

    What a programme has published comes out exactly; if it has published nothing, its targets come
    out as if they had been reached. Everything else is random.
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
