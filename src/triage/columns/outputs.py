"""What is said of each row: the outputs of an assessment, and their values as bits of a mask.

Which values an output may have in a row is a whole number: bit n says that value n is possible.
Names are those that comparing versions has for outputs.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from triage.diagrams.nodes import Node
from triage.engine.possible import Possible
from triage.engine.symbolic.decisions import STATUSES, Decisions
from triage.model.outcome import RuleState
from triage.model.rule import ALONGSIDE, NOW
from triage.program.program import FlatIntervention, Program

Value = str | int | None
"""A value of an output; `None` is the start, or the limit, that there is not."""

_RULE_VALUES = (RuleState.CANNOT_HOLD.value, RuleState.HOLDS.value)
_POSSIBLE = {
    RuleState.CANNOT_HOLD: {RuleState.CANNOT_HOLD.value},
    RuleState.HOLDS: {RuleState.HOLDS.value},
    RuleState.MAY_HOLD: {*_RULE_VALUES},
}


class Kind(enum.StrEnum):
    """What sort of output it is."""

    TARGET_GROUP = "target_group"
    TYPOLOGY = "typology"
    STATUS = "status"
    START = "start"
    LIMIT = "limit"
    RULE = "rule"


ALWAYS: Final = frozenset({Kind.TARGET_GROUP, Kind.TYPOLOGY, Kind.STATUS})
"""What is told of every row."""

ON_DEMAND: Final = {"starts": Kind.START, "limits": Kind.LIMIT, "rules": Kind.RULE}
"""What is told only where it is asked for, by what it is called then."""


@dataclass(frozen=True, slots=True)
class Output:
    """One output: what it is of, and its values, the first of them bit 0.

    `about` is the intervention or rule; `limit` is which limit it is, if it is one.
    """

    kind: Kind
    about: str
    values: tuple[Value, ...]
    limit: str = ""

    @property
    def name(self) -> str:
        """What it is called: `typology`, `mentor.status`, `mentor.weeks`, `rules.R-mentor`."""
        match self.kind:
            case Kind.TARGET_GROUP | Kind.TYPOLOGY:
                return self.kind.value
            case Kind.RULE:
                return f"rules.{self.about}"
            case _:
                return f"{self.about}.{self.limit or self.kind.value}"

    def mask(self, found: Possible) -> int:
        """Return its values in what an engine found."""
        bits = {value: bit for bit, value in enumerate(self.values)}
        return sum(1 << bits[value] for value in self._found(found))

    def _found(self, found: Possible) -> Iterable[Value]:
        match self.kind:
            case Kind.TARGET_GROUP:
                return found.target_group
            case Kind.TYPOLOGY:
                return found.typology
            case Kind.STATUS:
                return map(str, found.statuses[self.about])
            case Kind.START:
                return found.starts[self.about]
            case Kind.LIMIT:
                return found.limits[self.about][self.limit]
            case Kind.RULE:
                return _POSSIBLE[found.rules[self.about]]


def outputs(program: Program, kinds: Collection[Kind] = ALWAYS) -> Iterator[Output]:
    """Yield the outputs of some kinds: classes, then interventions by id, then rules by id."""
    classes = ((Kind.TARGET_GROUP, program.target_group), (Kind.TYPOLOGY, program.typology))
    every = [Output(kind, kind.value, of.values) for kind, of in classes if of is not None]
    for one in sorted(program.interventions, key=lambda each: each.id):
        every += _of_intervention(program, one)
    every += [Output(Kind.RULE, id_, _RULE_VALUES) for id_ in sorted(program.rule_ids)]
    return (each for each in every if each.kind in kinds)


def _of_intervention(program: Program, one: FlatIntervention) -> Iterator[Output]:
    after = {
        f"after:{program.interventions[favour.start].id}"
        for favour in one.favours
        if isinstance(favour.start, int)
    }
    yield Output(Kind.STATUS, one.id, tuple(map(str, STATUSES)))
    yield Output(Kind.START, one.id, (None, *sorted(after), ALONGSIDE, NOW))
    for name in one.limit_names:
        limits = {rule.limits[name] for rule in one.law if name in rule.limits}
        yield Output(Kind.LIMIT, one.id, (None, *sorted(limits)), name)


class Decided(NamedTuple):
    """The node that decides an output, and the bit of its mask that each terminal stands for."""

    node: Node
    bits: tuple[int, ...]


class Deciding:
    """The nodes that decide outputs, in the decisions of one day."""

    def __init__(self, program: Program, decisions: Decisions) -> None:
        self._decisions = decisions
        self._plans = {plan.id: plan for plan in decisions.plans}
        self._rules = dict(zip(program.rule_ids, decisions.rules, strict=True))

    def of(self, output: Output) -> Decided:
        """Return what decides an output."""
        node: Node
        values: tuple[Value, ...]
        match output.kind:
            case Kind.TARGET_GROUP:
                node, values = self._decisions.target_group, output.values
            case Kind.TYPOLOGY:
                node, values = self._decisions.typology, output.values
            case Kind.STATUS:
                node, values = self._plans[output.about].status, output.values
            case Kind.START:
                plan = self._plans[output.about]
                node, values = plan.start, plan.starts
            case Kind.LIMIT:
                node, values = self._plans[output.about].limits[output.limit]
            case _:
                node, values = self._rules[output.about], output.values
        return Decided(node, tuple(map(output.values.index, values)))
