"""`triage rules diff`: what a change of a rulebook does, before anybody is touched by it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from triage.cli.exits import Exit
from triage.cli.failures import exit_of, show
from triage.cli.golden import files_in
from triage.cli.options import RULEBOOK
from triage.cli.revisions import rulebook_at
from triage.cli.streams import say
from triage.cli.tables import impact_on
from triage.diagnostics import (
    Diagnostic,
    Evidence,
    InvalidAssessment,
    Severity,
    Sources,
    TriageError,
    render_github,
    render_sarif,
)
from triage.language.at_hand import DEFAULT

if TYPE_CHECKING:
    from triage.model.rulebook import Rulebook
    from triage.verify.diff import CaseImpact, Given, RulesDiff, TableImpact


_RENDERINGS = {"sarif": render_sarif, "github": render_github}


@click.command("diff")
@click.argument("old", type=RULEBOOK)
@click.argument("new", type=RULEBOOK, default=DEFAULT)
@click.option(
    "--cases",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Also say which cases of this folder come out differently.",
)
@click.option(
    "--table",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Also count the stored assessments (JSON Lines or Parquet) that come out differently.",
)
@click.option(
    "--expect",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Fail where something moves that this file does not declare, a line each.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", *_RENDERINGS)),
    default="text",
    show_default=True,
)
def diff(
    old: str,
    new: str,
    cases: Path | None,
    table: Path | None,
    expect: Path | None,
    form: str,
) -> Exit:
    """Say what differs between two versions of a rulebook.

    OLD and NEW are paths, ids, `REVISION:PATH` of a git repository, or a revision alone. First
    what changed as it is written, then who comes out differently: from which typology to which,
    which interventions they gain and lose, exactly how many of all there can be, and an example.
    """
    from triage.cli.loading import load
    from triage.present.diff_page import diff_lines
    from triage.verify.diff import case_impact, difference

    sources = Sources()
    try:
        with rulebook_at(new) as after, rulebook_at(old, beside=new) as before:
            versions = load(before, sources), load(after, sources)
        found = difference(*versions)
        impact = None if cases is None else case_impact(*versions, _cases(cases))
        rows = None if table is None else impact_on(table, *versions)
        undeclared = None if expect is None else _undeclared(found, impact, expect)
    except TriageError as error:
        show(error.diagnostics, sources, "en")
        return exit_of(error)
    if form == "json":
        say(_as_json(found, impact, rows, undeclared))
    elif form in _RENDERINGS:
        say(_RENDERINGS[form](list(_moved(found, versions[1], undeclared)), "en"))
    else:
        say("".join(f"{line}\n" for line in diff_lines(found, impact, rows, undeclared)))
    return Exit.FAILED if undeclared else Exit.DONE


def _as_json(
    found: RulesDiff,
    impact: CaseImpact | None,
    rows: TableImpact | None,
    undeclared: tuple[str, ...] | None,
) -> str:
    document = found.to_dict()
    document["cases"] = None if impact is None else impact.to_dict()
    document["table"] = None if rows is None else rows.to_dict()
    document["undeclared"] = None if undeclared is None else list(undeclared)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _moved(
    found: RulesDiff, new: Rulebook, undeclared: tuple[str, ...] | None
) -> Iterator[Diagnostic]:
    """Yield every movement at what it is about; an error where it had to be declared and is not."""
    for each in found.movements:
        path = _path(each.output, new)
        failing = undeclared is not None and each.name in undeclared
        yield Diagnostic(
            "comes-out-differently",
            new.places.get(path),
            path,
            details={"output": each.output, "before": each.before, "after": each.after},
            severity=Severity.ERROR if failing else Severity.NOTE,
            evidence=Evidence((each.shown,), each.count, each.total, each.over),
        )


def _path(output: str, new: Rulebook) -> str:
    """Return where an output stands in the rulebook; a class stands where its first rule does."""
    classes = {"typology": new.typologies, "target_group": new.target_groups}.get(output)
    if classes is not None and classes.rules:
        return f"rules.{classes.rules[0].id}"
    return f"interventions.{output.partition('.')[0]}"


def _cases(folder: Path) -> Iterator[Given]:
    from triage.cases.case_file import read_case
    from triage.verify.diff import Given

    for file in files_in(folder):
        case = read_case(file)
        if case.as_of is not None:
            yield Given(file.stem, case.as_of, case.answers)


def _undeclared(found: RulesDiff, impact: CaseImpact | None, file: Path) -> tuple[str, ...]:
    """Return every movement a file does not declare; lines that begin with `#` are for people."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        details = {"file": str(file)}
        raise InvalidAssessment((Diagnostic("unreadable-file", details=details),)) from None
    declared = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    moves = [each.name for each in found.movements]
    moves += [f"case: {each.name}" for each in impact.moved] if impact else []
    return tuple(name for name in dict.fromkeys(moves) if name not in declared)
