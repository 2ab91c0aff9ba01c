"""`triage rules cases`: golden cases for what none of them would notice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from triage.cli.exits import Exit
from triage.cli.failures import exit_of, show
from triage.cli.golden import cases_folder, golden_cases
from triage.cli.progress import progress
from triage.cli.rulebooks import DEFAULT, find_rulebook
from triage.cli.streams import say
from triage.cli.witnesses import write_new
from triage.diagnostics import Sources, TriageError, word

if TYPE_CHECKING:
    from triage.analysis.mutating import MissingCase


@click.command("cases")
@click.argument("path", default=DEFAULT)
@click.option(
    "--missing", is_flag=True, required=True, help="For every slip no case notices, a case."
)
@click.option(
    "--cases",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder of the cases.  [default: cases/<id of the rulebook>]",
)
@click.option(
    "--output",
    "-o",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder to write to.  [default: the folder of the cases]",
)
@click.option(
    "--lang", "language", type=click.Choice(("en", "da")), default="en", show_default=True
)
def cases(
    path: str, missing: bool, folder: Path | None, output: Path | None, language: str
) -> Exit:
    """Write the cases that are missing.

    Each holds the answers that tell a rule from a slip in it, and all that comes out today. A
    person tells the story and says whether that is right. No file is written over.
    """
    del missing  # what else there may be to write has options of its own
    from triage.analysis.mutating import missing_cases
    from triage.rulebook.load import load

    sources = Sources()
    try:
        rulebook = load(find_rulebook(path), sources)
        folder = folder or cases_folder(path, rulebook)
        found = missing_cases(rulebook, golden_cases(path, rulebook, folder))
        written = 0
        with progress(found, 0, "cases") as running:
            for each in running:
                _write(output or folder, each, language)
                written += 1
    except TriageError as error:
        show(error.diagnostics, sources, "en")
        return exit_of(error)
    say(f"{written} cases written\n")
    return Exit.DONE


def _write(folder: Path, missing: MissingCase, language: str) -> None:
    from triage.rulebook.golden_text import golden_text

    mutant, case = missing.verdict.mutant, missing.case
    slip = f"{mutant.path.removeprefix('rules.')}: {mutant.operator}, {mutant.what}"
    texts = {
        "title": f"{word('to-be-confirmed', language)}: {mutant.path.removeprefix('rules.')}",
        "story": word("story-stub", language),
        "source": word("constructed", language),
        "because": f"{word('tells-apart', language)}: {slip}",
    }
    text = golden_text(texts, case.as_of, case.answers, case.expect)
    write_new(folder / f"{case.name}.yaml", text)
