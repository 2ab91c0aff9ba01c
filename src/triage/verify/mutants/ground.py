"""What mutants of a rulebook stand on: one space, and the diagrams they all decide by.

A mutant is nearly its rulebook: by the same diagrams, what is equal is the same node. Days that
make the same of dates stand on the same ground.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date

from triage.diagrams.nodes import Diagrams
from triage.diagrams.steps import too_many_steps
from triage.engine.symbolic.decisions import Decisions, terminals
from triage.engine.symbolic.partition import Partition, TooWide
from triage.engine.symbolic.periods import Periods
from triage.engine.symbolic.space import Space
from triage.model.rulebook import Rulebook
from triage.program.lower import lower
from triage.program.program import Program
from triage.verify.mutants.mutants import conditions_tested
from triage.verify.state_space import lowered

_MOST_NODES = 400_000
"""With more nodes than these the diagrams are made anew: what mutants left behind is let go."""

_MOST_STEPS = 20_000_000
_TO_SPARE = 4
"""A mutant may have so many starts or limits more than its rulebook."""


class Grounds:
    """The grounds of a rulebook's days. All that mutants may test tells answers apart in them.

    Raises:
        LimitReached: a set question has too many classes.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._wide = lowered(rulebook, conditions_tested(rulebook)).program
        self._partition = Partition(self._wide)
        self._program = lower(rulebook)
        self._made: dict[Hashable, Ground] = {}

    def on(self, as_of: date) -> Ground:
        """Return the ground of a day.

        Raises:
            LimitReached: there are too many kinds of answers.
        """
        try:
            alike = self._partition.dates_alike(as_of)
            if alike not in self._made:
                space = Space(self._wide, self._partition, as_of)
                in_force = self._rulebook.valid_at(as_of)
                many = terminals(self._wide) + _TO_SPARE
                self._made[alike] = Ground(self._program, space, many, as_of, in_force)
        except TooWide:
            raise too_many_steps(_MOST_STEPS) from None
        return self._made[alike]


class Ground:
    """The space and the diagrams of days that make the same of dates; `as_of` is one of them.

    `program` is the rulebook's, `own` what it decides by day. INVARIANT: the diagrams are made
    anew only between two mutants; who keeps nodes of theirs sees that they are others then.
    """

    def __init__(
        self, program: Program, space: Space, many: int, as_of: date, in_force: bool
    ) -> None:
        self.program = program
        self._space, self._terminals = space, many
        self._day = as_of, in_force
        self._begin()

    def _begin(self) -> None:
        self._diagrams = Diagrams(self._terminals, _MOST_STEPS)
        self.own = self._decide(self.program)
        self._latest = self.program, self.own

    def _decide(self, program: Program) -> Periods:
        as_of, in_force = self._day
        made = Decisions(program, self._space, self._diagrams, as_of, in_force)
        return Periods(program, made, in_force)

    def of(self, program: Program, as_of: date, in_force: bool) -> Decisions:
        """Return what a mutant decides on a day."""
        if self._latest[0] is not program:
            if len(self._diagrams.level_of) > _MOST_NODES:
                self._begin()
            self._latest = program, self._decide(program)
        return self._latest[1].on(as_of, in_force)
