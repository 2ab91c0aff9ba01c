"""Faults planted into the engines, one at a time, to see whether the cross-check notices.

Each is one of a kind: a rule whose firing durable-rules drops or adds, or an output that one engine
gives another value. Each also has a ground: what the known answers settle (`known`), what only all
completions settle (`completions`), and what stays open (`open`).
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import pytest

from triage.diagnostics import EnginesDisagree
from triage.engine import Evaluator
from triage.engine.crosscheck import CrossCheck
from triage.engine.durable.engine import Firing
from triage.engine.possible import Conclusion, Possible
from triage.engine.symbolic import Explored
from triage.intake.reading import read_answers
from triage.model.guarantee import Status
from triage.model.outcome import RuleState
from triage.program.program import Derived

Answers = Mapping[str, Any]

KNOWN, COMPLETIONS, OPEN = "settled by the known answers", "settled by all completions", "open"


class Kind(NamedTuple):
    """What kind of fault, and on what ground."""

    fault: str
    ground: str


@dataclass(frozen=True)
class Fault:
    """A fault that can be planted into the engines of one evaluator."""

    kind: Kind
    fire: Callable[[Firing], Firing] | None = None
    conclude: Callable[[Conclusion], Conclusion] | None = None
    compiled: Callable[[Conclusion], Conclusion] | None = None
    found: Callable[[Possible], None] | None = None

    def plant(self, patch: pytest.MonkeyPatch, evaluator: Evaluator) -> None:
        """Break the engines as long as `patch` lasts."""
        machines = evaluator._machines()
        durable, explore = crosscheck(evaluator)._durable, machines.symbolic.explore
        if self.fire is not None:
            fire, broken_firing = durable.fire, self.fire
            patch.setattr(durable, "fire", lambda *given: broken_firing(fire(*given)))
        if self.conclude is not None:
            conclude, broken_conclusion = durable.conclude, self.conclude
            patch.setattr(durable, "conclude", lambda *given: broken_conclusion(conclude(*given)))
        if self.compiled is not None:
            compiled, broken = machines._compiled.conclude, self.compiled
            patch.setattr(machines._compiled, "conclude", lambda *given: broken(compiled(*given)))
        if self.found is not None:
            patch.setattr(machines.symbolic, "explore", _exploring(explore, self.found))


def _exploring(
    explore: Callable[..., Explored], break_: Callable[[Possible], None]
) -> Callable[..., Explored]:
    def exploring(*given: Any) -> Explored:
        explored = explore(*given)
        broken = copy.copy(explored.found)
        break_(broken)
        return explored._replace(found=broken)

    return exploring


def crosscheck(evaluator: Evaluator) -> CrossCheck:
    """Return what compares the engines of an evaluator."""
    cross = evaluator._machines()._durable_rules()
    assert isinstance(cross, CrossCheck)
    return cross


def noticed(evaluator: Evaluator, answers: Answers, as_of: date, fault: Fault) -> bool:
    """Say whether an assessment by engines with a fault is refused."""
    with pytest.MonkeyPatch.context() as patch:
        fault.plant(patch, evaluator)
        try:
            evaluator.assess(read_answers(evaluator.rulebook, answers, as_of), as_of)
        except EnginesDisagree:
            return True
    return False


def faults(evaluator: Evaluator, answers: Answers, as_of: date) -> Iterator[Fault]:
    """Return every single fault of each kind for one assessment, in the engines it is put to.

    Complete answers are put to the compiled engine, others to the symbolic one.
    """
    machines, cross = evaluator._machines(), crosscheck(evaluator)
    coded = machines.coded(read_answers(evaluator.rulebook, answers, as_of))
    in_force = evaluator.rulebook.valid_at(as_of)
    found = machines.symbolic.explore(coded, as_of, in_force).found
    constants = machines._compiled.constants(as_of, in_force)
    settled = cross._settle(coded.given, coded.filled, constants)
    classes = (settled.target_group, settled.typology)
    bounds = cross._bounds.of(settled.truths, classes, in_force)
    complete = machines._compiled.row(coded, constants) is not None
    for fault in _of_outputs(evaluator, found, bounds):
        if not complete:
            yield fault
        elif fault.found is None:
            yield fault
            yield from _also_compiled(fault)
    if complete:
        yield from _of_compiled(evaluator, found)


def _of_outputs(evaluator: Evaluator, found: Possible, bounds: Possible) -> Iterator[Fault]:
    program = evaluator._machines().program
    yield from _of_rules(evaluator, found, bounds)
    for part in ("target_group", "typology"):
        yield from _of_class(part, getattr(program, part), found, bounds)
    yield from _of_interventions(evaluator, found, bounds)


def _also_compiled(fault: Fault) -> Iterator[Fault]:
    """Return the fault of what durable-rules concludes, in the compiled engine."""
    if fault.conclude is not None:
        kind = Kind(fault.kind.fault.replace("durable-rules", "compiled"), KNOWN)
        yield Fault(kind, compiled=fault.conclude)


def _of_compiled(evaluator: Evaluator, found: Possible) -> Iterator[Fault]:
    """Return faults of the compiled engine in what holds, and in what somebody is."""
    program = evaluator._machines().program
    for rule in program.rules:
        yield Fault(
            Kind("compiled: another state of a rule", KNOWN), compiled=_other_state(rule.id)
        )
    for part in ("target_group", "typology"):
        derived: Derived | None = getattr(program, part)
        for name in () if derived is None else derived.values:
            if {name} != getattr(found, part):
                kind = Kind(f"compiled: another {part}", KNOWN)
                yield Fault(kind, compiled=_of_class_instead(part, name))


def _other_state(rule: str) -> Callable[[Conclusion], Conclusion]:
    return lambda conclusion: conclusion._replace(rules=conclusion.rules ^ {rule})


def _of_class_instead(part: str, name: str) -> Callable[[Conclusion], Conclusion]:
    instead: dict[str, Any] = {part: name}
    return lambda conclusion: conclusion._replace(**instead)


def _of_rules(evaluator: Evaluator, found: Possible, bounds: Possible) -> Iterator[Fault]:
    for rule in evaluator._machines().program.rules:
        state = found.rules[rule.id]
        ground = OPEN if state is RuleState.MAY_HOLD else COMPLETIONS
        if bounds.rules[rule.id] is not RuleState.MAY_HOLD:
            ground = KNOWN
        if state is not RuleState.CANNOT_HOLD:
            yield from _of_firing("drops a firing", ground, found, _dropping(rule.index))
        if state is not RuleState.HOLDS:
            yield from _of_firing("adds a firing", ground, found, _adding(rule.index))
        for other in (each for each in RuleState if each is not state):
            kind = Kind("symbolic: another state of a rule", ground)
            yield Fault(kind, found=_replacing("rules", rule.id, other))


def _of_firing(
    fault: str, ground: str, found: Possible, fire: Callable[[Firing], Firing]
) -> Iterator[Fault]:
    """Return a fault of durable-rules, and the same one only in what it fires of open answers."""
    yield Fault(Kind(f"durable-rules {fault}", ground), fire=fire)
    if ground == KNOWN and found.open:
        kind = Kind(f"durable-rules {fault}, while answers are open", ground)
        yield Fault(kind, fire=lambda each: each if each.failed is None else fire(each))


def _dropping(rule: int) -> Callable[[Firing], Firing]:
    def fire(firing: Firing) -> Firing:
        return firing._replace(rules=tuple(each for each in firing.rules if each != rule))

    return fire


def _adding(rule: int) -> Callable[[Firing], Firing]:
    def fire(firing: Firing) -> Firing:
        failed = firing.failed and tuple(each for each in firing.failed if each != rule)
        return firing._replace(rules=tuple(dict.fromkeys((*firing.rules, rule))), failed=failed)

    return fire


def _of_class(
    part: str, derived: Derived | None, found: Possible, bounds: Possible
) -> Iterator[Fault]:
    """Return faults of the target group or typology; none where the rulebook has no such class."""
    if derived is None:
        return
    possible, bound = getattr(found, part), getattr(bounds, part)
    for code, name in enumerate(derived.values):
        if possible != {name}:
            kind = Kind(f"durable-rules: another {part}", _ground(possible, bound))
            yield Fault(kind, fire=_firing_class(part, code))
    for kind, values in _other_sets(part, possible, bound, derived.values):
        yield Fault(kind, found=_setting(part, values))


def _firing_class(part: str, code: int) -> Callable[[Firing], Firing]:
    broken: dict[str, Any] = {part: code}
    return lambda firing: firing._replace(**broken)


def _setting(part: str, values: frozenset[str]) -> Callable[[Possible], None]:
    return lambda found: setattr(found, part, values)


def _of_interventions(evaluator: Evaluator, found: Possible, bounds: Possible) -> Iterator[Fault]:
    for one in evaluator._machines().program.interventions:
        yield from _of_output("statuses", one.id, found, bounds, list(Status))
        starts = sorted({*bounds.starts[one.id], None, "now", "alongside"}, key=str)
        yield from _of_output("starts", one.id, found, bounds, starts)
        for name, values in found.limits.get(one.id, {}).items():
            bound = bounds.limits[one.id][name]
            for kind, other in _other_sets("limits", values, bound, [None, 1, 10_000]):
                limits = {**found.limits[one.id], name: other}
                yield Fault(kind, found=_replacing("limits", one.id, limits))
            kind = Kind("durable-rules: another of limits", _ground(values, bound))
            yield Fault(kind, conclude=_concluding("limits", one.id, {name: 10_000}))


def _of_output(
    part: str, id_: str, found: Possible, bounds: Possible, every: list[Any]
) -> Iterator[Fault]:
    """Return faults of a status or start: of the symbolic engine's, and of durable-rules'."""
    possible, bound = getattr(found, part)[id_], getattr(bounds, part)[id_]
    for kind, values in _other_sets(part, possible, bound, every):
        yield Fault(kind, found=_replacing(part, id_, values))
    for value in every:
        if possible != {value}:
            kind = Kind(f"durable-rules: another of {part}", _ground(possible, bound))
            yield Fault(kind, conclude=_concluding(part, id_, value))


def _concluding(part: str, id_: str, value: Any) -> Callable[[Conclusion], Conclusion]:
    def conclude(conclusion: Conclusion) -> Conclusion:
        values = {**getattr(conclusion, part), id_: value}
        broken: dict[str, Any] = {part: {k: v for k, v in values.items() if v is not None}}
        return conclusion._replace(**broken)

    return conclude


def _other_sets(
    part: str, possible: frozenset[Any], bound: frozenset[Any], every: list[Any] | tuple[Any, ...]
) -> Iterator[tuple[Kind, frozenset[Any]]]:
    """Return what could be said instead of what is possible: another, one more, one less."""
    ground = _ground(possible, bound)
    for value in every:
        if value in possible and len(possible) > 1:
            yield Kind(f"symbolic: one less of {part}", ground), possible - {value}
        elif value not in possible:
            yield Kind(f"symbolic: another of {part}", ground), frozenset({value})
            yield Kind(f"symbolic: one more of {part}", ground), possible | {value}


def _ground(possible: frozenset[Any], bound: frozenset[Any]) -> str:
    if len(bound) == 1:
        return KNOWN
    return COMPLETIONS if len(possible) == 1 else OPEN


def _replacing(part: str, id_: str, value: Any) -> Callable[[Possible], None]:
    def break_(found: Possible) -> None:
        setattr(found, part, {**getattr(found, part), id_: value})

    return break_
