"""Everything an outcome says, and which rules it rests on, as functions both versions decide."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from triage.diagrams.nodes import FALSE_NODE, Node
from triage.engine.symbolic.decisions import STATUSES, Plan
from triage.engine.symbolic.space import TYPOLOGY
from triage.model.guarantee import Status
from triage.model.outcome import RuleState
from triage.verify.diff.version_product import Output, VersionProduct
from triage.verify.state_space import StateSpace

CLASSES = ("target_group", "typology")

NOTHING = "nothing"
"""Stands where one version has no such intervention, limit, class or rule."""

NO_OUTCOME = "refused"
"""What the codes of problems stand beside where a version refuses the answers of a case."""

HOLDS, HOLDS_NOT = "holds", "does_not_hold"

GIVEN, NOT_GIVEN = "given", "not_given"

SAID_OF_WARNINGS = {
    RuleState.CANNOT_HOLD: NOT_GIVEN,
    RuleState.MAY_HOLD: f"{GIVEN} or {NOT_GIVEN}",
    RuleState.HOLDS: GIVEN,
}
"""What an outcome says of a warning."""

WARNINGS = "warnings"
"""What the name of an output begins with that is whether a warning is given."""

RULES = "rules"
"""What the name of an output begins with that is whether a rule holds: `rules.R-one`."""


QUESTIONS = "questions"
"""What a path begins with that stands for the answers to a question only one version knows."""


class Kind(enum.StrEnum):
    """What sort of thing an output is."""

    CLASS = "class"
    STATUS = "status"
    START = "start"
    LIMIT = "limit"
    RULE = "rule"
    WARNING = "warning"
    REFUSED = "refused"
    QUESTION = "question"


class Named(NamedTuple):
    """The name of an output in parts: of what it is, and which limit where it is one."""

    kind: Kind
    id: str
    limit: str | None = None


def in_parts(output: str) -> Named:
    """Take the name of an output apart."""
    id_, _, part = output.partition(".")
    if output in CLASSES:
        return Named(Kind.CLASS, output)
    if id_ in (RULES, WARNINGS):
        return Named(Kind.RULE if id_ == RULES else Kind.WARNING, part)
    if id_ == QUESTIONS:
        return Named(Kind.QUESTION, output)
    if output == NO_OUTCOME:
        return Named(Kind.REFUSED, output)
    if part in (Kind.STATUS, Kind.START):
        return Named(Kind(part), id_)
    return Named(Kind.LIMIT, id_, part)


_ABSENT = frozenset({NOTHING, str(Status.NOT_SUGGESTED), HOLDS_NOT, NOT_GIVEN})


def says_nothing(output: str, before: str, after: str) -> bool:
    """Say whether a movement is only that something new or gone is not there for them either."""
    both = {before, after}
    if NOTHING not in both or not both <= _ABSENT:
        return False
    return in_parts(output).kind in (Kind.STATUS, Kind.RULE, Kind.WARNING)


@dataclass(frozen=True, slots=True)
class Compared:
    """One output: its name, what its terminals stand for, and what decides it in each version."""

    name: str
    values: tuple[str, ...]
    nodes: Output

    def reads_typology(self, both: VersionProduct) -> bool:
        """Say whether it depends on the typology beside answers."""
        return any(both.diagrams.level_of[node] == TYPOLOGY for node in self.nodes)


Valued = tuple[Node, tuple[str, ...]]
"""A function, and what each of its terminals stands for."""


def outputs(both: VersionProduct) -> Iterator[Compared]:
    """Yield everything an outcome says, with the same values in both versions."""
    for name in CLASSES:
        one, other = (_class(whole, name) for whole in both.sides)
        if one is not None or other is not None:
            yield aligned(both, name, one, other)
    plans = [{plan.id: plan for plan in whole.decisions.plans} for whole in both.sides]
    for id_ in dict.fromkeys([*plans[1], *plans[0]]):
        before, after = plans[0].get(id_), plans[1].get(id_)
        yield status(both, before, after)
        yield start(both, before, after)
        limits = [{} if plan is None else plan.limits for plan in (before, after)]
        for limit in sorted({*limits[0], *limits[1]}):
            sides = [
                (each[limit][0], tuple(map(named, each[limit][1]))) if limit in each else None
                for each in limits
            ]
            yield aligned(both, f"{id_}.{limit}", *sides)


def status(both: VersionProduct, *plans: Plan | None) -> Compared:
    """Return the status of an intervention of which at least one version has a plan."""
    statuses = tuple(map(str, STATUSES))
    sides = [None if plan is None else (plan.status, statuses) for plan in plans]
    return aligned(both, f"{_id_of(plans)}.{Kind.STATUS}", *sides)


def start(both: VersionProduct, *plans: Plan | None) -> Compared:
    """Return the start of an intervention of which at least one version has a plan."""
    sides = [
        None if plan is None else (plan.start, tuple(map(named, plan.starts))) for plan in plans
    ]
    return aligned(both, f"{_id_of(plans)}.{Kind.START}", *sides)


def _id_of(plans: Iterable[Plan | None]) -> str:
    return next(plan.id for plan in plans if plan is not None)


def reasons(both: VersionProduct) -> Iterator[Compared]:
    """Yield whether each rule holds that may be a reason for what an outcome says."""
    warnings = {rule.id for whole in both.sides for rule in whole.rulebook.warnings}
    states = (HOLDS_NOT, HOLDS)
    for id_ in dict.fromkeys([*both.new.rules, *both.old.rules]):
        if id_ not in warnings:
            one, other = (
                (whole.rules[id_], states) if id_ in whole.rules else None for whole in both.sides
            )
            yield aligned(both, f"{RULES}.{id_}", one, other)


def _class(whole: StateSpace, name: str) -> Valued | None:
    program, decisions = whole.program, whole.decisions
    if name == "typology" and program.typology is not None:
        return decisions.typology, program.typology.values
    if name == "target_group" and program.target_group is not None:
        return decisions.target_group, program.target_group.values
    return None


def named(value: object) -> str:
    """Return the name of a value an output may have."""
    return NOTHING if value is None else str(value)


def aligned(both: VersionProduct, name: str, old: Valued | None, new: Valued | None) -> Compared:
    """Return an output with the same values in both versions, of what decides it in each."""
    sides = [(FALSE_NODE, (NOTHING,)) if each is None else each for each in (old, new)]
    values = tuple(dict.fromkeys([*sides[1][1], *sides[0][1]]))
    one, other = (_with_values(both, *side, values) for side in sides)
    return Compared(name, values, (one, other))


def _with_values(
    both: VersionProduct, node: Node, own: Sequence[str], values: Sequence[str]
) -> Node:
    """Return a function whose terminals stand for values of its own, with those of others too."""
    code_of = [values.index(each) for each in own]
    if code_of == [*range(len(own))]:
        return node
    return both.diagrams.map_terminals(node, code_of.__getitem__)
