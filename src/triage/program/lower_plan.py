"""Lowering of the catalogue: each intervention with the rules that speak of it (section 4.4)."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import TopologicalSorter

from triage.model.rule import Availability, Recommendation
from triage.model.rulebook import Rulebook
from triage.program.lower_tests import encode_number
from triage.program.program import Favour, FlatIntervention, LawRule


def lower_plan(rulebook: Rulebook, numbers: Mapping[str, int]) -> tuple[FlatIntervention, ...]:
    """Return the interventions, each after those it may start after; `numbers` are the rules'."""
    order = _after_order(rulebook)
    positions = {id_: position for position, id_ in enumerate(order)}
    return tuple(
        FlatIntervention(
            id_,
            tuple(
                Favour(numbers[rule.id], rule.strength, _start(rule, positions))
                for rule in rulebook.recommendations
                if id_ in rule.recommend
            ),
            tuple(numbers[rule.id] for rule in rulebook.recommendations if id_ in rule.against),
            tuple(
                _law(rule, numbers) for rule in rulebook.availability if id_ in rule.interventions
            ),
        )
        for id_ in order
    )


def _law(rule: Availability, numbers: Mapping[str, int]) -> LawRule:
    limits = {name: encode_number(value.value) for name, value in rule.limits.items()}
    return LawRule(numbers[rule.id], rule.verdict, limits)


def _start(rule: Recommendation, positions: Mapping[str, int]) -> str | int:
    return rule.start.when if rule.start.after is None else positions[rule.start.after]


def _after_order(rulebook: Rulebook) -> list[str]:
    """Order interventions so that each stands after those it may start after."""
    before: dict[str, set[str]] = {id_: set() for id_ in sorted(rulebook.interventions)}
    for rule in rulebook.recommendations:
        if rule.start.after is not None:
            for id_ in rule.recommend:
                before[id_].add(rule.start.after)
    return list(
        TopologicalSorter({id_: sorted(some) for id_, some in before.items()}).static_order()
    )
