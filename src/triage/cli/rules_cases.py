"""`triage rules cases`: golden cases for what none of them would notice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from triage.cases.folders import cases_folder, files_in
from triage.cli.case_files import golden_cases, read_golden, write_new
from triage.cli.context import Context, command, say_json
from triage.cli.exits import Exit
from triage.cli.looked_at import looked_at, looked_at_line
from triage.cli.options import ABOUT, CASES, MESSAGES, RULEBOOK, forms
from triage.cli.rules_confirm import Confirming
from triage.cli.rules_confirm import confirm as confirm_cases
from triage.cli.streams import progress, say, tell_aside
from triage.diagnostics import word
from triage.language.at_hand import find_rulebook
from triage.present.mutation_page import (
    missing_lines,
    slip_words,
    stopped_line,
)
from triage.present.test_page import target_words
from triage.present.wording import Words

if TYPE_CHECKING:
    from triage.model.rulebook import Rulebook
    from triage.verify.mutants import GoldenCase


@command("cases")
@click.argument("path", type=RULEBOOK, required=False)
@click.option("--missing", is_flag=True, help="For every slip no case notices, a case.")
@click.option("--confirm", is_flag=True, help="Show cases in words, and confirm those right.")
@click.option("--by", metavar="NAME", help="Who confirms: a name or initials.")
@click.option("--case", "only", metavar="CASE", multiple=True, help="Confirm only this case.")
@CASES
@click.option(
    "--output",
    "-o",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder to write to.  [default: the folder of the cases]",
)
@ABOUT
@MESSAGES
@forms("text", "json")
def cases(  # noqa: PLR0913, PLR0917 - an option each
    context: Context,
    path: str | None,
    missing: bool,
    confirm: bool,
    by: str | None,
    only: tuple[str, ...],
    folder: Path | None,
    output: Path | None,
    about: tuple[str, ...],
) -> Exit:
    """Write the cases that are missing, or confirm those there are.

    --missing writes one for every slip no case notices: the answers that tell the rule from it, and
    what comes out of them today. Then one for every rule and test that none exercises. A person
    tells the story. Each is written as soon as it is found, and none over another.

    --confirm shows every case that is to be confirmed, in words, and asks whether what it expects
    is right. Who said so, and when, is kept in confirmed.yaml beside the cases; a case that is
    changed is to be confirmed again.
    """
    if missing == confirm:
        raise click.UsageError("either --missing or --confirm")
    if confirm and (output is not None or about or context.form != "text"):
        raise click.UsageError("--output, --about and --format are for --missing")
    if missing and (by is not None or only):
        raise click.UsageError("--by and --case are for --confirm")
    at = find_rulebook(path)
    rulebook = context.load(at)
    if context.form == "text":
        say(looked_at_line(at, context.told_in))
    folder = folder or cases_folder(at, rulebook)
    if confirm:
        if by is None or not by.strip():
            raise click.UsageError("--confirm needs --by: who says that what is expected is right")
        who = Confirming(by.strip(), folder, only)
        return confirm_cases(context, rulebook, files_in(folder), who)
    into = output or folder
    known = [*golden_cases(at, rulebook, folder), *_written_before(into, folder, rulebook)]
    written, unshown, words = list[_New](), list[_New](), Words(context.told_in)
    try:
        for each in _missing(rulebook, known, about, words):
            if each.case is None:
                unshown.append(each)
                continue
            _write(into, each.case, each, context.told_in)
            written.append(each)
    except KeyboardInterrupt:
        tell_aside(f"{stopped_line(len(written), words)}\n")
        raise
    if context.form == "json":
        say_json({**_document(written, unshown), "looked_at": looked_at(at)})
    else:
        lines = missing_lines(len(written), [each.what for each in unshown], words)
        say("".join(f"{line}\n" for line in lines))
    return Exit.FAILED if unshown else Exit.DONE


def _written_before(into: Path, folder: Path, rulebook: Rulebook) -> Iterator[GoldenCase]:
    """Yield the cases an earlier run wrote to a folder of its own."""
    if into.resolve() != folder.resolve() and any(into.glob("*.yaml")):
        yield from read_golden(files_in(into), rulebook)


def _document(written: Iterable[_New], unshown: Iterable[_New]) -> dict[str, object]:
    return {
        "schema": "triage.missing-cases/1",
        "written": [{"case": each.case.name, "what": each.what} for each in written if each.case],
        "without_a_case": [each.what for each in unshown],
    }


@dataclass(frozen=True, slots=True)
class _New:
    """A case to write: the rule it is about, the word for what it does, and what that is.

    `case` is None where there is something to write a case about, and none can be written.
    """

    case: GoldenCase | None
    name: str
    does: str
    what: str


def _missing(
    rulebook: Rulebook, known: list[GoldenCase], about: tuple[str, ...], words: Words
) -> Iterator[_New]:
    from triage.verify.coverage import cases_for, coverage
    from triage.verify.mutants import missing_cases, mutants_about

    asked = mutants_about(rulebook, about)
    with progress(asked, words.counting("slips"), len(asked)) as slips:
        for slip in missing_cases(rulebook, known, slips):
            mutant = slip.verdict.mutant
            if slip.case is not None:
                known.append(slip.case)
            name = mutant.path.removeprefix("rules.")
            yield _New(slip.case, name, "tells-apart", slip_words(name, mutant, words))
    with progress(known, words.counting("cases"), len(known)) as running:
        rest = coverage(rulebook, running, about).uncovered()
    for shown in cases_for(rulebook, rest):
        target = shown.target
        yield _New(shown.case, target.name, "shows", target_words(target, words))


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
