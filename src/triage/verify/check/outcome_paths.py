"""Every way from what concerns a protected characteristic, or stands close to one, to an outcome.

A way is a question, the findings and other questions it goes through, a rule, and what the rule
says. Ways to a typology end there: what reads the typology comes after it.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from triage.model.protected import Characteristic
from triage.model.rule import (
    AnyRule,
    Availability,
    ClassificationRule,
    Recommendation,
    WarningRule,
)
from triage.model.rulebook import Rulebook
from triage.verify.check.marked import Marked, marked
from triage.verify.check.reading import Reading, Steps


class Reached(enum.StrEnum):
    """What of an outcome a rule speaks of."""

    TARGET_GROUP = "target_group"
    TYPOLOGY = "typology"
    OFFER = "offer"
    AGAINST = "against"
    LAW = "law"
    PROGRAMME = "programme"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class OutcomePath:
    """One way. `about` are the class, or the interventions, the rule speaks of."""

    question: str
    concerns: tuple[Characteristic, ...]
    proxy_of: tuple[Characteristic, ...]
    through: Steps
    rule: str
    reaches: Reached
    about: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
        }


def outcome_paths(rulebook: Rulebook) -> tuple[OutcomePath, ...]:
    """Return every way, question by question in the order of the file, then rule by rule."""
    reading = Reading(rulebook)
    every = marked(rulebook, reading.program)
    return tuple(path for one in every for path in _paths(rulebook, reading, one))


def _paths(rulebook: Rulebook, reading: Reading, one: Marked) -> Iterator[OutcomePath]:
    groups = rulebook.target_groups
    of_groups = frozenset(each.id for each in groups.rules) if groups is not None else frozenset()
    for id_, rule in rulebook.rules.items():
        if reading.of_rule(id_).isdisjoint(one.variables):
            continue
        reaches, about = _reached(rule, id_ in of_groups)
        for way in reading.ways(id_, one):
            yield OutcomePath(one.name, one.concerns, one.proxy_of, way, id_, reaches, about)


def _reached(rule: AnyRule, of_groups: bool) -> tuple[Reached, tuple[str, ...]]:
    match rule:
        case ClassificationRule(then=then):
            class_ = Reached.TARGET_GROUP if of_groups else Reached.TYPOLOGY
            return class_, (str(then.value),)
        case Recommendation(recommend=recommend, against=against):
            return (Reached.AGAINST, against) if against else (Reached.OFFER, recommend)
        case Availability(interventions=interventions):
            return (Reached.LAW if rule.rests_on_law else Reached.PROGRAMME), interventions
        case WarningRule():
            return (Reached.LAW if rule.rests_on_law else Reached.WARNING), ()
