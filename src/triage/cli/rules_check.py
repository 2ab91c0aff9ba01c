"""`triage rules check`: everything wrong with a rulebook, what it says and what it means."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from triage.cli.exits import Exit
from triage.cli.failures import exit_of, show
from triage.cli.options import RULEBOOK
from triage.cli.streams import has_colour, say
from triage.diagnostics import (
    Diagnostic,
    Severity,
    Sources,
    TriageError,
    in_order,
    render_github,
    render_json,
    render_sarif,
    render_text,
    word,
)
from triage.language.at_hand import DEFAULT, find_rulebook

_RENDERINGS = {"json": render_json, "sarif": render_sarif, "github": render_github}


@click.command()
@click.argument("path", type=RULEBOOK, default=DEFAULT)
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
@click.option(
    "--quick", is_flag=True, help="Names, types and texts only, not what the rules mean together."
)
@click.option(
    "--witnesses",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Write the assessments that show a finding to this folder, as cases.",
)
def check(path: str, form: str, language: str, quick: bool, witnesses: Path | None) -> Exit:
    """Find everything wrong with a rulebook.

    PATH is a folder, a file, or the id of a rulebook. First what is written: names, types, texts.
    Where nothing there keeps it from loading, also what it means, over all assessments there can
    be: gaps, conflicts, rules that hold for nobody or change nothing, guarantees that are broken.
    Errors give exit code 1; warnings and notes do not.
    """
    sources = Sources()
    try:
        found = _found(find_rulebook(path), sources, quick, witnesses)
    except TriageError as error:
        show(error.diagnostics, sources, language)
        return exit_of(error)
    if form == "text":
        say(_as_text(found, sources, language))
    else:
        say(_RENDERINGS[form](found, language))
    return Exit.FAILED if _errors(found) else Exit.DONE


def _found(
    path: Path, sources: Sources, quick: bool, witnesses: Path | None
) -> Sequence[Diagnostic]:
    from triage.cli.loading import check as check_written
    from triage.cli.loading import load

    found = check_written(path, sources)
    if quick or _errors(found):
        return found
    from triage.verify import check_meaning

    rulebook = load(path)
    meant = check_meaning(rulebook)
    if witnesses is not None:
        from triage.cli.witnesses import write_witnesses

        write_witnesses(meant, rulebook.id, witnesses)
    return in_order([*found, *meant])


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
