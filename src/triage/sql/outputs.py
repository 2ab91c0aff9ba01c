"""What an outcome holds, as functions and the texts their terminals stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from triage.diagrams.nodes import FALSE_NODE, TRUE_NODE, Node
from triage.engine.symbolic.decisions import STATUSES, Decisions
from triage.model.outcome import RuleState
from triage.program.program import Derived, Program
from triage.sql import terms
from triage.sql.terms import Term

NOTHING: Final = "nothing"
"""Stands for no start, and for no limit."""

JOINED: Final = "|"
"""Stands between values where several are possible."""


@dataclass(frozen=True, slots=True)
class Output:
    """A column of outcomes: the function it is, and what each of its terminals is called.

    Names are in the order in which an outcome lists them. Where several are possible they are
    joined, unless `several` stands for that.
    """

    name: str
    node: Node
    names: Mapping[int, str]
    several: str | None = None
    mask: str | None = None
    """The column that also has the terminals as bits, if there is one."""

    @property
    def columns(self) -> list[str]:
        """The names of its columns."""
        return [self.name] if self.mask is None else [self.name, self.mask]

    def written(self, column: str, reached: Iterable[int]) -> Term:
        """Return the names of the terminals in the bits of a column, which may have these alone."""
        masks = dict.fromkeys(self.names.values(), 0)
        for terminal in reached:
            masks[self.names[terminal]] |= 1 << terminal
        masks = {name: mask for name, mask in masks.items() if mask}
        every, bits = sum(masks.values()), terms.column(column)
        *alone, last = [
            (terms.has_none(bits, every & ~mask), terms.text(name)) for name, mask in masks.items()
        ]
        if not alone:
            return last[1]
        several = terms.text(self.several) if self.several else _listed(bits, masks)
        return terms.case([*alone, last], several)


def _listed(bits: Term, masks: Mapping[str, int]) -> Term:
    parts = [
        terms.case([(terms.has_any(bits, mask), terms.text(f"{JOINED}{name}"))], terms.text(""))
        for name, mask in masks.items()
    ]
    return terms.without_first_sign(terms.put_together(parts))


def class_output(name: str, node: Node, derived: Derived) -> Output:
    """Return the possible classes of a classification."""
    return Output(name, node, _in_order(dict(enumerate(derived.values))), mask=f"{name}_mask")


def interventions(decisions: Decisions) -> Iterator[Output]:
    """Yield what becomes of each intervention, by their ids."""
    statuses = _in_order(dict(enumerate(map(str, STATUSES))))
    for plan in sorted(decisions.plans, key=lambda each: each.id):
        starts = {code: start or NOTHING for code, start in enumerate(plan.starts)}
        yield Output(f"{plan.id}.status", plan.status, statuses)
        yield Output(f"{plan.id}.start", plan.start, _in_order(starts))
        for name, (node, limits) in sorted(plan.limits.items()):
            order = sorted(enumerate(limits), key=lambda each: (each[1] is not None, each[1] or 0))
            values = {code: NOTHING if limit is None else str(limit) for code, limit in order}
            yield Output(f"{plan.id}.{name}", node, values)


def _in_order(names: Mapping[int, str]) -> Mapping[int, str]:
    """Return names as outcomes sort them: nothing first."""
    return dict(sorted(names.items(), key=lambda each: (each[1] != NOTHING, each[1])))


_STATES = {FALSE_NODE: str(RuleState.CANNOT_HOLD), TRUE_NODE: str(RuleState.HOLDS)}


def rules(program: Program, decisions: Decisions) -> Iterator[Output]:
    """Yield the state of each rule, by their ids."""
    found = zip(program.rules, decisions.rules, strict=True)
    for rule, node in sorted(found, key=lambda each: each[0].id):
        yield Output(f"rules.{rule.id}", node, _STATES, str(RuleState.MAY_HOLD))
