"""`triage rules diff`: what a change of a rulebook does, before anybody is touched by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from triage.cases.folders import cases_folder, files_in
from triage.cli.change_sheet import as_sheet, read_for_sheet, write_sheet
from triage.cli.context import Context, command, say_json
from triage.cli.exits import Exit
from triage.cli.looked_at import looked_at, looked_at_line
from triage.cli.options import LANGUAGE, RULEBOOK, forms
from triage.cli.revisions import Version, rulebook_at
from triage.cli.stored_assessments import impact_on
from triage.cli.streams import say
from triage.diagnostics import (
    Diagnostic,
    Evidence,
    InvalidAssessment,
    Severity,
    render_github,
    render_sarif,
)

if TYPE_CHECKING:
    from triage.model.rulebook import Rulebook
    from triage.present import Page
    from triage.verify.diff import CaseImpact, Given, RulesDiff, TableImpact


_RENDERINGS = {"sarif": render_sarif, "github": render_github}


@command("diff")
@click.argument("old", type=RULEBOOK)
@click.argument("new", type=RULEBOOK, required=False)
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
    "--sheet",
    metavar="FILE",
    callback=as_sheet,
    help="Write a change sheet to read, talk about and sign: FILE.html or FILE.md.",
)
@click.option(
    "--why",
    metavar="TEXT",
    help="Why the change is made, for the sheet.  [default: what CHANGELOG.md in NEW says]",
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Show every condition and example, also where many interventions move.",
)
@LANGUAGE
@forms("text", "md", "json", *_RENDERINGS)
def diff(context: Context, old: str, new: str | None, **given: Any) -> Exit:
    """Say what differs between two versions of a rulebook.

    OLD and NEW are paths, ids, `REVISION:PATH` of a git repository, or a revision alone. First
    what changed as it is written, then who comes out differently: from which typology to which,
    which interventions they gain and lose, exactly how many of all there can be, and an example.
    What takes too many steps is named as not compared, and gives exit code 5.
    """
    # A version of git is there for as long as it is compared: its translations are read when asked.
    with rulebook_at(new) as after, rulebook_at(old, beside=after.path) as before:
        versions = context.load(before.path), context.load(after.path)
        folder = given["cases"]
        if folder is None and given["sheet"] is not None:
            golden = cases_folder(after.path, versions[1])
            folder = golden if golden.is_dir() else None
        compared = _compared(versions, folder, given["table"], given["expect"])
        if given["sheet"] is not None:
            page = _sheet(context, compared, (before.path, after.path), given["why"])
            language = context.language_of(compared.new)
            return max(compared.exit, write_sheet(page, language, given["sheet"], new or "."))
        _say(context, compared, before, after, given["everything"])
    return compared.exit


def _say(
    context: Context, compared: Compared, before: Version, after: Version, everything: bool
) -> None:
    from triage.present.diff_page import diff_page
    from triage.present.diff_written import diff_document

    found, undeclared = compared.found, compared.undeclared
    language = context.language_of(compared.new)
    if context.form == "json":
        at = {
            "old": looked_at(before.path, before.called),
            "new": looked_at(after.path, after.called),
        }
        say_json(diff_document(found, language, at, **_beside(compared)))
    elif context.form in _RENDERINGS:
        moved = list(_moved(found, compared.new, undeclared))
        say(_RENDERINGS[context.form](moved, context.told_in))
    else:
        say(looked_at_line(before.path, language, "old-rulebook", before.called))
        say(looked_at_line(after.path, language, "new-rulebook", after.called))
        impact, rows = compared.impact, compared.rows
        context.say_page(diff_page(found, language, impact, rows, undeclared, everything))


def _sheet(context: Context, compared: Compared, at: tuple[Path, Path], why: str | None) -> Page:
    from triage.present.change_sheet import change_sheet

    versions = compared.old, compared.new
    read = read_for_sheet(versions, compared.found, at, why)
    read = replace(read, cases=compared.impact, rows=compared.rows)
    return change_sheet(compared.found, read, context.language_of(compared.new))


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions compared, with the cases and rows that were asked for."""

    old: Rulebook
    new: Rulebook
    found: RulesDiff
    impact: CaseImpact | None
    rows: TableImpact | None
    undeclared: tuple[str, ...] | None

    @property
    def exit(self) -> Exit:
        """What the comparison comes to; where some is left out, nothing is said to be declared."""
        if not self.found.is_whole:
            return Exit.UNABLE
        return Exit.FAILED if self.undeclared else Exit.DONE


def _compared(
    versions: tuple[Rulebook, Rulebook],
    cases: Path | None,
    table: Path | None,
    expect: Path | None,
) -> Compared:
    from triage.verify.diff import case_impact, difference

    found = difference(*versions)
    impact = None if cases is None else case_impact(*versions, _cases(cases, versions[1]))
    rows = None if table is None else impact_on(table, *versions)
    undeclared = None if expect is None else _undeclared(found, impact, expect)
    return Compared(*versions, found, impact, rows, undeclared)


def _beside(compared: Compared) -> dict[str, object]:
    """Return what was compared beside the rules as JSON-ready data."""
    impact, rows, undeclared = compared.impact, compared.rows, compared.undeclared
    return {
        "cases": None if impact is None else impact.to_dict(),
        "table": None if rows is None else rows.to_dict(),
        "undeclared": None if undeclared is None else list(undeclared),
    }


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
    from triage.verify.diff.outputs import Kind, in_parts

    kind, id_, _ = in_parts(output)
    classes = {"typology": new.typologies, "target_group": new.target_groups}.get(output)
    if classes is not None and classes.rules:
        return f"rules.{classes.rules[0].id}"
    return f"rules.{id_}" if kind is Kind.WARNING else f"interventions.{id_}"


def _cases(folder: Path, rulebook: Rulebook) -> Iterator[Given]:
    from triage.cases.case_file import read_case
    from triage.cli.several import own_part
    from triage.verify.diff import Given

    for file in files_in(folder):
        case, _ = own_part(read_case(file), rulebook)
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
