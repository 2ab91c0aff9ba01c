"""Starts: that no intervention waits, in the end, for itself (rulebook language, section 4.4)."""

from __future__ import annotations

from collections.abc import Iterable

from triage.language.reading.notes import Notes
from triage.language.resolving.cycles import find_cycles
from triage.model.rule import Recommendation


def check_starts(recommendations: Iterable[Recommendation], notes: Notes) -> None:
    """Note every cycle of interventions that start after each other."""
    after: dict[str, dict[str, str]] = {}
    for rule in recommendations:
        if rule.start.after is not None:
            for id_ in rule.recommend:
                after.setdefault(id_, {}).setdefault(rule.start.after, rule.id)
    for cycle in find_cycles(after):
        path = f"rules.{after[cycle[0]][cycle[1]]}"
        notes.error("start-cycle", notes.places.get(path), path, members=" → ".join(cycle))
