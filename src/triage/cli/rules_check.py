"""`triage rules check`: everything wrong with a rulebook, in one pass."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from triage.cli.exits import Exit
from triage.cli.failures import exit_of, show
from triage.cli.rulebooks import DEFAULT, find_rulebook
from triage.cli.streams import has_colour, say
from triage.diagnostics import (
    Diagnostic,
    Severity,
    Sources,
    TriageError,
    render_github,
    render_json,
    render_sarif,
    render_text,
    word,
)

_RENDERINGS = {"json": render_json, "sarif": render_sarif, "github": render_github}


@click.command()
@click.argument("path", default=DEFAULT)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", *_RENDERINGS)),
    default="text",
    show_default=True,
    help="As text, JSON, SARIF, or annotations of a pull request.",
)
@click.option(
    "--lang", "language", type=click.Choice(("en", "da")), default="en", show_default=True
)
def check(path: str, form: str, language: str) -> Exit:
    """Find everything wrong with a rulebook.

    PATH is a folder, a file, or the id of a rulebook. Errors give exit code 1; warnings and
    notes do not.
    """
    from triage.rulebook.load import check as check_rulebook

    sources = Sources()
    try:
        found = check_rulebook(find_rulebook(path), sources)
    except TriageError as error:
        show(error.diagnostics, sources, language)
        return exit_of(error)
    if form == "text":
        say(_as_text(found, sources, language))
    else:
        say(_RENDERINGS[form](found, language))
    return Exit.FAILED if _errors(found) else Exit.DONE


def _as_text(found: Sequence[Diagnostic], sources: Sources, language: str) -> str:
    shown = render_text(found, sources, language, colour=has_colour(sys.stdout))
    counts = [
        f"{count} {word(severity if count == 1 else f'{severity}s', language)}"
        for severity in Severity
        if (count := sum(each.severity is severity for each in found))
    ]
    return f"{shown}\n{', '.join(counts)}\n" if counts else f"{word('nothing-to-say', language)}\n"


def _errors(found: Sequence[Diagnostic]) -> bool:
    return any(each.severity is Severity.ERROR for each in found)
