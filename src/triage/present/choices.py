"""What staff made of what a page suggests, as the journal has it: by a role, never by a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from triage.journal.events import About, Confirmed, Departed, Suggested
from triage.journal.noted import Noted, counting
from triage.model.departure import DepartureReason
from triage.present.blocks import Line
from triage.present.names import Names
from triage.present.wording import Words

_ROLES = ("auditor", "caseworker", "method_developer", "team_lead")
"""The roles that have a name; an office may have others, which stand as it calls them."""


@dataclass(frozen=True, slots=True)
class StaffChoice:
    """What somebody in a role made of one suggestion; without a reason, they stand by it."""

    about: About
    role: str
    day: date
    reason: DepartureReason | None = None
    instead: About | None = None


@dataclass(frozen=True, slots=True)
class StaffChoices:
    """What was made of the suggestions of one assessment, the last of each; what else, by hand."""

    each: tuple[StaffChoice, ...] = ()
    by_hand: tuple[str, ...] = ()

    def about(self, about: About) -> StaffChoice | None:
        """Return what was made of one suggestion, or what was chosen beside them."""
        found = (each for each in reversed(self.each) if about in (each.about, each.instead))
        return next(found, None)


NONE_MADE: Final = StaffChoices()
"""Nobody has stood by anything, as far as the page knows."""


def choices_in(noted: Iterable[Noted]) -> StaffChoices:
    """Return what was made of the last suggestion of a case; what was corrected does not count."""
    found = counting(noted)
    last = [each for each in found if isinstance(each.event, Suggested)]
    if not last:
        return NONE_MADE
    made = tuple(_made_of(last[-1].number, found))
    suggested = last[-1].event
    assert isinstance(suggested, Suggested)
    chosen = [each.instead.intervention for each in made if each.instead]
    known = {None, *suggested.interventions}
    return StaffChoices(made, tuple(each for each in chosen if each and each not in known))


def _made_of(suggestion: int, noted: Iterable[Noted]) -> Iterator[StaffChoice]:
    for each in noted:
        match each.event:
            case Confirmed(suggested=number, about=about) if number == suggestion:
                yield StaffChoice(about, each.by.role, each.day)
            case Departed(suggested=number, about=about) as departed if number == suggestion:
                yield StaffChoice(about, each.by.role, each.day, departed.reason, departed.instead)
            case _:
                pass


def choice_line(choice: StaffChoice, about: About, words: Words, names: Names) -> Line:
    """Say of something who stands by it and since when, or what is done instead and why."""
    values = {"role": _role(choice.role, words), "day": words.date(choice.day)}
    if choice.reason is None:
        return Line(words.say("journal.chosen_confirmed", **values))
    why = words.say(f"departure.{choice.reason.value}")
    if choice.instead == choice.about:
        return Line(words.say("journal.chosen_all_the_same", why=why, **values))
    if choice.instead == about:
        other = _named(choice.about, names)
        return Line(words.say("journal.chosen_in_place", other=other, why=why, **values))
    if choice.instead is None:
        return Line(words.say("journal.chosen_nothing", why=why, **values))
    instead = _named(choice.instead, names)
    return Line(words.say("journal.chosen_instead", instead=instead, why=why, **values))


def _role(role: str, words: Words) -> str:
    return words.say(f"journal.role_{role}") if role in _ROLES else role


def _named(about: About, names: Names) -> str:
    if about.typology is not None:
        return names.typology(about.typology)
    return names.intervention(str(about.intervention))
