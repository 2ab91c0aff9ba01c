"""`triage programme yearly`: cases by year and typology, from the outcomes of a batch."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import click

from triage.cli.atomic_write import save
from triage.cli.context import Context, command
from triage.cli.exits import Exit
from triage.cli.options import MESSAGES
from triage.cli.streams import say
from triage.diagnostics import Diagnostic, TableError, needed
from triage.programme.cell_suppression import LIMIT
from triage.programme.yearly import OPEN, Yearly

_WANTED = ("as_of", "typology")


@command("yearly")
@click.argument("outcomes", type=click.Path(path_type=Path))
@click.option(
    "--limit",
    type=click.IntRange(3),
    default=LIMIT,
    show_default=True,
    help="Hide numbers below this, and what they could be worked out from.",
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="CSV file to write to.")
@MESSAGES
def yearly(context: Context, outcomes: Path, limit: int, output: Path | None) -> Exit:  # noqa: ARG001 - every command has one
    """Count cases by year and typology, small numbers hidden.

    OUTCOMES is what `triage batch` wrote as Parquet. Writes a CSV with a line for each year and
    typology, and their sums; an empty number is hidden. A case counts once in each line.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(("year", "typology", "cases"))
    writer.writerows(_read(outcomes).counts(limit))
    if output is None:
        say(text.getvalue())
    else:
        save(output, text.getvalue())
    return Exit.DONE


def _read(file: Path) -> Yearly:
    """Read outcomes, as few columns of them as it takes.

    Raises:
        TableError: it is no such file.
        ExtraMissing: it takes packages that are not installed.
    """
    arrow, parquet = (needed(each, "needs-tables") for each in ("pyarrow", "pyarrow.parquet"))
    try:
        opened = parquet.ParquetFile(file)
        names = opened.schema_arrow.names
        if not {*_WANTED} <= {*names}:
            raise _refused(file)
        table = opened.read(columns=[*_WANTED, *(["case"] if "case" in names else [])])
    except (OSError, arrow.ArrowException):
        raise _refused(file) from None
    found = Yearly()
    years = (day.year for day in table.column("as_of").to_pylist())
    found.add(_cases(table), years, map(_came_to, table.column("typology").to_pylist()))
    return found


def _cases(table: Any) -> list[int]:
    """Return a number for the case of each row; a row without an id is a case of its own."""
    if "case" not in table.column_names:
        return list(range(table.num_rows))
    numbers: dict[Any, int] = {}
    cases = table.column("case").to_pylist()
    return [
        -1 - row if case is None else numbers.setdefault(case, len(numbers))
        for row, case in enumerate(cases)
    ]


def _came_to(typology: list[str]) -> str:
    return typology[0] if len(typology) == 1 else OPEN


def _refused(file: Path) -> TableError:
    return TableError((Diagnostic("no-outcomes", details={"table": str(file)}),))
