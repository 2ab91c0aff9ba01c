"""A space says of each code which class it belongs to."""

from __future__ import annotations

from tests.engine.small import DAY, rulebook
from triage.engine.symbolic.partition import Partition
from triage.engine.symbolic.space import NOT_GIVEN, Space
from triage.program.lower import lower

BOOK = """
questions:
  kinds: {kind: set, values: [cleaning, driving], ask: Which?}
  hours: {kind: number, min: 0, max: 37, ask: How many?}
findings:
  drives: {when: {kinds: {includes: driving}, hours: {more_than: 5}}}
"""


def test_an_answer_that_is_never_open() -> None:
    """Not to have given it is the first class; what is given belongs to others."""
    program = lower(rulebook(BOOK))
    space = Space(program, Partition(program), DAY)
    for variable in space.variables:
        first, *codes = space.codes(variable.index)
        assert first is NOT_GIVEN
        given = [code for code in codes if code is not NOT_GIVEN]
        assert [space.class_of(variable, code) for code in given] == [*range(1, len(given) + 1)]
    assert [each.path for each in space.variables] == ["kinds", "hours"]
