"""`triage journal access`: everything the journal holds about a person, for that person."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import click

from triage import library
from triage.cases.case_file import parse_case
from triage.cases.held import Held, Place, Trace
from triage.cli.access import RECIPIENTS, look_at_the_output
from triage.cli.context import Context, today
from triage.cli.exits import Exit
from triage.cli.journal_drafts import Begun, begun_in
from triage.cli.journal_options import Office, journal_command
from triage.cli.options import OF_RULEBOOK, forms
from triage.cli.streams import say
from triage.explain import Assessed as AssessedCase
from triage.explain import assessed_of
from triage.journal.events import Assessed, ReadReason
from triage.journal.noted import Noted, counting
from triage.library import replaying
from triage.model.rulebook import Rulebook
from triage.present import Handing, Words, access_page
from triage.present.choices import choices_in
from triage.present.journal_page import history_page


@journal_command("access")
@click.argument("case")
@OF_RULEBOOK
@RECIPIENTS
@forms("text", "md")
def access(
    context: Context,
    office: Office,
    case: str,
    *,
    rulebook: str | None,
    recipients: tuple[str, ...],
) -> Exit:
    """Print everything the journal holds about a person, for that person.

    The answers that were assessed last, with what is concluded from them by the rulebook as it
    was; those of earlier assessments and of a talk that is not over; and every event. The rulebook
    is that one, else --rulebook. Read the page before you hand it over; nothing is written to a
    file.
    """
    look_at_the_output(context)
    noted = office.journal.history(case, by=office.by, at=office.at, why=ReadReason.ACCESS_REQUEST)
    draft, assessed = begun_in(office, case), _assessed(noted)
    with _book(context, office, assessed, rulebook or _named(assessed, draft)) as book:
        language = context.language_of(book) if book else context.language or "da"
        if book is not None and (assessed or draft):
            held = _held(case, assessed, draft, Words(language))
            is_noted = bool(assessed) and assessed[0].archive is not None
            handing = Handing(today(), held.case.as_of or today(), recipients, is_noted)
            concluded = _concluded(book, assessed)
            choices = choices_in(noted)
            page = access_page(held, book, concluded, handing, language, choices)
            context.say_page(page)
            say("\n\n")
        context.say_page(history_page(case, noted, book, Words(language), for_participant=True))
    return Exit.DONE


def _assessed(noted: Sequence[Noted]) -> list[Assessed]:
    """Return the assessments of a case, the latest first; those that were corrected come last."""
    latest = [each for each in reversed(noted) if isinstance(each.event, Assessed)]
    counts = {each.number for each in counting(noted)}
    latest.sort(key=lambda each: each.number not in counts)
    return [each.event for each in latest if isinstance(each.event, Assessed)]


def _named(assessed: Sequence[Assessed], draft: Begun | None) -> str | None:
    """Return the id of the rulebook a case goes by."""
    if assessed:
        return assessed[0].rulebook.id
    return None if draft is None else draft.case.rulebook


@contextmanager
def _book(
    context: Context, office: Office, assessed: Sequence[Assessed], other: str | None
) -> Iterator[Rulebook | None]:
    """Yield what a case was last assessed by, as it was kept; else another, where one is named."""
    if assessed and assessed[0].archive is not None:
        files = office.journal.rulebook_files(assessed[0].archive)
        with replaying.kept_rulebook(files) as kept:
            yield kept
    else:
        yield None if other is None else context.load(other)


def _concluded(rulebook: Rulebook, assessed: Sequence[Assessed]) -> AssessedCase | None:
    """Return what came of the last assessment; from a talk, nothing was concluded yet."""
    if not assessed:
        return None
    last, book = assessed[0], library.Rulebook(rulebook)
    return assessed_of(replaying.assessed_again(book, last.assessment, last.outcome))


def _held(id_: str, assessed: Sequence[Assessed], draft: Begun | None, words: Words) -> Held:
    """Return what was assessed last, else the talk; beside it what else was said."""
    cases = [parse_case(json.dumps(each.assessment), id_) for each in assessed]
    traces = [
        Trace(Place.EARLIER, words.date(each.as_of), case)
        for each, case in zip(assessed[1:], cases[1:], strict=True)
    ]
    if draft is not None:
        talk = Trace(Place.DRAFT, words.date(draft.saved.day), draft.case)
        cases, traces = [*cases, draft.case], [talk, *traces] if cases else traces
    return Held(replace(cases[0], case=id_), traces=tuple(traces))
