"""What is measured: a rulebook, its engines, and random complete assessments of it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from triage.cases.case_file import Case, read_case
from triage.engine import Evaluator
from triage.engine.compiled.engine import Compiled, Constants, Row
from triage.engine.compiled.function import made
from triage.engine.compiled.write import evaluate_source
from triage.language.load import load
from triage.model.question import Choice, Dates, ListOf, Subset, YesNo
from triage.model.rulebook import Rulebook
from triage.program.encoding import Coded
from triage.program.formula import NA
from triage.program.lower import lower
from triage.program.program import Program, Variable

HERE = Path(__file__).parent
BENCHMARK = HERE / "rulebook"
PROJEKT_500 = HERE.parent / "rules" / "projekt-500"
AS_OF = date(2026, 11, 22)


def told() -> Iterator[tuple[str, Case]]:
    """Yield the golden cases of the shipped rulebook that a person tells, by name.

    Those `triage rules cases` wrote hold the few answers that show one thing: nobody's intake.
    """
    for file in sorted((HERE.parent / "cases" / "projekt-500").glob("*.yaml")):
        if not file.stem.startswith(("shows-", "slip-")):
            yield file.stem, read_case(file)


@dataclass(frozen=True)
class Material:
    """A rulebook, what is made of it, and complete assessments of it in three forms.

    `rows` are what the compiled functions take, `coded` what the durable engine takes, `answers`
    what people give.
    """

    as_of: date
    rulebook: Rulebook
    program: Program
    evaluator: Evaluator
    compiled: Compiled
    without_trace: Callable[[Row, Constants], tuple[Any, ...]]
    constants: Constants
    rows: Sequence[Row]
    coded: Sequence[Coded]
    answers: Sequence[dict[str, Any]]

    @property
    def in_force(self) -> bool:
        """Whether the day is within the rulebook's own dates."""
        return self.rulebook.valid_at(self.as_of)

    def evaluate(self, row: Row) -> tuple[Any, ...]:
        """Evaluate a row without trace."""
        outputs: tuple[Any, ...] = self.without_trace(row, self.constants)
        return outputs


def material(path: Path, cases: int, as_of: date = AS_OF, seed: int = 500) -> Material:
    """Load a rulebook and draw complete assessments of it."""
    rulebook = load(path)
    program = lower(rulebook)
    compiled = Compiled(program)
    constants = compiled.constants(as_of, rulebook.valid_at(as_of))
    draw = random.Random(seed)
    rows = [_row(compiled, constants, _drawn(draw, program, as_of)) for _ in range(cases)]
    return Material(
        as_of=as_of,
        rulebook=rulebook,
        program=program,
        evaluator=Evaluator(rulebook),
        compiled=compiled,
        without_trace=made(evaluate_source(program, trace=False), "evaluate"),
        constants=constants,
        rows=rows,
        coded=[_coded(row) for row in rows],
        answers=[answers_of(program, row) for row in rows],
    )


def _drawn(draw: random.Random, program: Program, as_of: date) -> Coded:
    """Draw a value for every question; filled values are dropped where they do not apply."""
    values = {
        variable.index: draw.randint(*program.bounds(variable, as_of))
        for variable in program.variables
    }
    return Coded({}, values, frozenset())


def _row(compiled: Compiled, constants: Constants, drawn: Coded) -> Row:
    row = compiled.row(drawn, constants)
    if row is None:
        raise ValueError("an assessment with a value for every question is complete")
    return row


def _coded(row: Row) -> Coded:
    given = {index: value for index, value in enumerate(row) if value != NA}
    return Coded(given, {}, frozenset())


def answers_of(program: Program, row: Row) -> dict[str, Any]:
    """Write a row as people give it: by question, item and cell."""
    answers: dict[str, Any] = {}
    for variable, value in zip(program.variables, row, strict=True):
        if value == NA:
            continue
        if isinstance(variable.domain, ListOf):
            answers[variable.path] = [{} for _ in range(value)]
            continue
        *outer, last = variable.path.split(".")
        place: Any = answers
        for part in outer:
            place = place[int(part) - 1] if isinstance(place, list) else place.setdefault(part, {})
        place[last] = value_of(variable, value)
    return answers


def value_of(variable: Variable, code: int) -> Any:
    """Return the answer a code stands for."""
    match variable.domain:
        case Choice() | YesNo() as domain:
            return domain.values[code]
        case Dates():
            return date.fromordinal(code)
        case Subset(values):
            return [value for bit, value in enumerate(values) if code >> bit & 1]
        case _:
            return code
