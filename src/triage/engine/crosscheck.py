"""durable-rules beside the engine an outcome comes from: whatever both say must be the same.

Where no answer is open, both conclude, and their conclusions are equal. Where some are open, the
symbolic engine says what all completions give, which durable-rules cannot. It is then compared on
what the known answers settle by three-valued evaluation, and on a few completions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date
from typing import NamedTuple

from triage.diagnostics import Diagnostic, EnginesDisagree, listed
from triage.engine.compiled.engine import Compiled, Constants
from triage.engine.durable.bounds import Bounds
from triage.engine.durable.engine import Durable
from triage.engine.durable.kleene import Settled, settling
from triage.engine.outcome import of_one
from triage.engine.possible import Conclusion, Possible
from triage.engine.symbolic import Explored
from triage.model.outcome import RuleState
from triage.program.encoding import Coded
from triage.program.program import Program

COMPLETIONS = 5
"""On so many completions durable-rules is compared at most: `tests/engine/test_breaking.py` counts
what more of them would show, and `benchmarks/targets.py` what they may take."""


class Day(NamedTuple):
    """A day, whether the rulebook covers it, and what it makes of the program's dates."""

    as_of: date
    in_force: bool
    constants: Constants


class CrossCheck:
    """Compares durable-rules with the other engines on one program; may be shared by threads.

    Every comparison raises `EnginesDisagree`, naming the paths, where they do not agree.

    Raises:
        EngineUnavailable: durable-rules cannot be imported, or fails its self-test.
    """

    def __init__(self, program: Program, compiled: Compiled) -> None:
        self._program = program
        self._compiled = compiled
        self._durable = Durable(program)
        self._settle = settling(program)
        self._bounds = Bounds(program)

    def conclude(self, coded: Coded, day: Day) -> Conclusion:
        """Return what durable-rules concludes from complete answers."""
        return self._durable.conclude(self._durable.fire(coded, day.as_of), day.in_force)

    def confirm(self, conclusion: Conclusion, coded: Coded, day: Day) -> None:
        """Compare a conclusion from complete answers."""
        fired = self.conclude(coded, day)
        if fired != conclusion:
            _refuse(_differences(conclusion, fired))

    def confirm_known(self, found: Possible, coded: Coded, day: Day) -> None:
        """Compare what the known answers settle, both ways.

        durable-rules must settle whatever three-valued evaluation does, and nothing else; and the
        symbolic engine may find nothing possible outside it.
        """
        fired = self._durable.settle(coded, day.as_of)
        settled = self._settle(coded.given, coded.filled, day.constants)
        if fired != settled:
            _refuse(self._unequal(fired, settled))
        classes = (fired.target_group, fired.typology)
        _refuse(_outside(found, self._bounds.of(fired.truths, classes, day.in_force)))

    def confirm_completions(self, explored: Explored, day: Day) -> int:
        """Compare completions of the answers, and return how many.

        They are chosen so that every rule that may hold holds in one, and fails in another, as far
        as so few can show. What durable-rules concludes from each must equal what the compiled
        engine does, and be possible by the symbolic engine.
        """
        may = [r for r in self._program.rules if explored.found.rules[r.id] is RuleState.MAY_HOLD]
        to_hold = to_fail = may
        for count in range(1, COMPLETIONS + 1):
            targets = [(rule.index, True) for rule in to_hold]
            targets += [(rule.index, False) for rule in to_fail]
            held = self._confirm_completion(explored.completions.towards(targets), explored, day)
            to_hold = [rule for rule in to_hold if rule.id not in held]
            to_fail = [rule for rule in to_fail if rule.id in held]
            if not to_hold and not to_fail:
                return count
        return COMPLETIONS

    def _confirm_completion(
        self, completion: Coded, explored: Explored, day: Day
    ) -> frozenset[str]:
        """Compare one completion, and return the ids of the rules that hold in it."""
        row = self._compiled.row(completion, day.constants)
        if row is None:  # the engines differ in which questions apply
            raise EnginesDisagree((disagreement("open"),))
        conclusion = self._compiled.conclude(row, day.constants)
        self.confirm(conclusion, completion, day)
        _refuse(_outside(of_one(self._program, conclusion), explored.found))
        return conclusion.rules

    def _unequal(self, one: Settled, other: Settled) -> Iterator[str]:
        yield from _other_classes(one, other)
        for rule, first, second in zip(self._program.rules, one.truths, other.truths, strict=True):
            if first != second:
                yield f"rules.{rule.id}"


def _refuse(paths: Iterable[str]) -> None:
    """Refuse where engines differ at any path; answers are not part of it."""
    found = tuple(paths)
    if found:
        raise EnginesDisagree((disagreement(*found),))


def disagreement(*paths: str) -> Diagnostic:
    """Return the diagnostic that two engines differ: one, in however many places they do."""
    return Diagnostic("engines-disagree", path=paths[0], details={"paths": listed(paths)})


def _differences(one: Conclusion, other: Conclusion) -> Iterator[str]:
    """Return the paths at which two conclusions differ."""
    yield from _other_classes(one, other)
    for part in ("statuses", "starts", "limits"):
        first, second = getattr(one, part), getattr(other, part)
        for id_ in sorted({*first, *second}):
            if first.get(id_) != second.get(id_):
                yield f"interventions.{id_}.{part}"
    for id_ in sorted(one.rules ^ other.rules):
        yield f"rules.{id_}"


def _other_classes(one: Conclusion | Settled, other: Conclusion | Settled) -> Iterator[str]:
    for part in ("target_group", "typology"):
        if getattr(one, part) != getattr(other, part):
            yield part


def _outside(inner: Possible, outer: Possible) -> Iterator[str]:
    """Return the paths at which something is possible in `inner` that is not in `outer`."""
    if not inner.target_group <= outer.target_group:
        yield "target_group"
    if not inner.typology <= outer.typology:
        yield "typology"
    yield from _beyond(inner.statuses, outer.statuses, "statuses")
    yield from _beyond(inner.starts, outer.starts, "starts")
    for id_, limits in inner.limits.items():
        if any(_beyond(limits, outer.limits[id_], "")):
            yield f"interventions.{id_}.limits"
    for id_, state in inner.rules.items():
        if state is not outer.rules[id_] is not RuleState.MAY_HOLD:
            yield f"rules.{id_}"


def _beyond(
    inner: Mapping[str, Set[object]], outer: Mapping[str, Set[object]], part: str
) -> Iterator[str]:
    for id_, values in inner.items():
        if not values <= outer[id_]:
            yield f"interventions.{id_}.{part}"
