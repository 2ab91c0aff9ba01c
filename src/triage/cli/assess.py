"""`triage assess`: from a case file to the page a caseworker reads."""

from __future__ import annotations

from datetime import date

import click

from triage.cli.assessing import Assessing, Request
from triage.cli.exits import Exit
from triage.cli.options import FILE, RULEBOOK, as_date


@click.command()
@click.argument("cases", type=FILE, nargs=-1, required=True, metavar="CASE...")
@click.option("--rulebook", "-r", type=RULEBOOK, metavar="R", help="Path or id of the rulebook.")
@click.option("--as-of", metavar="D", callback=as_date, help="Day to assess for, as 2026-11-22.")
@click.option(
    "--engine",
    type=click.Choice(("reference", "compiled", "durable", "checked")),
    default="checked",
    show_default=True,
    help="Which engine evaluates; checked runs two and refuses where they differ.",
)
@click.option(
    "--lang",
    "language",
    type=click.Choice(("da", "sv", "en")),
    envvar="TRIAGE_LANG",
    help="Language of the page.  [default: the rulebook's own]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "md")),
    default="text",
    show_default=True,
    help="Page as text or Markdown, or the outcome as JSON (of several cases, one a line).",
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Also show what is not suggested, and what is kept off the page.",
)
def assess(cases: tuple[str, ...], **options: str | bool | date | None) -> Exit:
    """Assess cases: typology, plan, and what is still open.

    CASE is a YAML or JSON file with `answers`, or - for standard input. A case that cannot be
    assessed does not stop the others; the exit code is that of the worst.

    The rulebook is the one named with --rulebook, else the one the case names, else projekt-500.
    The day is --as-of, else the case's own, else today.
    """
    assessing = Assessing(Request(several=len(cases) > 1, **options))  # type: ignore[arg-type]
    return max(assessing.one(case) for case in cases)
