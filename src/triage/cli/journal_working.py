"""`triage journal`: what staff and the person do with a suggestion, noted event by event."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from triage.cli.context import Context
from triage.cli.exits import Exit
from triage.cli.journal_events import events_in
from triage.cli.journal_options import Office, journal_command, words_of
from triage.cli.journal_rulebooks import KeptRulebooks
from triage.cli.journal_typed import typed_about, typed_instead, typed_intervention
from triage.cli.options import as_date, said
from triage.cli.prompting import write
from triage.diagnostics import Diagnostic, TriageError
from triage.journal.events import (
    GOALS,
    About,
    Agreed,
    Confirmed,
    Declined,
    Departed,
    Event,
    FollowedUp,
    Goal,
    LifeChanged,
    Opened,
    Started,
    Suggested,
)
from triage.model.departure import DepartureReason


def _spoken(context: click.Context, parameter: click.Parameter, text: str | None) -> str | None:
    return None if text is None else said(context, parameter, text)


_WORDS = click.option(
    "--words", callback=_spoken, help="In your own words, or the person's; they are sealed."
)
_ON = click.option("--on", metavar="D", callback=as_date, help="The day.  [default: today]")
_GOAL = click.option(
    "--goal",
    type=click.Choice(GOALS),
    help="What became of the person's own goal; goes with the typology.",
)
_WHAT = click.argument("what")


def _suggestion(office: Office, case: str) -> tuple[Suggested, int]:
    """Return the last suggestion of a case that counts, and its number.

    Raises:
        TriageError: there is none.
    """
    for number, event in reversed(office.journal.standing(case).counting.items()):
        if isinstance(event, Suggested):
            return event, number
    raise TriageError((Diagnostic("journal-nothing-suggested"),))


@journal_command("record")
@click.argument("case")
@click.argument("events", type=click.Path(allow_dash=True))
def record(context: Context, office: Office, case: str, events: str) -> Exit:
    """Note events of a case from a file of JSON: one event, or a list of them; all or none.

    EVENTS is a file, or - for standard input. Each event has a `kind` and the fields of its
    kind, as `triage.journal/1` describes them.
    """
    return _noted(context, office, case, *events_in(events))


@journal_command("vignette")
@click.argument("case")
def vignette(context: Context, office: Office, case: str) -> Exit:
    """Open a case as a vignette: constructed, of nobody, for staff to assess each on their own.

    It stays one. `triage programme agreement` reads it; it is in no report, never due, and not
    counted among people.
    """
    return _noted(context, office, case, Opened(vignette=True))


@journal_command("confirm")
@click.argument("case")
@click.argument("what", nargs=-1, required=True)
@_GOAL
@_WORDS
def confirm(context: Context, office: Office, case: str, **options: Any) -> Exit:
    """Stand by what was suggested: the typology, interventions, or both, by their ids or names."""
    suggestion, number = _suggestion(office, case)
    with KeptRulebooks(office) as books:
        book = books.of(case)
        abouts = [typed_about(book, suggestion, each) for each in options["what"]]
    words, goal = options["words"], _goal_of(options["goal"], *abouts)
    events = (
        Confirmed(suggested=number, about=each, goal=goal if each.typology else None, words=words)
        for each in abouts
    )
    return _noted(context, office, case, *events)


@journal_command("depart")
@click.argument("case")
@_WHAT
@click.option("--instead", metavar="ID", help="What is done instead, or wanted all the same.")
@click.option(
    "--reason",
    required=True,
    type=click.Choice([each.value for each in DepartureReason]),
    help="Why, as a code.",
)
@_GOAL
@_WORDS
def depart(context: Context, office: Office, case: str, **options: Any) -> Exit:
    """Do otherwise than suggested, with a reason; the suggestion is kept as it was.

    WHAT is the typology or intervention that was suggested. What was not suggested and is wanted
    stands as WHAT and as --instead.
    """
    suggestion, number = _suggestion(office, case)
    with KeptRulebooks(office) as books:
        book, typed = books.of(case), options["instead"]
        about = typed_about(book, suggestion, options["what"])
        instead = None if typed is None else typed_instead(book, about, typed)
    reason, goal = DepartureReason(options["reason"]), _goal_of(options["goal"], about)
    event = Departed(
        suggested=number,
        about=about,
        instead=instead,
        reason=reason,
        goal=goal,
        words=options["words"],
    )
    return _noted(context, office, case, event)


@journal_command("agree")
@click.argument("case")
@_WHAT
@click.option("--by", "until", metavar="D", callback=as_date, help="The day it is to have begun.")
@_WORDS
def agree(context: Context, office: Office, case: str, **options: Any) -> Exit:
    """Note that the person and you agreed on an intervention that was confirmed or chosen."""
    what, until, words = _step(office, case, options["what"]), options["until"], options["words"]
    return _noted(context, office, case, Agreed(intervention=what, by=until, words=words))


@journal_command("decline")
@click.argument("case")
@_WHAT
@_WORDS
def decline(context: Context, office: Office, case: str, what: str, words: Any) -> Exit:
    """Note that the person said no to an intervention."""
    return _noted(
        context, office, case, Declined(intervention=_step(office, case, what), words=words)
    )


@journal_command("start")
@click.argument("case")
@_WHAT
@_ON
def start(context: Context, office: Office, case: str, what: str, on: date | None) -> Exit:
    """Note that what was agreed has begun."""
    number = _agreed(office, case, what)
    return _noted(context, office, case, Started(agreed=number, on=on or office.at.date()))


@journal_command("follow-up")
@click.argument("case")
@_WHAT
@_ON
@_WORDS
def follow_up(context: Context, office: Office, case: str, **options: Any) -> Exit:
    """Note that you asked how it goes with what was agreed."""
    number = _agreed(office, case, options["what"])
    on, words = options["on"] or office.at.date(), options["words"]
    return _noted(context, office, case, FollowedUp(agreed=number, on=on, words=words))


@journal_command("changed")
@click.argument("case")
@_ON
@click.option("--words", required=True, callback=_spoken, help="What it is; sealed.")
def changed(context: Context, office: Office, case: str, *, on: date | None, words: str) -> Exit:
    """Note that something in life has changed: a birth, an illness, a move, a permit, a job lost.

    The talk is due again from that day on. What it is, is sealed.
    """
    day = on or office.at.date()
    return _noted(context, office, case, LifeChanged(on=day, what=words))


def _goal_of(goal: Goal | None, *abouts: About) -> Goal | None:
    """Return what became of the person's own goal, which goes with the typology.

    Raises:
        TriageError: none of what is confirmed or departed from is the typology.
    """
    if goal is not None and not any(each.typology for each in abouts):
        raise TriageError((Diagnostic("journal-goal-alone"),))
    return goal


def _step(office: Office, case: str, typed: str) -> str:
    """Return the id of the intervention that is meant.

    Raises:
        TriageError: there is no such case, or none is called so.
    """
    with KeptRulebooks(office) as books:
        return typed_intervention(books.of(case), typed)


def _agreed(office: Office, case: str, what: str) -> int:
    """Return the number of the last agreement on the intervention that is meant.

    Raises:
        TriageError: there is none, or no intervention is called so.
    """
    step = _step(office, case, what)
    for number, event in reversed(office.journal.standing(case).counting.items()):
        if isinstance(event, Agreed) and event.intervention == step:
            return number
    raise TriageError((Diagnostic("journal-not-agreed"),))


def _noted(context: Context, office: Office, case: str, *events: Event) -> Exit:
    """Note events, and say under which numbers."""
    noted = office.note(case, *events)
    words = words_of(context)
    numbers = words.both([str(each.number) for each in noted])
    write([words.count("journal.noted", len(noted), numbers=numbers)])
    return Exit.DONE
