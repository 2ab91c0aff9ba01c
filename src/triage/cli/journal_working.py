"""`triage journal`: what staff and the person do with a suggestion, noted event by event."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError

from triage.cli.atomic_write import reading
from triage.cli.context import STDIN, Context, standard_input
from triage.cli.exits import Exit
from triage.cli.journal_options import Office, journal_command
from triage.cli.options import as_date, said
from triage.cli.prompting import write
from triage.diagnostics import Diagnostic, TriageError
from triage.journal.events import (
    EVENTS,
    About,
    Agreed,
    Confirmed,
    Declined,
    Departed,
    Event,
    FollowedUp,
    LifeChanged,
    Opened,
    Started,
    Suggested,
)
from triage.model.departure import DepartureReason
from triage.present import Words


def _spoken(context: click.Context, parameter: click.Parameter, text: str | None) -> str | None:
    return None if text is None else said(context, parameter, text)


_WORDS = click.option(
    "--words", callback=_spoken, help="In your own words, or the person's; they are sealed."
)
_ON = click.option("--on", metavar="D", callback=as_date, help="The day.  [default: today]")
_GOAL = click.option(
    "--goal",
    type=click.Choice(["kept", "raised", "lowered"]),
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


def _about(suggestion: Suggested, what: str) -> About:
    return About(typology=what) if what == suggestion.typology else About(intervention=what)


@journal_command("record")
@click.argument("case")
@click.argument("events", type=click.Path(allow_dash=True))
def record(context: Context, office: Office, case: str, events: str) -> Exit:
    """Note events of a case from a file of JSON: one event, or a list of them; all or none.

    EVENTS is a file, or - for standard input. Each event has a `kind` and the fields of its
    kind, as `triage.journal/1` describes them.
    """
    return _noted(context, office, case, *_events(events))


def _events(name: str) -> list[Event]:
    """Read events.

    Raises:
        TriageError: the file has something else; what it has is not repeated.
    """
    if name == STDIN:
        text = standard_input()
    else:
        with reading(Path(name)):
            text = Path(name).read_text(encoding="utf-8-sig", errors="replace")
    try:
        read = json.loads(text)
    except ValueError:
        raise TriageError((Diagnostic("journal-no-event", details={"number": 1}),)) from None
    found = []
    for number, each in enumerate(read if isinstance(read, list) else [read], start=1):
        try:
            found.append(EVENTS.validate_python(each))
        except ValidationError:
            details = {"number": number}
            raise TriageError((Diagnostic("journal-no-event", details=details),)) from None
    return found


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
    """Stand by what was suggested: the typology, interventions, or both, each by its id."""
    suggestion, number = _suggestion(office, case)
    abouts = [_about(suggestion, each) for each in options["what"]]
    words, goal = options["words"], options["goal"]
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
    about, instead = _about(suggestion, options["what"]), options["instead"]
    if instead is not None:
        kind = "intervention" if about.typology is None else "typology"
        instead = About(**{kind: instead})
    reason = DepartureReason(options["reason"])
    event = Departed(
        suggested=number,
        about=about,
        instead=instead,
        reason=reason,
        goal=options["goal"] if about.typology else None,
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
    what, until, words = options["what"], options["until"], options["words"]
    return _noted(context, office, case, Agreed(intervention=what, by=until, words=words))


@journal_command("decline")
@click.argument("case")
@_WHAT
@_WORDS
def decline(context: Context, office: Office, case: str, what: str, words: Any) -> Exit:
    """Note that the person said no to an intervention."""
    return _noted(context, office, case, Declined(intervention=what, words=words))


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


def _agreed(office: Office, case: str, what: str) -> int:
    """Return the number of the last agreement on an intervention.

    Raises:
        TriageError: there is none.
    """
    for number, event in reversed(office.journal.standing(case).counting.items()):
        if isinstance(event, Agreed) and event.intervention == what:
            return number
    raise TriageError((Diagnostic("journal-not-agreed"),))


def _noted(context: Context, office: Office, case: str, *events: Event) -> Exit:
    """Note events, and say under which numbers."""
    noted = office.note(case, *events)
    words = Words(context.language or "da")
    numbers = words.both([str(each.number) for each in noted])
    write([words.count("journal.noted", len(noted), numbers=numbers)])
    return Exit.DONE
