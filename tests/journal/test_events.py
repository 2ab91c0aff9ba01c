from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from pydantic import ValidationError

from tests.journal.office import DAY, PLANTED, assessed
from triage.journal import (
    About,
    Actor,
    Agreed,
    Came,
    Confirmed,
    Corrected,
    Decided,
    Declined,
    Departed,
    FollowedUp,
    HandedOver,
    Interpreter,
    InterpreterUsed,
    LifeChanged,
)
from triage.journal.events import EVENTS, Event
from triage.journal.parts import outline, outlined, parts
from triage.model.departure import DepartureReason
from triage.model.programme import OutcomeKind

TELLING: tuple[Event, ...] = (
    assessed(),
    Confirmed(suggested=3, about=About(typology="flexible"), words=PLANTED),
    Departed(
        suggested=3,
        about=About(intervention="internship"),
        reason=DepartureReason.OWN_WISH,
        words=PLANTED,
    ),
    Agreed(intervention="internship", words=PLANTED),
    Decided(provision="§ 1", on=DAY, complaint_guidance=True, words=PLANTED),
    Declined(intervention="internship", words=PLANTED),
    InterpreterUsed(who=Interpreter.PROFESSIONAL, on=DAY, language=PLANTED),
    FollowedUp(agreed=6, on=DAY, words=PLANTED),
    LifeChanged(on=DAY, what=PLANTED),
    Corrected(event=3, words=PLANTED),
    HandedOver(team="north", words=PLANTED),
)


@pytest.mark.parametrize("event", TELLING, ids=lambda event: event.kind)
def test_what_was_said_is_never_open(event: Event) -> None:
    """All of it is in what is sealed or kept apart."""
    open_, sealed, contents = parts(event)
    assert PLANTED not in json.dumps(open_)
    assert PLANTED in json.dumps([sealed, contents])


@pytest.mark.parametrize("event", TELLING, ids=lambda event: event.kind)
def test_an_event_is_the_sum_of_its_parts(event: Event) -> None:
    """It reads back from them; from what is open alone, it stands as an outline."""
    open_, sealed, contents = parts(event)
    assert EVENTS.validate_python({"kind": event.kind, **open_, **sealed, **contents}) == event
    alone = outline(event.kind, open_)
    assert parts(alone)[0] == open_
    assert (outlined(event), repr(outlined(event))) == (alone, repr(alone))
    assert outlined(event).model_dump() == alone.model_dump()


def test_every_kind_that_can_tell_something_is_looked_at() -> None:
    """The list above has every event with a sealed field."""
    kinds = get_args(get_args(Event)[0])
    telling = {kind for kind in kinds if any(_is_sealed(each) for each in _marks(kind))}
    assert telling == {type(event) for event in TELLING}


def _marks(kind: type[Event]) -> list[str]:
    return [f"{field.metadata}{field.annotation}" for field in kind.model_fields.values()]


def _is_sealed(marks: str) -> bool:
    return "sealed" in marks or "content" in marks


def test_hours_are_no_floats() -> None:
    """What is open is hashed, and a float has no one way to be written."""
    came = Came(what=OutcomeKind.PART_TIME_JOB, start=date(2026, 1, 1), hours=Decimal("7.5"))
    assert parts(came)[0]["hours"] == "7.5"


@pytest.mark.parametrize("id_", ["0101011234", "010101-1234", "", "a b", "x" * 65])
def test_ids_of_staff(id_: str) -> None:
    """A CPR number is none, and what was given is not repeated."""
    with pytest.raises(ValidationError) as caught:
        Actor(role="caseworker", id=id_)
    assert not id_ or id_ not in str(caught.value)


@pytest.mark.parametrize("number", ["010190-1234", "0101901234", "1-1-90.1234"])
def test_nothing_that_is_open_holds_a_cpr_number(number: str) -> None:
    """What stands open is exported and counted: a provision and the names of steps, too."""
    on = date(2026, 11, 29)
    with pytest.raises(ValidationError):
        Decided(provision=f"{number}, LAB § 91", on=on, complaint_guidance=True)
    for kind in (Declined, Agreed):
        with pytest.raises(ValidationError):
            kind(intervention=number)
    with pytest.raises(ValidationError):
        About(typology=number)
    told = "LBK nr. 1701 af 1. december 2025"
    assert Decided(provision=told, on=on, complaint_guidance=True).provision == told


def test_about_one_thing() -> None:
    """An event is about the typology or one intervention."""
    for wrong in ({}, {"typology": "flexible", "intervention": "internship"}):
        with pytest.raises(ValidationError):
            About(**wrong)
