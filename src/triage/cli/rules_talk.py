"""`triage rules talk`: how long conversations are, held with the answers of golden cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from triage.cases.case_file import Case, read_case
from triage.cases.folders import cases_folder, files_in
from triage.cli.context import Context, command
from triage.cli.exits import Exit
from triage.cli.options import CASES, LANGUAGE, RULEBOOK, forms
from triage.cli.streams import progress
from triage.diagnostics import Diagnostic, TriageError
from triage.diagnostics.catalogue import LANGUAGES, word
from triage.engine import Evaluator
from triage.language.at_hand import find_rulebook
from triage.present.wording import Words

_STUB = "story-stub"


def _medians(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> dict[str, int]:
    pairs = [each.partition("=")[::2] for each in given]
    for value, number in pairs:
        if not (value and number.isdecimal()):
            raise click.BadParameter("expected VALUE=NUMBER, such as named=22")
    return {value: int(number) for value, number in pairs}


@command("talk")
@click.argument("path", type=RULEBOOK, required=False)
@CASES
@click.option("--by", metavar="QUESTION", help="Group talks by the answers to this question.")
@click.option(
    "--median",
    "medians",
    metavar="VALUE=N",
    multiple=True,
    callback=_medians,
    help="Most prompts in the median of a group; may be repeated.",
)
@click.option("--longest", type=click.IntRange(1), help="Most prompts of any talk.")
@click.option("--show", metavar="CASE", help="Show the talk of one case in full.")
@LANGUAGE
@forms("text", "md")
def talk(context: Context, path: str | None, **options: Any) -> Exit:
    """Measure how long conversations are.

    Holds a talk with the answers of every golden case whose story is told, and counts the prompts
    until the typology and the first steps are settled: each sentence said to the person, one for a
    row of a grid that is taken up, and one for each question in it. What a case does not hold is
    answered "unknown"; what is looked up is known. Exit code 1 where a limit is broken.
    """
    from triage.interview.told import told_talk
    from triage.present.talk_page import Limits, Told, talks_page, transcript_page

    by, show = options["by"], options["show"]
    found = find_rulebook(path)
    rulebook = context.load(found)
    evaluator, language = Evaluator(rulebook), context.language_of(rulebook)
    if by is not None and by not in rulebook.questions:
        raise click.UsageError(f"There is no question `{by}`.")
    cases = list(_told(files_in(options["folder"] or cases_folder(found, rulebook)), show))
    if not cases:
        raise TriageError((Diagnostic("no-told-cases"),))
    if show is not None:
        [(name, case, as_of)] = cases
        held = told_talk(rulebook, evaluator, case.answers, as_of)
        page = transcript_page(rulebook, evaluator, case.title or name, held, language)
        context.say_page(page)
        return Exit.DONE
    told, words = list[Told](), Words(language)
    with progress(cases, words.counting("talks"), len(cases)) as running:
        for name, case, as_of in running:
            prompts = told_talk(rulebook, evaluator, case.answers, as_of).prompts
            group = case.answers.get(by) if by else None
            told.append(Told(name, prompts, None if group is None else str(group)))
    limits = Limits(options["medians"], options["longest"])
    context.say_page(talks_page(rulebook, told, by, limits, words))
    return Exit.FAILED if limits.broken(told) else Exit.DONE


def _told(files: list[Path], one: str | None) -> Iterator[tuple[str, Case, date]]:
    """Yield the cases whose story is told, by name; or one of them."""
    stubs = {word(_STUB, language) for language in LANGUAGES}
    for file in files:
        if one is None or file.stem == one:
            case = read_case(file)
            if case.as_of is not None and case.story not in {None, *stubs}:
                yield file.stem, case, case.as_of
