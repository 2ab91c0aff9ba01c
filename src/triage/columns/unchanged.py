"""Which outputs are the same in two versions of a rulebook for certain, as they are written.

Where questions, findings and classes are the same, an intervention comes to the same if the rules
that speak of it are; its start, if those of the interventions it may begin after are, too. What
this does not see is compared: nothing that differs is ever taken for the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from operator import attrgetter
from typing import Any

from triage.columns.outputs import Kind, Output, outputs
from triage.model.rulebook import Rulebook
from triage.program.program import Favour, Program


def unchanged(old: Rulebook, new: Rulebook, programs: tuple[Program, Program]) -> Collection[str]:
    """Return the names of outputs that are the same for every answer and day."""
    if not asks_alike(old, new, programs):
        return ()
    before, after = programs
    known = dict(_meant(before))
    return {name for name, meant in _meant(after) if name in known and known[name] == meant}


def asks_alike(old: Rulebook, new: Rulebook, programs: tuple[Program, Program]) -> bool:
    """Say whether questions, and findings and classes, are the same as they are written."""
    before, after = programs
    read = attrgetter("valid_from", "valid_to", "questions", "tables", "formerly", "replaced")
    concluded = attrgetter("variables", "derived", "target_group", "typology", "spans", "grids")
    return bool(read(old) == read(new) and concluded(before) == concluded(after))


def _meant(program: Program) -> Iterator[tuple[str, Any]]:
    """Yield every output by name with all that it rests on."""
    rules = {rule.id: (rule.when, rule.valid_from, rule.valid_to) for rule in program.rules}
    interventions = {one.id: one for one in program.interventions}

    def rule(number: int) -> Any:
        return rules[program.rule_ids[number]]

    @cache
    def status(id_: str) -> Any:
        one = interventions[id_]
        favours = [(rule(each.rule), each.strength) for each in one.favours]
        law = [(rule(each.rule), each.verdict) for each in one.law]
        return favours, [rule(each) for each in one.against], law

    def start(favour: Favour) -> Any:
        """Of one that begins after another: whether it does rests on the status of that."""
        if not isinstance(favour.start, int):
            return favour.start
        other = program.interventions[favour.start].id
        return other, status(other)

    def meant(output: Output) -> Any:
        id_ = output.about
        match output.kind:
            case Kind.RULE:
                return rules[id_]
            case Kind.STATUS:
                return status(id_)
            case Kind.START:
                return status(id_), [start(each) for each in interventions[id_].favours]
            case Kind.LIMIT:
                law = interventions[id_].law
                return [(rule(each.rule), each.limits.get(output.limit)) for each in law]
            case _:
                return None

    every = outputs(program, frozenset(Kind))
    return ((each.name, (each.values, meant(each))) for each in every)
