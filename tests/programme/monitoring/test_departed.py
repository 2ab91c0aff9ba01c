"""What method developers are told of their rules: numbers of cases, and nothing of few."""

from __future__ import annotations

from collections.abc import Iterator

from tests.journal.office import DAY
from triage.journal import About, Assessed, Confirmed, Departed, Event, Opened, Suggested
from triage.journal.open_part import OpenEvent
from triage.model.departure import DepartureReason
from triage.model.outcome import RulebookStamp
from triage.programme.monitoring.departed import DepartedFrom, departed_from

INTERNSHIP = About(intervention="internship")
WISH, MISSES = DepartureReason.OWN_WISH, DepartureReason.RULE_MISSES


def case(number: int, made_of_it: Event, version: str = "1") -> Iterator[OpenEvent]:
    """Yield the events of a case, in which two rules spoke for an internship."""
    stamp = RulebookStamp(id="small", version=version, digest="d" * 64)
    assessed = Assessed(rulebook=stamp, as_of=DAY, assessment={}, outcome={})
    rules = {"internship": ("R-1", "R-2"), "flexible": ("T-1",)}
    suggested = Suggested(
        assessed=number * 10 + 2, typology="flexible", interventions=("internship",), rules=rules
    )
    every = (Opened(), assessed, suggested, made_of_it)
    for at, event in enumerate(every, start=1):
        yield OpenEvent(number, number * 10 + at, DAY, event)


def departed(number: int, reason: DepartureReason) -> Departed:
    """Return a departure from the internship of a case."""
    return Departed(suggested=number * 10 + 3, about=INTERNSHIP, reason=reason)


def cases(wishes: int, misses: int, others: int) -> Iterator[OpenEvent]:
    """Yield cases that departed for one reason or another, and some that did not."""
    reasons = [WISH] * wishes + [MISSES] * misses
    for number, reason in enumerate(reasons):
        yield from case(number, departed(number, reason))
    for number in range(len(reasons), len(reasons) + others):
        yield from case(number, Confirmed(suggested=number * 10 + 3, about=INTERNSHIP))


def test_what_is_counted() -> None:
    """Each case once for each rule that spoke for what was departed from."""
    found = departed_from(cases(12, 11, 20), "small", "1")
    told = DepartedFrom(suggested=43, departed=23, reasons={WISH: 12, MISSES: 11})
    assert (found["R-1"], found["R-2"]) == (told, told)
    assert found["T-1"] == DepartedFrom(suggested=43, departed=0, reasons={})


def test_few_are_hidden() -> None:
    """Also where they could be worked out from what is shown."""
    few = departed_from(cases(12, 3, 20), "small", "1")["R-1"]
    assert few.reasons[MISSES] is None
    assert None in (few.departed, few.reasons[WISH])
    assert departed_from(cases(3, 0, 20), "small", "1")["R-1"].departed is None
    assert departed_from(cases(3, 3, 3), "small", "1")["R-1"].suggested is None


def test_another_version_is_another_rulebook() -> None:
    """And what was not suggested, and wanted all the same, was no rule's."""
    other = [*case(1, departed(1, WISH), version="2")]
    assert departed_from(other, "small", "1", limit=1) == {}
    wanted = Departed(suggested=13, about=INTERNSHIP, instead=INTERNSHIP, reason=WISH)
    assert departed_from(case(1, wanted), "small", "1", limit=1)["R-1"].departed == 0
