"""The durable-rules engine: fires the rules of a program, layer by layer, for one assessment.

Over open answers it fires exactly the rules that hold by the known answers alone; what else is
settled is for `exact` to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from triage.engine.codes import Coded, span_at
from triage.engine.conclude import conclude
from triage.engine.formula import NA, Formula, Interval
from triage.engine.kleene import count_bounds, decided
from triage.engine.possible import Conclusion
from triage.engine.program import Derived, Program, Role
from triage.engine.rete.host import Ruleset
from triage.engine.rete.strata import ABSENT, Flattening, Layer


@dataclass(frozen=True, slots=True)
class Firing:
    """The rules that fired, by number and in order, and the values decided on the way."""

    rules: tuple[int, ...]
    values: dict[int, int]


class Durable:
    """durable-rules for one program; immutable, and may be shared by threads.

    Raises:
        EngineUnavailable: durable-rules cannot be imported, or fails its self-test.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        flattening = Flattening(program)
        self._layers: list[tuple[Layer, Ruleset]] = [
            (layer, Ruleset(f"layer {number}", layer.rules))
            for number, layer in enumerate(flattening.layers())
        ]
        self._atoms = flattening.atoms
        self._counts = flattening.counts

    def fire(self, coded: Coded, as_of: date) -> Firing:
        """Fire the rules for the known answers of an assessment."""
        spans = tuple(span_at(span, as_of) for span in self._program.spans)
        values = self._known(coded, spans)
        fields = {f"v{index}": _field(code) for index, code in values.items()}
        fields |= self._in_force(as_of)
        pending = dict(self._atoms)
        rules: list[int] = []
        truths: dict[Formula, bool] = {}
        for layer, ruleset in self._layers:
            for atom in list(pending):
                truth = decided(atom, values, spans)
                if truth is not None:
                    fields[pending.pop(atom)] = int(truth)
            said = [layer.says[number] for number in ruleset.fire(fields)]
            rules += [fired.rule for fired in said if fired.rule is not None]
            truths |= {fired.part: fired.truth for fired in said if fired.part is not None}
            self._decide(layer, truths, values, fields)
        return Firing(tuple(rules), values)

    def conclude(self, firing: Firing, in_force: bool) -> Conclusion:
        """Give what fired rules conclude where all answers that are read are known."""
        typology = self._program.typology
        name = None if typology is None else typology.values[firing.values[typology.index]]
        return conclude(self._program, name, frozenset(firing.rules), in_force)

    def _known(self, coded: Coded, spans: tuple[Interval, ...]) -> dict[int, int]:
        """Give the decided answers, each after those that say whether it applies."""
        values: dict[int, int] = {}
        for variable in self._program.variables:
            index = variable.index
            if index in coded.given:
                values[index] = coded.given[index]
                continue
            applies = decided(variable.applies, values, spans)
            if applies is False or (variable.role is not Role.READ and index not in coded.filled):
                values[index] = NA
            elif applies and index in coded.filled:
                values[index] = coded.filled[index]
        return values

    def _in_force(self, as_of: date) -> dict[str, int]:
        return {
            f"force{rule.index}": 1
            for rule in self._program.rules
            if rule.dated and rule.in_force(as_of)
        }

    def _decide(
        self,
        layer: Layer,
        truths: dict[Formula, bool],
        values: dict[int, int],
        fields: dict[str, int],
    ) -> None:
        """Set the fields of the findings and counts that what fired decides."""
        for derived in layer.derived:
            code = _first(derived, truths)
            if code is not None:
                values[derived.index] = code
                fields[f"v{derived.index}"] = _field(code)
        for count in layer.counts:
            low, high = count_bounds([truths.get(part) for part in count.parts])
            fields[f"{self._counts[count]}low"] = low
            fields[f"{self._counts[count]}high"] = high


def _first(derived: Derived, truths: dict[Formula, bool]) -> int | None:
    """Give the value of the first case that is true, if none before it is undecided."""
    for when, code in derived.cases:
        truth = truths.get(when)
        if truth is None:
            return None
        if truth:
            return code
    return derived.otherwise


def _field(code: int) -> int:
    return ABSENT if code == NA else code
