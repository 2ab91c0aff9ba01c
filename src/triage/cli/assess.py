"""`triage assess`: from a case file to the page a caseworker reads."""

from __future__ import annotations

from datetime import date

import click

from triage.cli.assessing import Assessing, Request
from triage.cli.context import Context, command
from triage.cli.exits import Exit
from triage.cli.options import AS_OF, FILE, LANGUAGE, OF_RULEBOOK, forms


@command("assess", problems_in="da")
@click.argument("cases", type=FILE, nargs=-1, required=True, metavar="CASE...")
@OF_RULEBOOK
@AS_OF
@click.option(
    "--engine",
    type=click.Choice(("reference", "compiled", "durable", "checked")),
    default="checked",
    show_default=True,
    help="Which engine evaluates; checked runs two and refuses where they differ.",
)
@LANGUAGE
@forms(
    "text",
    "json",
    "md",
    told="Page as text or Markdown, or the outcome as JSON (of several cases, one a line).",
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Also show what is not suggested, and what is kept off the page.",
)
def assess(context: Context, cases: tuple[str, ...], **options: str | bool | date | None) -> Exit:
    """Assess cases: typology, plan, and what is still open.

    CASE is a YAML or JSON file with `answers`, or - for standard input. A case that cannot be
    assessed does not stop the others; the exit code is that of the worst.

    The rulebook is the one named with --rulebook, else the one the case names, else projekt-500.
    The day is --as-of, else the case's own, else today.
    """
    request = Request(
        several=len(cases) > 1,
        language=context.language,
        form=context.form,
        # click has read each option as its field is typed; a mapping cannot say so.
        **options,  # type: ignore[arg-type]
    )
    assessing = Assessing(request)
    return max(assessing.one(case) for case in cases)
