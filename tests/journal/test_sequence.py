from __future__ import annotations

from collections.abc import Sequence as Several

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.journal.office import DAY, PLANTED, agreed
from triage.diagnostics import TriageError
from triage.journal import (
    About,
    Agreed,
    Came,
    Confirmed,
    Corrected,
    Decided,
    Declined,
    Departed,
    Erased,
    Event,
    FollowedUp,
    Ground,
    Informed,
    Interpreter,
    InterpreterUsed,
    LifeChanged,
    Opened,
    OutOfSequence,
    Read,
    ReadReason,
    Started,
    Suggested,
    Withdrawn,
)
from triage.journal.sequence import Sequence, correctable, of_events, rests_on
from triage.model.departure import DepartureReason
from triage.model.programme import OutcomeKind

OTHER = About(intervention="language_course")
INTERNSHIP = About(intervention="internship")
OPEN = Suggested(assessed=2, typology="open")
GAP = Suggested(assessed=2, typology="gap")


def noted(*events: Event) -> Sequence:
    """Note events after those of a case in which an internship was agreed, the sixth of them."""
    return of_events(enumerate((*agreed(), *events), start=1))


def departed(about: About, instead: About | None = None) -> Departed:
    """Return a departure from what the third event suggested."""
    return Departed(suggested=3, about=about, instead=instead, reason=DepartureReason.OWN_WISH)


ALLOWED: dict[str, Several[Event]] = {
    "begun": (Started(agreed=6, on=DAY),),
    "followed up before it began": (FollowedUp(agreed=6, on=DAY),),
    "something else instead": (departed(INTERNSHIP, OTHER), Agreed(intervention="language_course")),
    "wanted, not suggested": (departed(OTHER, OTHER), Agreed(intervention="language_course")),
    "corrected, then corrected again": (
        Started(agreed=6, on=DAY),
        Corrected(event=7, words=PLANTED),
        Corrected(event=6, words=PLANTED),
    ),
    "no typology fits": (GAP, Confirmed(suggested=7, about=About(typology="gap"))),
    "read after she withdrew": (Withdrawn(on=DAY), Read(why=ReadReason.AUDIT)),
    "opened again": (Withdrawn(on=DAY), Opened(), Informed(article=13, on=DAY)),
    "erased": (Erased(ground=Ground.ASKED),),
}

REFUSED: dict[str, tuple[str, Several[Event]]] = {
    "opened twice": ("journal-already-open", (Opened(),)),
    "begun twice": (
        "journal-already-started",
        (Started(agreed=6, on=DAY), Started(agreed=6, on=DAY)),
    ),
    "begun, not agreed": ("journal-no-such-event", (Started(agreed=5, on=DAY),)),
    "agreed, not chosen": ("journal-not-chosen", (Agreed(intervention="language_course"),)),
    "agreed, departed from": (
        "journal-not-chosen",
        (departed(INTERNSHIP), Agreed(intervention="internship")),
    ),
    "confirmed, not suggested": ("journal-not-suggested", (Confirmed(suggested=3, about=OTHER),)),
    "departed, not suggested": ("journal-not-suggested", (departed(OTHER),)),
    "an open typology confirmed": (
        "journal-not-settled",
        (OPEN, Confirmed(suggested=7, about=About(typology="open"))),
    ),
    "corrected what is needed": ("journal-rests-on-it", (Corrected(event=3, words=PLANTED),)),
    "corrected what was agreed on": ("journal-rests-on-it", (Corrected(event=5, words=PLANTED),)),
    "corrected nothing": ("journal-no-such-event", (Corrected(event=9, words=PLANTED),)),
    "corrected twice": (
        "journal-no-such-event",
        (Corrected(event=6, words=PLANTED), Corrected(event=6, words=PLANTED)),
    ),
    "after she withdrew": ("journal-not-open", (Withdrawn(on=DAY), Informed(article=13, on=DAY))),
    "made a vignette": ("journal-of-a-person", (Withdrawn(on=DAY), Opened(vignette=True))),
    "after erasing": ("journal-erased", (Erased(ground=Ground.ASKED), Opened())),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_allowed(name: str) -> None:
    """What may follow what was agreed."""
    noted(*ALLOWED[name])


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    """What may not, and why."""
    code, events = REFUSED[name]
    noted(*events[:-1])
    with pytest.raises(OutOfSequence) as caught:
        noted(*events)
    assert [each.code for each in caught.value.diagnostics] == [code]


VIGNETTE = Opened(vignette=True)


def test_a_vignette_is_rated() -> None:
    """It is assessed, confirmed and departed from, as any case, and stays a vignette."""
    rated = (*agreed()[1:5], departed(INTERNSHIP), Corrected(event=6, words=PLANTED))
    case = of_events(enumerate((VIGNETTE, *rated, Read(why=ReadReason.AUDIT)), start=1))
    assert case.is_vignette
    assert not noted().is_vignette


@pytest.mark.parametrize(
    "event",
    [
        Agreed(intervention="internship"),
        Came(what=OutcomeKind.EDUCATION, start=DAY),
        Decided(provision="§ 1", on=DAY, complaint_guidance=True),
        Declined(intervention="internship"),
        FollowedUp(agreed=6, on=DAY),
        Informed(article=13, on=DAY),
        InterpreterUsed(who=Interpreter.COLLEAGUE, on=DAY),
        LifeChanged(on=DAY, what=PLANTED),
        Started(agreed=6, on=DAY),
        Withdrawn(on=DAY),
    ],
    ids=lambda event: event.kind,
)
def test_nothing_happens_to_nobody(event: Event) -> None:
    """What could only happen to a person is refused of a vignette."""
    with pytest.raises(OutOfSequence) as caught:
        of_events(enumerate((VIGNETTE, *agreed()[1:5], event), start=1))
    assert [each.code for each in caught.value.diagnostics] == ["journal-of-nobody"]


def test_nothing_before_opened() -> None:
    """A case begins by being opened."""
    with pytest.raises(OutOfSequence):
        of_events([(1, Informed(article=13, on=DAY))])


EVENTS = st.sampled_from(
    [*agreed(), *(event for events in ALLOWED.values() for event in events), OPEN]
)


@given(st.lists(EVENTS, max_size=25))
def test_whatever_is_tried(events: list[Event]) -> None:
    """Nothing is confirmed, agreed or begun by itself, and nothing counts that rests on nothing."""
    sequence = Sequence()
    for number, event in enumerate(events, start=1):
        before = sequence
        try:
            sequence = sequence.following(number, event)
        except TriageError:
            assert sequence is before
    for number, event in sequence.counting.items():
        rest = rests_on(event)
        assert rest is None or rest in sequence.counting
        if isinstance(event, Agreed):
            earlier = [each for at, each in sequence.counting.items() if at < number]
            assert any(isinstance(each, Confirmed | Departed) for each in earlier)
    assert not (sequence.is_erased and sequence.counting)


def test_what_may_be_corrected_is_what_nothing_rests_on() -> None:
    """The latest first; that the case was opened stays, and of one erased nothing is left."""
    case = noted(Started(agreed=6, on=DAY))
    assert list(correctable(case)) == [
        number for number in reversed(case.counting) if _may_be_corrected(case, number)
    ]
    assert 7 in correctable(case)
    assert not {1, 6} & set(correctable(case))
    assert list(correctable(noted(Erased(ground=Ground.MISTAKE)))) == []


def _may_be_corrected(case: Sequence, number: int) -> bool:
    try:
        case.following(99, Corrected(event=number, words=PLANTED))
    except OutOfSequence:
        return False
    return True
