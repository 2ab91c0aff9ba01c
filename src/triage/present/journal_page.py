"""The history of a case as its journal has it, for staff or for her; and cases in a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from triage.journal.events import (
    About,
    Agreed,
    Assigned,
    Came,
    Confirmed,
    Corrected,
    Decided,
    Declined,
    Departed,
    Event,
    FollowedUp,
    Ground,
    Interpreter,
    InterpreterUsed,
    LifeChanged,
    Opened,
    ReadReason,
    Released,
    Started,
    Suggested,
    Withdrawn,
)
from triage.journal.noted import Noted, Stamp
from triage.journal.sequence import OPEN
from triage.journal.sequence import Sequence as Standing
from triage.model.outcome import CONFLICT, GAP, RulebookStamp
from triage.model.programme import OutcomeKind
from triage.model.rulebook import Rulebook
from triage.present.blocks import Line, Page, Point, Section
from triage.present.foot import foot
from triage.present.names import Names
from triage.present.wording import Words

_NO_TYPOLOGY: Final = (OPEN, GAP, CONFLICT)
"""What may stand in the place of a typology."""


def history_page(
    case: str,
    noted: Sequence[Noted],
    rulebook: Rulebook | None,
    words: Words,
    *,
    for_participant: bool = False,
    draft: Stamp | None = None,
) -> Page:
    """Lay out every event of a case, the earliest first; what was corrected is marked.

    Without the rulebook, things are called by their ids. For the participant, a typology is told
    by what the rulebook says of it to her. `draft` says who saved a talk last that is not over.
    """
    telling = _Telling(rulebook, words, noted, to_her=for_participant)
    points = tuple(map(telling.point, noted))
    section = Section(words.count("journal.events", len(points)), points)
    head = [Line(words.say("journal.told_to_her"))] if for_participant else []
    if draft is not None:
        head.append(Line(left_open(draft, words)))
    return Page(words.say("journal.case", case=case), tuple(head), (section,), foot(words))


def event_points(
    noted: Sequence[Noted], rulebook: Rulebook | None, words: Words
) -> dict[int, Point]:
    """Return every event of a case in words, by its number, as its history has them."""
    telling = _Telling(rulebook, words, noted, to_her=False)
    return {each.number: telling.point(each) for each in noted}


def event_in_words(event: Event, rulebook: Rulebook | None, words: Words) -> str:
    """Say what happened, of an event that names no other: not when, nor who noted it."""
    return _Telling(rulebook, words, (), to_her=False).what(event)


def left_open(saved: Stamp, words: Words) -> str:
    """Say that a talk is not over, and who saved it last."""
    return words.say("journal.left_open", by=saved.by.id, day=words.date(saved.day))


def cases_page(found: Sequence[tuple[str, Standing]], words: Words) -> Page:
    """Lay out cases in the order they were begun: whether each is open, and who has it.

    Vignettes, which are nobody's, stand and are counted apart.
    """

    def listed(*, vignettes: bool) -> tuple[Point, ...]:
        return tuple(
            Point(_case_line(case, standing, words))
            for case, standing in found
            if standing.is_vignette is vignettes
        )

    people, nobody = listed(vignettes=False), listed(vignettes=True)
    shown = people or (Line(words.say("journal.no_cases")),)
    sections = [Section(words.count("journal.cases", len(people)), shown)]
    if nobody:
        sections.append(Section(words.count("journal.vignettes", len(nobody)), nobody))
    return Page(words.say("journal.cases_title"), (), tuple(sections), foot(words))


def _case_line(case: str, standing: Standing, words: Words) -> str:
    state = words.say("journal.case_open" if standing.is_open else "journal.case_closed")
    who = sorted(f"{team} ({worker})" if worker else team for team, worker in standing.holders)
    told = words.both(who) if who else words.say("journal.nobody")
    return words.say("journal.case_line", case=case, state=state, who=told)


class _Telling:
    def __init__(
        self, rulebook: Rulebook | None, words: Words, noted: Sequence[Noted], *, to_her: bool
    ) -> None:
        self._rulebook, self._words, self._to_her = rulebook, words, to_her
        every = {each.number: each.event for each in noted}
        self._corrected = {each.event for each in every.values() if isinstance(each, Corrected)}
        self._agreed = {
            number: each.intervention for number, each in every.items() if isinstance(each, Agreed)
        }

    def point(self, noted: Noted) -> Point:
        """Say what happened, with what was said beneath."""
        return Point(self.line(noted), tuple(self.notes(noted.event)))

    def line(self, noted: Noted) -> str:
        """Say when, who, and what, on one line."""
        what = self.what(noted.event)
        day = self._words.date(noted.day)
        key = "line_corrected" if noted.number in self._corrected else "line"
        return self._words.say(
            f"journal.{key}", number=noted.number, day=day, by=noted.by.id, what=what
        )

    def what(self, event: Event) -> str:
        """Say what happened."""
        key = f"journal.kind_{event.kind}{self._variant(event)}"
        return self._words.say(key, **self._values(event))

    def _variant(self, event: Event) -> str:
        """Return which of the sentences for a kind fits what the event has."""
        match event:
            case Opened(vignette=True):
                return "_vignette"
            case Suggested(interventions=()):
                return "_no_step"
            case Departed(about=about, instead=instead) if about == instead:
                return "_wanted"
            case Departed(instead=None):
                return "_nothing"
            case Agreed(by=None) | Assigned(worker=None) | Released(worker=None):
                return "_alone"
            case Declined() | Withdrawn() if self._to_her:
                return "_to_her"
            case _:
                return ""

    def notes(self, event: Event) -> Iterator[Line]:
        """Yield everything else that an event holds, what was said last."""
        yield from (Line(self._words.say(key, **values)) for key, values in self._noted(event))
        told = event.what if isinstance(event, LifeChanged) else getattr(event, "words", None)
        if told is not None:
            yield Line(self._words.say("journal.words", text=told))

    def _noted(self, event: Event) -> Iterator[tuple[str, dict[str, str]]]:
        match event:
            case Departed(reason=reason):
                yield f"departure.{reason.value}", {}
            case Decided(complaint_guidance=given):
                yield f"journal.guidance_{'given' if given else 'not_given'}", {}
            case InterpreterUsed(language=str(language)):
                yield "journal.note_language", {"language": language}
            case Came(end=end, hours=hours):
                if end is not None:
                    yield "journal.note_end", {"end": self._words.date(end)}
                if hours is not None:
                    yield "journal.note_hours", {"hours": self._words.number(hours)}
            case _:
                pass
        if isinstance(event, Confirmed | Departed) and event.goal is not None:
            yield f"journal.goal_{event.goal}", {}

    def _values(self, event: Event) -> dict[str, str | int]:
        """Return what the words of a kind may name, by field."""
        every = {name: getattr(event, name) for name in type(event).model_fields}
        shown = {name: self._shown(name, value) for name, value in every.items()}
        if isinstance(event, Started | FollowedUp):
            shown["step"] = self._named("intervention", self._agreed[event.agreed])
        return shown

    def _shown(self, name: str, value: object) -> str | int:
        match value:
            case None | ():
                return self._words.say("journal.nothing")
            case int():
                return value
            case date():
                return self._words.date(value)
            case RulebookStamp(id=id_, version=version):
                return f"{id_} {version}"
            case About(typology=None, intervention=str(id_)):
                return self._named("intervention", id_)
            case About(typology=str(id_)):
                return self._named("typology", id_)
            case OutcomeKind() | Interpreter() | ReadReason() | Ground():
                return self._of_a_list(value)
            case str():
                return self._named(name, value)
            case tuple():
                names = [self._named(name, str(each)) for each in value]
                # Several typologies are what is possible; several interventions are all suggested.
                several = self._words.both if name == "interventions" else self._words.either
                return several(names)
            case _:
                return ""

    def _of_a_list(self, value: OutcomeKind | Interpreter | ReadReason | Ground) -> str:
        match value:
            case OutcomeKind():
                return self._words.say(f"journal.outcomekind_{value.value}")
            case Interpreter():
                return self._words.say(f"journal.interpreter_{value.value}")
            case ReadReason():
                return self._words.say(f"journal.readreason_{value.value}")
            case Ground():
                return self._words.say(f"journal.ground_{value.name.lower()}")

    def _named(self, what: str, id_: str) -> str:
        if self._to_her and what == "typology" and id_ not in _NO_TYPOLOGY:
            path = f"typologies.values.{id_}.for_participant"
            book, say = self._rulebook, self._words.say
            told = None if book is None else Names(book, self._words).text(path)
            return say("journal.words", text=told) if told else say("journal.for_staff")
        return named(self._rulebook, self._words, what, id_)


def named(rulebook: Rulebook | None, words: Words, what: str, id_: str) -> str:
    """Return what a rulebook calls a typology or intervention; its id where it has none of it."""
    if id_ in _NO_TYPOLOGY:
        return words.say(f"journal.{id_}")
    if rulebook is None:
        return id_
    names, typologies = Names(rulebook, words), rulebook.typologies
    if what in ("intervention", "interventions") and id_ in rulebook.interventions:
        return names.intervention(id_)
    if what == "typology" and typologies is not None and id_ in typologies.values:
        return names.typology(id_)
    return id_
