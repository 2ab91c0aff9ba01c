"""`triage rules balance`: what stored cases come to, group by group, and where groups differ."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from triage.cli.atomic_write import save
from triage.cli.context import Context, command
from triage.cli.exits import Exit
from triage.cli.options import LANGUAGE, RULEBOOK, forms_of_a_file
from triage.cli.stored_assessments import stored_cases
from triage.cli.streams import emphasis, say, speaks_utf8, width
from triage.present import render_html, render_markdown, render_text
from triage.present.balance_page import balance_page
from triage.programme.balance import Balance, balance_of, read_groups
from triage.programme.cell_suppression import LIMIT


@command("balance")
@click.argument("rulebook", type=RULEBOOK)
@click.argument("stored", metavar="STORED", type=click.Path(path_type=Path))
@click.option(
    "--beside",
    metavar="TABLE",
    type=click.Path(path_type=Path),
    help="A table with a column `case` and the columns to group by.",
)
@click.option(
    "--by", "columns", metavar="COLUMN", multiple=True, help="A column of TABLE; may be repeated."
)
@click.option(
    "--limit",
    type=click.IntRange(3),
    default=LIMIT,
    show_default=True,
    help="Hide numbers below this, and what they could be worked out from.",
)
@LANGUAGE
@forms_of_a_file("text", "md", "json", "html")
def balance(context: Context, rulebook: str, stored: Path, **given: Any) -> Exit:
    """Compare what stored cases come to between groups of people.

    STORED is a JSON Lines or Parquet file of assessments, as `rules diff --table` reads it, or a
    folder of cases. Groups are columns that stand beside the cases in a table of their own; no
    question is asked for them. Small numbers are hidden. It finds differences, not causes.
    """
    beside, columns, output = given["beside"], given["columns"], given["output"]
    if bool(columns) != (beside is not None):
        raise click.UsageError("--beside and --by go together.")
    book = context.load(rulebook)
    groups = {} if beside is None else read_groups(beside, tuple(dict.fromkeys(columns)))
    cases = stored_cases(stored, book)
    made = balance_of(book, cases, groups, context.language_of(book), given["limit"])
    if output is None:
        say(_rendered(made, given["written_as"], width(), escaped=not speaks_utf8()))
    else:
        save(output, _rendered(made, given["written_as"]))
    return Exit.DONE


def _rendered(made: Balance, form: str, wide: int = 80, escaped: bool = False) -> str:
    page = balance_page(made)
    match form:
        case "json":
            return f"{json.dumps(made.to_dict(), ensure_ascii=escaped, indent=2)}\n"
        case "md":
            return render_markdown(page)
        case "html":
            return render_html(page, made.language)
        case _:
            return render_text(page, wide, emphasis())
