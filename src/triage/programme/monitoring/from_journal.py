"""The table of participants that a journal amounts to, made without its key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from triage.journal.events import (
    About,
    Agreed,
    Assessed,
    Came,
    Confirmed,
    Departed,
    Opened,
    Started,
    Suggested,
    Withdrawn,
)
from triage.model.programme import NotedKind
from triage.programme.monitoring.record import COLUMNS
from triage.tables import ReadAs, Table

if TYPE_CHECKING:
    from triage.journal.open_part import OpenEvent

_Cells = dict[str, str]
_KINDS: Final = {kind.value: kind for kind in NotedKind}
"""The kinds of events of which only that they were is told, as a table calls them."""


def table_of(events: Iterable[OpenEvent]) -> Table:
    """Return the table that events amount to; cases go by numbers of the journal's own."""
    cases: dict[int, list[OpenEvent]] = defaultdict(list)
    for each in events:
        cases[each.case].append(each)
    rows = (
        [{"case": f"j{case}", **cells}.get(name, "") for name in COLUMNS]
        for case, every in cases.items()
        for cells in (_taking_part(every), *_others(every))
    )
    return Table(COLUMNS, enumerate(rows, start=1), ReadAs("journal"))


def _taking_part(events: list[OpenEvent]) -> _Cells:
    """Return when a case takes part: from when it was first opened, until the person withdrew.

    Its target group is the one its last assessment settled.
    """
    opened = [each.day for each in events if isinstance(each.event, Opened)]
    ends = [each.event for each in events if isinstance(each.event, Opened | Withdrawn)]
    last = ends[-1] if isinstance(ends[-1], Withdrawn) else None
    groups = [each.event.target_group for each in events if isinstance(each.event, Assessed)]
    settled = groups[-1] if groups and len(groups[-1]) == 1 else ("",)
    return {
        "record": "taking_part",
        "from": min(opened).isoformat(),
        "to": last.on.isoformat() if last else "",
        "target_group": settled[0],
    }


def _others(events: list[OpenEvent]) -> Iterator[_Cells]:
    begun = {each.event.agreed: each.event for each in events if isinstance(each.event, Started)}
    for each in events:
        match each.event:
            case Suggested():
                yield _assessment(events, each, each.event)
            case Departed():
                yield from _departures(events, each.day, each.event)
            case Agreed(intervention=id_, by=by):
                start = begun.get(each.number)
                yield {
                    "record": "intervention",
                    "what": id_,
                    "requested": each.day.isoformat(),
                    "from": start.on.isoformat() if start else "",
                    "needed_by": by.isoformat() if by else "",
                }
            case Came(what=kind, start=start_, end=end, hours=hours):
                yield {
                    "record": "outcome",
                    "what": kind.value,
                    "from": start_.isoformat(),
                    "to": end.isoformat() if end else "",
                    "hours": "" if hours is None else str(hours),
                }
            case noted if (what := _KINDS.get(noted.kind)) is not None:
                yield {"record": "noted", "what": what.value, "from": each.day.isoformat()}
            case _:
                pass


def _departures(events: list[OpenEvent], day: date, departed: Departed) -> Iterator[_Cells]:
    """Return the intervention that was departed from, and the rules that spoke for what was."""
    about = departed.about
    what = [] if about.intervention is None else [about.intervention]
    if departed.instead != about:  # else it was not suggested, and no rule spoke for it
        what += _rules_for(events, departed.suggested, about)
    for each in what:
        cells = {"from": day.isoformat(), "what": each, "reason": departed.reason.value}
        yield {"record": "departure", **cells}


def _rules_for(events: list[OpenEvent], suggestion: int, about: About) -> tuple[str, ...]:
    """Return the rules that spoke for the typology or intervention that was suggested."""
    for each in events:
        if each.number == suggestion and isinstance(each.event, Suggested):
            return each.event.rules.get(about.typology or str(about.intervention), ())
    return ()


def _assessment(events: list[OpenEvent], own: OpenEvent, suggested: Suggested) -> _Cells:
    """Return an assessment: what was suggested on which day, and what a worker stands by."""
    confirmed, goal = "", ""
    for each in events:
        match each.event:
            case (
                Confirmed(suggested=own.number, about=About(typology=str(typology)), goal=told)
                | Departed(suggested=own.number, instead=About(typology=str(typology)), goal=told)
            ):
                confirmed, goal = typology, told or goal
            case _:
                pass
    return {
        "record": "assessment",
        "from": own.day.isoformat(),
        "suggested": suggested.typology,
        "confirmed": confirmed,
        "goal": goal,
    }
