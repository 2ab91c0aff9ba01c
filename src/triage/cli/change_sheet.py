"""The change sheet of `triage rules diff --sheet`: what is read for it, and writing it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from triage.cli.atomic_write import save
from triage.cli.context import today
from triage.cli.exits import Exit
from triage.cli.streams import say
from triage.diagnostics import Diagnostic
from triage.present import Page, Words, render_html, render_markdown, sheet_lines

if TYPE_CHECKING:
    from triage.model.rulebook import Rulebook
    from triage.present.change_sheet import Read
    from triage.verify.diff import RulesDiff

_HTML, _MARKDOWN = ".html", ".md"
_MOST_PERSONS = 3


def as_sheet(_: click.Context, __: click.Parameter, name: str | None) -> Path | None:
    """Read the name of a sheet: what it ends with says what it is written as."""
    if name is not None and Path(name).suffix not in (_HTML, _MARKDOWN):
        raise click.BadParameter("it has to end with .html or .md")
    return None if name is None else Path(name)


def read_for_sheet(
    versions: tuple[Rulebook, Rulebook], found: RulesDiff, at: tuple[Path, Path], why: str | None
) -> Read:
    """Read what a sheet tells beside the difference: the reason, examples, what still holds.

    `at` is where the two versions stand.

    Raises:
        LimitReached: there are too many kinds of assessments.
        RulebookError: a translation cannot be read.
    """
    from triage.authoring.changelog import reasons
    from triage.present.change_sheet import Read
    from triage.verify import check_meaning
    from triage.verify.diff import persons

    errors = [each for each in check_meaning(versions[1]) if each.is_error]
    broken = frozenset(map(_guarantee, filter(_is_guarantee, errors)))
    before, after = (each if each.is_dir() else each.parent for each in at)
    return Read(
        today(),
        (why,) if why else reasons(after, versions[1].version, before),
        persons(found, _MOST_PERSONS),
        broken,
        sum(not _is_guarantee(each) for each in errors),
    )


def _is_guarantee(found: Diagnostic) -> bool:
    return found.code == "guarantee-broken"


def _guarantee(found: Diagnostic) -> str:
    return (found.path or "").removeprefix("rules.")


def write_sheet(page: Page, language: str, file: Path, new: str) -> Exit:
    """Write a sheet over what is there, and say what to do with it.

    Raises:
        ExtraMissing: HTML takes packages that are not installed.
        TriageError: it cannot be written.
    """
    is_html = file.suffix == _HTML
    save(file, render_html(page, language) if is_html else render_markdown(page))
    say("".join(f"{line}\n" for line in sheet_lines(Words(language), str(file), new)))
    return Exit.DONE
