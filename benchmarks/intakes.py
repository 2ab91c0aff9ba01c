"""Rows of the benchmark rulebook as the function written by hand takes and gives them."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from benchmarks.by_hand import Intake, Suggestion
from benchmarks.material import value_of
from triage.engine.compiled.engine import Row
from triage.engine.compiled.write import STATUS_CODES
from triage.model.question import Choice, Subset, YesNo
from triage.program.formula import NA
from triage.program.program import Program

_TYPES = {field.name: str(field.type) for field in fields(Intake)}


def intake(program: Program, row: Row) -> Intake:
    """Return the answers of a row."""
    given: dict[str, Any] = {}
    for variable, code in zip(program.variables, row, strict=True):
        if code == NA:
            continue
        match variable.domain:
            case YesNo():
                value: Any = bool(code)
            case Subset():
                value = frozenset(value_of(variable, code))
            case Choice() if _TYPES[variable.path] == "int":
                value = code
            case _:
                value = value_of(variable, code)
        given[variable.path] = value
    return Intake(**given)


def named(program: Program, outputs: tuple[Any, ...]) -> tuple[str, dict[str, Suggestion]]:
    """Name what the compiled functions give."""
    assert program.typology is not None
    typology, statuses, starts, limits = outputs[1:5]
    plan = {
        one.id: (STATUS_CODES[status], start, weeks[0] if weeks else None)
        for one, status, start, weeks in zip(
            program.interventions, statuses, starts, limits, strict=True
        )
    }
    return program.typology.values[typology], plan
