"""`triage rules cases`: golden cases for what none of them would notice."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from triage.cli.exits import Exit
from triage.cli.failures import exit_of, show
from triage.cli.golden import cases_folder, golden_cases
from triage.cli.options import RULEBOOK
from triage.cli.progress import progress
from triage.cli.streams import say
from triage.cli.witnesses import write_new
from triage.diagnostics import Sources, TriageError, word
from triage.language.at_hand import DEFAULT, find_rulebook

if TYPE_CHECKING:
    from triage.model.rulebook import Rulebook
    from triage.verify.mutants import GoldenCase


@click.command("cases")
@click.argument("path", type=RULEBOOK, default=DEFAULT)
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
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True
)
def cases(
    path: str,
    missing: bool,
    folder: Path | None,
    output: Path | None,
    language: str,
    form: str,
) -> Exit:
    """Write the cases that are missing.

    One for every slip no case notices: the answers that tell the rule from it, and what comes out
    of them today. Then one for every rule and test that none exercises. A person tells the story
    and says whether what comes out is right. No file is written over.
    """
    del missing  # what else there may be to write has options of its own
    from triage.cli.loading import load

    sources = Sources()
    try:
        rulebook = load(find_rulebook(path), sources)
        folder = folder or cases_folder(path, rulebook)
        written, unshown = list[_New](), list[_New]()
        with progress(_missing(rulebook, golden_cases(path, rulebook, folder)), "cases") as found:
            for each in found:
                if each.case is None:
                    unshown.append(each)
                    continue
                _write(output or folder, each.case, each, language)
                written.append(each)
    except TriageError as error:
        show(error.diagnostics, sources, "en")
        return exit_of(error)
    if form == "json":
        say(_as_json(written, unshown))
    else:
        say(f"{len(written)} cases written\n")
        for each in unshown:
            say(f"no case can tell the rule from this slip: {each.what}\n")
    return Exit.FAILED if unshown else Exit.DONE


def _as_json(written: Iterable[_New], unshown: Iterable[_New]) -> str:
    document = {
        "schema": "triage.missing-cases/1",
        "written": [{"case": each.case.name, "what": each.what} for each in written if each.case],
        "without_a_case": [each.what for each in unshown],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class _New:
    """A case to write: the rule it is about, the word for what it does, and what that is.

    `case` is None where there is something to write a case about, and none can be written.
    """

    case: GoldenCase | None
    name: str
    does: str
    what: str


def _missing(rulebook: Rulebook, known: list[GoldenCase]) -> Iterator[_New]:
    from triage.verify.coverage import cases_for, coverage
    from triage.verify.mutants import missing_cases

    for slip in missing_cases(rulebook, known):
        mutant = slip.verdict.mutant
        if slip.case is not None:
            known.append(slip.case)
        name = mutant.path.removeprefix("rules.")
        yield _New(slip.case, name, "tells-apart", f"{name}: {mutant.operator}, {mutant.what}")
    for shown in cases_for(rulebook, coverage(rulebook, known).uncovered()):
        target = shown.target
        what = f"{target.name}: {target.side}, {target.test}" if target.test else str(target.side)
        yield _New(shown.case, target.name, "shows", what)


def _write(folder: Path, case: GoldenCase, new: _New, language: str) -> None:
    from triage.cases.golden_text import golden_text

    texts = {
        "title": f"{word('to-be-confirmed', language)}: {new.name}",
        "story": word("story-stub", language),
        "source": word("constructed", language),
        "because": f"{word(new.does, language)}: {new.what}",
    }
    text = golden_text(texts, case.as_of, case.answers, case.expect)
    write_new(folder / f"{case.name}.yaml", text)
