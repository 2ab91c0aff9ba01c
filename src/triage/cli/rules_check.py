"""`triage rules check`: everything wrong with a rulebook, what it says and what it means."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from triage.cli.case_files import write_witnesses
from triage.cli.context import Context, command, load, settle_in
from triage.cli.context import check as check_written
from triage.cli.exits import Exit
from triage.cli.looked_at import looked_at, looked_at_line
from triage.cli.options import APPROVED, MESSAGES, RULEBOOK, forms
from triage.cli.streams import has_colour, say, width, width_of
from triage.diagnostics import (
    Diagnostic,
    RulebookError,
    Severity,
    Sources,
    in_order,
    is_cause,
    render_github,
    render_json,
    render_sarif,
    render_text,
    word,
)
from triage.language.approval import read_approval
from triage.language.at_hand import find_rulebook
from triage.present.outcome_paths import outcome_path_lines
from triage.present.wording import Words

if TYPE_CHECKING:
    from triage.verify.check import OutcomePath

_MANY = 5
_RENDERINGS = {"sarif": render_sarif, "github": render_github}


@command("check")
@click.argument("path", type=RULEBOOK, required=False)
@forms("text", "json", *_RENDERINGS, told="As text, JSON, SARIF, or annotations of a pull request.")
@MESSAGES
@click.option(
    "--quick", is_flag=True, help="Names, types and texts only, not what the rules mean together."
)
@click.option(
    "--witnesses",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Write the assessments that show a finding to this folder, as cases.",
)
@click.option(
    "--paths",
    "every",
    is_flag=True,
    help="Show each way from what concerns origin, sex and the like to an outcome.",
)
@APPROVED
def check(
    context: Context,
    path: str | None,
    quick: bool,
    witnesses: Path | None,
    every: bool,
    approved: bool,
) -> Exit:
    """Find everything wrong with a rulebook.

    PATH is a folder, a file, or the id of a rulebook; without it, the folder you stand in is
    checked where it holds one. First what is written: names, types, texts.
    Where nothing there keeps it from loading, also what it means, over all assessments there can
    be: gaps, conflicts, rules that hold for nobody or change nothing, guarantees that are broken.
    Then it lists where what concerns origin, sex and the like, or stands close to it, leads.
    Errors give exit code 1; warnings and notes do not.
    """
    rulebook = find_rulebook(path)
    settle_in(context, rulebook)
    found = _found(context, rulebook, quick, witnesses)
    found = in_order([*found, *_unapproved(context, rulebook, found, approved)])
    paths = None if quick else _paths(rulebook)
    if context.form == "text":
        say(looked_at_line(rulebook, context.told_in))
        say(_as_text(found, context.sources, context.told_in))
        if every or not _errors(found):  # errors are not to be looked for above a list
            lines = outcome_path_lines(paths or (), Words(context.told_in), width(), every)
            say("".join(f"{line}\n" for line in lines))
    elif context.form == "json":
        at = looked_at(rulebook)
        as_data = None if paths is None else [each.to_dict() for each in paths]
        say(render_json(found, context.told_in, looked_at=at, paths=as_data))
    else:
        say(_RENDERINGS[context.form](found, context.told_in))
    return Exit.FAILED if _errors(found) else Exit.DONE


def _found(
    context: Context, path: Path, quick: bool, witnesses: Path | None
) -> Sequence[Diagnostic]:
    found = check_written(path, context.sources)
    if quick or _errors(found):
        return found
    from triage.verify import check_meaning

    rulebook = load(path)
    meant = check_meaning(rulebook)
    if witnesses is not None:
        write_witnesses(meant, rulebook.id, witnesses)
    return in_order([*found, *meant])


def _paths(path: Path) -> Sequence[OutcomePath] | None:
    """Return where what is marked leads; `None` of a rulebook that does not load."""
    from triage.verify.check import outcome_paths

    try:
        return outcome_paths(load(path))
    except RulebookError:
        return None


def _unapproved(
    context: Context, path: Path, found: Sequence[Diagnostic], approved: bool
) -> Sequence[Diagnostic]:
    """Find what is wrong with the approval of a rulebook that loads, or with there being none."""
    try:
        read_approval(path, context.sources)
        if approved and not _errors(found):
            context.load(path, approved=True)
    except RulebookError as error:
        return error.diagnostics
    return ()


def _as_text(found: Sequence[Diagnostic], sources: Sources, language: str) -> str:
    shown = render_text(found, sources, language, has_colour(sys.stdout), width_of(sys.stdout))
    counts = [
        f"{count} {word(severity if count == 1 else f'{severity}s', language)}"
        for severity in Severity
        if (count := sum(each.severity is severity for each in found))
    ]
    if len(found) > _MANY and is_cause(found[0]):
        counts.append(word("begin-with-first", language))
    return (
        f"\n{shown}\n{', '.join(counts)}\n" if counts else f"{word('nothing-to-say', language)}\n"
    )


def _errors(found: Sequence[Diagnostic]) -> bool:
    return any(each.is_error for each in found)
