"""`triage rules new case`: a golden case of given answers, with what comes out of them today."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from triage.cases.case_file import parse_case
from triage.cases.folders import cases_folder
from triage.cli.case_files import write_new
from triage.cli.context import Context, command, today
from triage.cli.entry_form import text
from triage.cli.exits import Exit
from triage.cli.options import AS_OF, CASES, LANGUAGE
from triage.cli.rules_new import OWN, read_own, say_lines
from triage.diagnostics import Diagnostic, InvalidAssessment, nearest, quoted, word
from triage.model.cpr import looks_like_cpr
from triage.model.guarantee import Status
from triage.present import Words

if TYPE_CHECKING:
    from triage.cases.expectations import Expectation
    from triage.model.outcome import Outcome
    from triage.model.rulebook import Rulebook

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


@command("case")
@click.argument("name", metavar="NAME")
@OWN
@click.option(
    "--answers", required=True, metavar="ANSWERS", help="Such as 'goal_state: named, wish: wants'."
)
@AS_OF
@click.option("--about", multiple=True, metavar="ID", help="An intervention the case is about.")
@text("--title", told="What the case is.")
@text("--story", told="The person's story, constructed, in a few sentences.")
@text("--because", told="Why this is expected.")
@CASES
@LANGUAGE
def case(
    context: Context, name: str, path: str, answers: str, about: Sequence[str], **given: Any
) -> Exit:
    """Write a golden case.

    It expects what comes out of the answers today: the typology, and the plan as far as the case is
    about it. Nobody has confirmed that this is right; change it where it is not.
    """
    from triage.cases.golden_text import golden_text

    own, rulebook, _ = read_own(context, path)
    _refuse_name(name)
    said = _read(context, answers, rulebook)
    day = given["as_of"] or today()
    expect = _expected(_outcome(rulebook, said, day), about)
    file = (given["folder"] or cases_folder(own, rulebook)) / f"{name}.yaml"
    words = Words(context.language_of(rulebook))
    write_new(file, golden_text(_told(name, given, words.language), day, said, expect))
    labels = [rulebook.texts.label(f"typologies.values.{id_}") for id_ in expect.typology or ()]
    say_lines(words, [(str(file), words.listed(labels))], "case", path)
    return Exit.DONE


def _refuse_name(name: str) -> None:
    if looks_like_cpr(name):
        raise InvalidAssessment((Diagnostic("case-like-cpr"),))
    if not _NAME.fullmatch(name):
        raise InvalidAssessment((Diagnostic("bad-case-name"),))


def _read(context: Context, answers: str, rulebook: Rulebook) -> dict[str, Any]:
    """Read answers written as a mapping, with or without its braces."""
    whole = answers if answers.lstrip().startswith("{") else f"{{{answers}}}"
    context.case = parse_case(
        f"answers: {whole}\n", "--answers", context.sources, lambda _: rulebook
    )
    context.shield(rulebook)
    return context.case.answers


def _outcome(rulebook: Rulebook, answers: dict[str, Any], day: date) -> Outcome:
    from triage.engine import Evaluator
    from triage.intake.reading import read_answers

    return Evaluator(rulebook).assess(read_answers(rulebook, answers, day), day)


def _expected(outcome: Outcome, about: Sequence[str]) -> Expectation:
    """Expect the classes, and the statuses of what the case is about: else of what is suggested."""
    from triage.cases.expectations import Expectation

    statuses = {id_: found.possible for id_, found in outcome.interventions.items()}
    unknown = next((each for each in about if each not in statuses), None)
    if unknown is not None:
        raise _nothing_called(unknown, statuses)
    nothing = (Status.NOT_SUGGESTED,)
    within = about or [id_ for id_, possible in statuses.items() if possible != nothing]
    plan = {
        status: tuple(id_ for id_ in within if status in statuses[id_])
        for status in Status
        if status is not Status.NOT_SUGGESTED or any(len(statuses[id_]) > 1 for id_ in within)
    }
    return Expectation(
        target_group=None if outcome.target_group is None else outcome.target_group.possible,
        typology=None if outcome.typology is None else outcome.typology.possible,
        about=frozenset(within),
        plan={status: ids for status, ids in plan.items() if ids},
    )


def _nothing_called(name: str, known: Iterable[str]) -> InvalidAssessment:
    near = nearest(name, known)
    details = {"name": quoted(name, near), "kind": "intervention"}
    return InvalidAssessment((Diagnostic("unknown-name", details=details, nearest=near),))


def _told(name: str, texts: dict[str, Any], language: str) -> dict[str, str]:
    told = {
        "title": texts["title"] or f"{word('to-be-confirmed', language)}: {name}",
        "story": texts["story"] or word("story-stub", language),
        "source": word("constructed", language),
    }
    return told | ({"because": texts["because"]} if texts["because"] else {})
