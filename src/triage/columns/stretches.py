"""What rows are walked through: the decisions of a rulebook, by stretches of days.

Days on which the same rules are in force, and dates meet the same tests, are walked together; only
where dates are cut is looked up day by day.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property

from triage.columns.outputs import Deciding, Output
from triage.columns.walk import Walk
from triage.diagnostics import LimitReached
from triage.diagrams.nodes import TRUE_NODE, Node
from triage.diagrams.restrict import compose
from triage.engine.symbolic.decisions import Decisions
from triage.engine.symbolic.partition import Partition, TooWide
from triage.engine.symbolic.periods import Periods
from triage.engine.symbolic.space import TYPOLOGY
from triage.model.answer_path import AnswerPath
from triage.model.rulebook import Rulebook
from triage.program.program import Program

_ALIKE, _DAYS = 16, 4096
"""Decisions are kept for so many kinds of days, which make different things of dates; and days."""

MOST_WRITTEN_OUT = 100_000
"""So many steps it may take to write the typology out in one output that reads it."""


class Stretch:
    """The decisions of days that differ in nothing but where dates are cut, and the walks of them.

    `demands` are what must be true of answers that are given, each with the answers, or grids, that
    demand it.
    """

    def __init__(self, program: Program, decisions: Decisions, outputs: Sequence[Output]) -> None:
        self.decisions, self._diagrams = decisions, decisions.diagrams
        deciding = Deciding(program, decisions)
        self.decided = [deciding.of(each) for each in outputs]
        """The node of each output, and the bit that each of its terminals stands for."""
        self.demands = _demands(program, decisions)

    @cached_property
    def demanding(self) -> Walk:
        """The walk of what given answers demand."""
        return Walk(self._diagrams, list(self.demands))

    @cached_property
    def typology(self) -> Walk:
        """The walk of the typology alone."""
        return Walk(self._diagrams, [self.decisions.typology])

    @cached_property
    def walk(self) -> Walk:
        """The walk of all outputs, which read the typology as an answer."""
        return Walk(self._diagrams, [each.node for each in self.decided])

    @cached_property
    def reading(self) -> list[int]:
        """The numbers of the outputs that read the typology."""
        level_of = self._diagrams.level_of
        return [at for at, each in enumerate(self.decided) if level_of[each.node] == TYPOLOGY]

    @cached_property
    def written_out(self) -> Mapping[int, Node]:
        """The outputs that read the typology, by number, with what it is concluded from put in.

        One of which that takes too many steps is left out.
        """
        found: dict[int, Node] = {}
        is_ = self.decisions.typology_is.__getitem__
        for at in self.reading:
            branches = self._diagrams.children[self.decided[at].node]
            with suppress(LimitReached), self._diagrams.within(MOST_WRITTEN_OUT):
                found[at] = compose(self._diagrams, branches, is_)
        return found

    @cached_property
    def together(self) -> Walk:
        """The walk of the outputs in which the typology is written out."""
        return Walk(self._diagrams, list(self.written_out.values()))


def _demands(program: Program, decisions: Decisions) -> dict[Node, list[AnswerPath]]:
    found: dict[Node, list[AnswerPath]] = {}
    for variable in program.variables:
        found.setdefault(decisions.applies[variable.index], []).append(variable.path)
    for grid, node in decisions.grids.items():
        found.setdefault(node, []).append(AnswerPath.of(grid))
    found.pop(TRUE_NODE, None)
    return found


class Stretches:
    """What every day is, made when it is first asked for; not to be shared by threads."""

    def __init__(
        self, rulebook: Rulebook, program: Program, outputs: Sequence[Output], most_steps: int
    ) -> None:
        self._rulebook, self._program = rulebook, program
        self._outputs, self._most_steps = outputs, most_steps
        self._partition = Partition(program)
        self._periods: dict[Hashable, Periods | None] = {}
        self._stretches: dict[Hashable, Stretch] = {}
        self._days: dict[date, Stretch | None] = {}

    def on(self, day: date) -> Stretch | None:
        """Return what a day is in; `None` where it has no outcome, or they take too many steps."""
        if day not in self._days:
            if len(self._periods) >= _ALIKE or len(self._days) >= _DAYS:
                for kept in (self._periods, self._stretches, self._days):
                    kept.clear()
            self._days[day] = self._made(day) if self._rulebook.answerable_at(day) else None
        return self._days[day]

    def _made(self, day: date) -> Stretch | None:
        in_force = self._rulebook.valid_at(day)
        try:
            alike = self._partition.dates_alike(day)
        except TooWide:
            return None
        if alike not in self._periods:
            self._periods[alike] = self._decided(day, in_force)
        periods = self._periods[alike]
        if periods is None:
            return None
        decisions = periods.on(day, in_force)
        key = alike, tuple(decisions.rules), in_force
        if key not in self._stretches:
            self._stretches[key] = Stretch(self._program, decisions, self._outputs)
        return self._stretches[key]

    def _decided(self, day: date, in_force: bool) -> Periods | None:
        with suppress(TooWide, LimitReached):
            made = Decisions.made(self._program, self._partition, day, in_force, self._most_steps)
            return Periods(self._program, made, in_force)
        return None
