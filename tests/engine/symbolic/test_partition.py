"""Values are told apart by every formula there is, for as long as it lasted."""

from __future__ import annotations

from datetime import date

from tests.engine.small import rulebook
from triage.engine.symbolic.partition import Partition
from triage.program.formula import In
from triage.program.lower import lower

BOOK = """
questions:
  hours: {kind: number, min: 0, max: 50}
warnings:
  - {id: W-some, when: {hours: {more_than: 0}}, warn: Noget}
"""


def test_formulas_made_on_the_way_all_cut() -> None:
    """One that is gone when the next is made is not taken for it."""
    program = lower(rulebook(BOOK))
    partition = Partition(program)
    partition.apart(In(0, ((code, 50),)) for code in range(51))
    assert partition.all_values(program.variables[0], date(2026, 7, 1)) == [*range(51)]
