"""The compiled engine: a program written out as Python functions, made once and called often.

`prepare` turns coded answers into a row of values if they are complete; `evaluate` gives the
typology and what every intervention comes to; `trace` gives also the rules that hold and the
derived values. All three are straight-line Python over local names, and pure: they may be shared
by threads.
"""

from __future__ import annotations

from datetime import date

from triage.engine.codes import Coded, span_at
from triage.engine.possible import Conclusion
from triage.engine.program import Program
from triage.engine.python_function import made
from triage.engine.write_python import STATUS_CODES, evaluate_source, prepare_source
from triage.model.guarantee import Status

Row = tuple[int, ...]
"""A value for each variable, `NA` where it does not apply."""

Constants = tuple[int | bool, ...]
"""First and last ordinal of each date span, whether each dated rule is in force, and whether the
rulebook's law is unchecked for the day."""

_STATUSES = tuple(Status(code) for code in STATUS_CODES)


class Compiled:
    """The functions of one program; see the module."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._prepare = made(prepare_source(program), "prepare")
        self.evaluate = made(evaluate_source(program, trace=False), "evaluate")
        self.trace = made(evaluate_source(program, trace=True), "trace")

    def constants(self, as_of: date, in_force: bool) -> Constants:
        """Give what a day makes of the program's dates."""
        program = self._program
        spans = (edge for span in program.spans for edge in span_at(span, as_of))
        force = (rule.in_force(as_of) for rule in program.rules if rule.dated)
        return (*spans, *force, not in_force)

    def row(self, coded: Coded, constants: Constants) -> Row | None:
        """Give the row of complete answers; `None` where an answer is open or out of place."""
        known: list[int | None] = [None] * len(self._program.variables)
        for index, code in coded.filled.items():
            known[index] = code
        for index, code in coded.given.items():
            known[index] = code
        row: Row | None = self._prepare(known, coded.given, coded.grids, constants)
        return row

    def conclude(self, row: Row, constants: Constants) -> Conclusion:
        """Evaluate a row with trace and name what came out."""
        typology, statuses, starts, limits, rules, _ = self.trace(row, constants)
        program = self._program
        named = [one.id for one in program.interventions]
        return Conclusion(
            typology=None if program.typology is None else program.typology.values[typology],
            statuses={id_: _STATUSES[code] for id_, code in zip(named, statuses, strict=True)},
            starts={
                id_: start for id_, start in zip(named, starts, strict=True) if start is not None
            },
            limits={
                one.id: {
                    name: value
                    for name, value in zip(one.limit_names, values, strict=True)
                    if value is not None
                }
                for one, values in zip(program.interventions, limits, strict=True)
            },
            rules=frozenset(
                rule.id for rule, holds in zip(program.rules, rules, strict=True) if holds
            ),
        )
