"""From rules that hold to the status, start and limits of each intervention (section 4.4).

For engines that find out which rules hold and leave the rest to plain code.
"""

from __future__ import annotations

from collections.abc import Collection

from triage.engine.possible import Conclusion
from triage.engine.program import FlatIntervention, Program
from triage.model.guarantee import Status
from triage.model.rule import ALONGSIDE, NOW, Strength, Verdict

FITTING = frozenset({Status.RECOMMENDED, Status.POSSIBLE, Status.CHECK_FIRST})


def conclude(
    program: Program, typology: str | None, held: Collection[int], in_force: bool
) -> Conclusion:
    """Give the conclusion of a completion from the numbers of the rules that hold in it."""
    statuses: dict[str, Status] = {}
    starts: dict[str, str] = {}
    limits: dict[str, dict[str, int]] = {}
    for one in program.interventions:
        fit = _fit(one, held)
        statuses[one.id] = _status(one, held, fit, in_force)
        if fit is not None:
            starts[one.id] = _start(program, one, held, fit, statuses)
        limits[one.id] = _limits(one, held)
    rules = frozenset(program.rules[number].id for number in held)
    return Conclusion(typology, statuses, starts, limits, rules)


def _fit(one: FlatIntervention, held: Collection[int]) -> Strength | None:
    best = None
    for favour in one.favours:
        if favour.rule in held:
            if favour.strength is Strength.CORE:
                return Strength.CORE
            best = Strength.POSSIBLE
    return best


def _status(
    one: FlatIntervention, held: Collection[int], fit: Strength | None, in_force: bool
) -> Status:
    if fit is None:
        return Status.NOT_SUGGESTED
    verdicts = {rule.verdict for rule in one.law if rule.rule in held}
    if Verdict.NOT_AVAILABLE in verdicts:
        return Status.NOT_AVAILABLE
    if any(number in held for number in one.against):
        return Status.ADVISED_AGAINST
    if Verdict.NEEDS_CHECK in verdicts or not in_force:
        return Status.CHECK_FIRST
    return Status.RECOMMENDED if fit is Strength.CORE else Status.POSSIBLE


def _start(
    program: Program,
    one: FlatIntervention,
    held: Collection[int],
    fit: Strength,
    statuses: dict[str, Status],
) -> str:
    after: list[str] = []
    alongside = False
    for favour in one.favours:
        if favour.rule not in held or favour.strength is not fit:
            continue
        if favour.start == NOW:
            return NOW
        if isinstance(favour.start, int):
            name = program.interventions[favour.start].id
            if statuses[name] in FITTING:
                after.append(f"after:{name}")
                continue
        alongside = True
    return ALONGSIDE if alongside else min(after)


def _limits(one: FlatIntervention, held: Collection[int]) -> dict[str, int]:
    limits: dict[str, int] = {}
    for rule in one.law:
        if rule.rule in held:
            for name, value in rule.limits.items():
                limits[name] = min(value, limits.get(name, value))
    return limits
