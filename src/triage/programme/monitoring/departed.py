"""How often what a rule speaks for was departed from, and why: for those who write the rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from triage.journal.events import Assessed, Departed, Suggested
from triage.model.departure import DepartureReason
from triage.programme.cell_suppression import LIMIT, Cells

if TYPE_CHECKING:
    from triage.journal.open_part import OpenEvent

_SUGGESTED, _DEPARTED = "suggested", "departed"


@dataclass(frozen=True, slots=True)
class DepartedFrom:
    """What became of what a rule speaks for, counted in cases; `None` is hidden.

    A case with two reasons counts once under each.
    """

    suggested: int | None
    departed: int | None
    reasons: Mapping[DepartureReason, int | None]


def departed_from(
    events: Iterable[OpenEvent], rulebook: str, version: str, limit: int = LIMIT
) -> dict[str, DepartedFrom]:
    """Return how often what each rule of one version spoke for was departed from, by rule.

    Numbers below `limit` are hidden, and those they could be worked out from.
    """
    found = _Found(rulebook, version)
    for each in events:
        found.add(each)
    cells = Cells(limit)
    for told, people in (*found.suggested.items(), *found.departed.items(), *found.why.items()):
        cells.tell(*told, people=people)
    return {
        rule: DepartedFrom(
            suggested=cells.count(_SUGGESTED, rule),
            departed=cells.count(_DEPARTED, rule, of=(_SUGGESTED, rule)),
            reasons={
                DepartureReason(reason): cells.count(*key, of=(_DEPARTED, rule))
                for key in found.why
                for _, own, reason in (key,)
                if own == rule
            },
        )
        for _, rule in found.suggested
    }


class _Found:
    """The cases in which a rule spoke for something, by what became of that."""

    def __init__(self, rulebook: str, version: str) -> None:
        self._made_by = rulebook, version
        self._ours: set[tuple[int, int]] = set()
        self._suggested: dict[tuple[int, int], Suggested] = {}
        self.suggested: dict[tuple[str, str], set[int]] = defaultdict(set)
        self.departed: dict[tuple[str, str], set[int]] = defaultdict(set)
        self.why: dict[tuple[str, str, str], set[int]] = defaultdict(set)

    def add(self, noted: OpenEvent) -> None:
        """Take one event; those of a case come in their order."""
        case = noted.case
        match noted.event:
            case Assessed(rulebook=stamp):
                if (stamp.id, stamp.version) == self._made_by:
                    self._ours.add((case, noted.number))
            case Suggested(assessed=assessed) as suggested if (case, assessed) in self._ours:
                self._suggested[case, noted.number] = suggested
                for rules in suggested.rules.values():
                    for rule in rules:
                        self.suggested[_SUGGESTED, rule].add(case)
            case Departed(suggested=number) as departed if (case, number) in self._suggested:
                self._depart(case, self._suggested[case, number], departed)
            case _:
                pass

    def _depart(self, case: int, suggested: Suggested, departed: Departed) -> None:
        about = departed.about
        if departed.instead == about:  # it was not suggested: no rule spoke for it
            return
        for rule in suggested.rules.get(about.typology or str(about.intervention), ()):
            self.departed[_DEPARTED, rule].add(case)
            self.why["why", rule, departed.reason].add(case)
