"""What may follow what in a case, and where it stands.

Each event is allowed or refused by those before it that still count; an event that was corrected
does not. What later events rest on cannot be corrected before they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from triage.diagnostics import Diagnostic, TriageError
from triage.journal.events import (
    About,
    Agreed,
    Assessed,
    Assigned,
    Came,
    Confirmed,
    Corrected,
    Decided,
    Declined,
    Departed,
    Erased,
    Event,
    FollowedUp,
    HandedOver,
    Informed,
    InterpreterUsed,
    LifeChanged,
    Opened,
    Read,
    Released,
    Started,
    Suggested,
    Withdrawn,
)
from triage.model.outcome import CONFLICT

OPEN = "open"
UNSETTLED = (OPEN, CONFLICT)
"""What stands for a typology that is not settled: it can be chosen, and not confirmed."""
_OF_A_PERSON = (
    *(Agreed, Came, Decided, Declined, FollowedUp, Informed),
    *(InterpreterUsed, LifeChanged, Started, Withdrawn),
)
"""What cannot be of a vignette: nobody is there whom it could happen to."""


class OutOfSequence(TriageError):
    """An event cannot follow those before it; nothing was noted."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """The events of one case that count, by number.

    INVARIANT: it is the same whether events were added one by one or read back together.
    """

    counting: dict[int, Event] = field(default_factory=dict)
    is_open: bool = False
    is_erased: bool = False

    def following(self, number: int, event: Event) -> Sequence:
        """Return the sequence with one event more.

        Raises:
            OutOfSequence: the event cannot follow.
        """
        _require(self, event)
        match event:
            case Opened():
                return replace(self._with(number, event), is_open=True)
            case Withdrawn():
                return replace(self._with(number, event), is_open=False)
            case Erased():
                return replace(self, counting={}, is_open=False, is_erased=True)
            case Corrected(event=wrong):
                left = {at: each for at, each in self.counting.items() if at != wrong}
                return replace(self, counting=left)
            case _:
                return self._with(number, event)

    def _with(self, number: int, event: Event) -> Sequence:
        return Sequence({**self.counting, number: event}, self.is_open, self.is_erased)

    @property
    def is_vignette(self) -> bool:
        """Whether it is a constructed case, of nobody; what a case was opened as, it stays."""
        first = next(iter(self.counting.values()), None)
        return isinstance(first, Opened) and first.vignette

    @property
    def assessed(self) -> Assessed | None:
        """The last assessment, without what was said; `None` where there is none."""
        events = reversed(self.counting.values())
        return next((each for each in events if isinstance(each, Assessed)), None)

    @property
    def chosen(self) -> frozenset[str]:
        """The interventions a worker stands by: confirmed, or chosen in departing."""
        found = set[str]()
        for event in self.counting.values():
            match event:
                case Confirmed(about=About(intervention=str(id_))):
                    found.add(id_)
                case Departed(about=about, instead=instead):
                    found.discard(about.intervention or "")
                    found.update([instead.intervention] if instead and instead.intervention else ())
                case _:
                    pass
        return frozenset(found)

    @property
    def holders(self) -> frozenset[tuple[str, str | None]]:
        """The teams that have the case, each with a worker of it who does, or with none."""
        found = set[tuple[str, str | None]]()
        for event in self.counting.values():
            match event:
                case Assigned(team=team, worker=worker):
                    found.add((team, worker))
                case Released(team=team, worker=None):
                    found = {each for each in found if each[0] != team}
                case Released(team=team, worker=worker):
                    found.discard((team, worker))
                case HandedOver(team=team):
                    found = {(team, None)}
                case _:
                    pass
        return frozenset(found)


def of_events(events: Iterable[tuple[int, Event]]) -> Sequence:
    """Return the sequence of a case read back.

    Raises:
        OutOfSequence: it never can have been noted so.
    """
    sequence = Sequence()
    for number, event in events:
        sequence = sequence.following(number, event)
    return sequence


def correctable(case: Sequence) -> Iterator[int]:
    """Yield the numbers of the events of a case that may be corrected now, the latest first."""
    following = max(case.counting, default=0) + 1
    for number in reversed(case.counting):
        try:
            case.following(following, Corrected(event=number, words="…"))
        except OutOfSequence:
            continue
        yield number


def rests_on(event: Event) -> int | None:
    """Return the number of the event that another could not be without."""
    match event:
        case Suggested(assessed=number):
            return number
        case Confirmed(suggested=number) | Departed(suggested=number):
            return number
        case Started(agreed=number) | FollowedUp(agreed=number):
            return number
        case _:
            return None


def _require(so_far: Sequence, event: Event) -> None:
    _require_open(so_far, event)
    if so_far.is_vignette and isinstance(event, _OF_A_PERSON):
        raise _refused("journal-of-nobody", event)
    match event:
        case Suggested(assessed=number):
            _earlier(so_far, event, number, Assessed)
        case Confirmed(suggested=number, about=about):
            _confirmable(_suggestion(so_far, event, number), about, event)
        case Departed(suggested=number, about=about, instead=instead):
            suggestion = _suggestion(so_far, event, number)
            if instead != about:  # else it was not suggested, and is wanted
                _suggested(suggestion, about, event)
        case Agreed(intervention=id_):
            if id_ not in so_far.chosen:
                raise _refused("journal-not-chosen", event)
        case Started(agreed=number) | FollowedUp(agreed=number):
            _earlier(so_far, event, number, Agreed)
            _not_started_twice(so_far, event, number)
        case Corrected(event=number):
            _correctable(so_far, event, number)
        case _:
            pass


def _require_open(so_far: Sequence, event: Event) -> None:
    """Refuse what needs an open case; to read, correct or erase, one that was open will do."""
    if so_far.is_erased:
        raise _refused("journal-erased", event)
    match event:
        case Opened(vignette=vignette):
            if so_far.is_open:
                raise _refused("journal-already-open", event)
            if so_far.counting and vignette:
                raise _refused("journal-of-a-person", event)
        case Read() | Erased() | Corrected() if so_far.counting:
            pass
        case _:
            if not so_far.is_open:
                raise _refused("journal-not-open", event)


def _not_started_twice(so_far: Sequence, event: Event, number: int) -> None:
    begun = (each.agreed for each in so_far.counting.values() if isinstance(each, Started))
    if isinstance(event, Started) and number in begun:
        raise _refused("journal-already-started", event, number=number)


def _suggestion(so_far: Sequence, event: Event, number: int) -> Suggested:
    found = _earlier(so_far, event, number, Suggested)
    assert isinstance(found, Suggested)
    return found


def _earlier(so_far: Sequence, event: Event, number: int, kind: type) -> Event:
    found = so_far.counting.get(number)
    if found is None or not isinstance(found, kind):
        raise _refused("journal-no-such-event", event, number=number)
    return found


def _suggested(suggestion: Suggested, about: About, event: Event) -> None:
    if about.intervention is None:
        if about.typology == suggestion.typology:
            return
    elif about.intervention in suggestion.interventions:
        return
    known = ", ".join(suggestion.interventions) or "–"
    raise _refused("journal-not-suggested", event, known=known)


def _confirmable(suggestion: Suggested, about: About, event: Event) -> None:
    """Refuse a typology that was not settled (that none fits is), and what was not suggested."""
    if about.typology is not None and suggestion.typology in UNSETTLED:
        raise _refused("journal-not-settled", event)
    _suggested(suggestion, about, event)


def _correctable(so_far: Sequence, event: Event, number: int) -> None:
    found = so_far.counting.get(number)
    if found is None or isinstance(found, Opened):
        raise _refused("journal-no-such-event", event, number=number)
    for at, each in so_far.counting.items():
        if rests_on(each) == number:
            raise _refused("journal-rests-on-it", event, number=number, other=at)
    _still_chosen(so_far, event, number)


def _still_chosen(so_far: Sequence, event: Event, number: int) -> None:
    """Refuse to take back a choice that was agreed on since."""
    left = {at: each for at, each in so_far.counting.items() if at != number}
    lost = so_far.chosen - replace(so_far, counting=left).chosen
    for at, each in left.items():
        if isinstance(each, Agreed) and each.intervention in lost:
            raise _refused("journal-rests-on-it", event, number=number, other=at)


def _refused(code: str, event: Event, **details: str | int) -> OutOfSequence:
    return OutOfSequence((Diagnostic(code, details={"kind": event.kind, **details}),))
