"""The durable-rules engine: fires the rules of a program, layer by layer, for one assessment.

Over open answers it fires what three-valued evaluation of the known answers settles: the rules that
hold, and beside each a rule that fires where it fails. What else is settled is for `exact` to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from operator import getitem
from typing import NamedTuple

from triage.engine.durable.bounds import FALSE, MAYBE, TRUE
from triage.engine.durable.conclude import Concluding
from triage.engine.durable.kleene import Settled
from triage.engine.durable.stage import Run, Stage, code_pieces
from triage.engine.durable.three_valued import UNKNOWN, Edges, known
from triage.engine.possible import Conclusion
from triage.engine.rete.fields import Fields, Pieces
from triage.engine.rete.positive import fields_of
from triage.engine.rete.strata import answer_field, force_field, layers
from triage.program.encoding import Coded, span_at
from triage.program.program import Program, Variable

_OFTEN = 64
"""The pieces of so many values of an answer are made beforehand, from the lowest on."""

_DAYS = 16
"""For so many days it is kept what they make of the dates of a program."""


class Firing(NamedTuple):
    """The numbers of the rules that hold, in order of firing, and the codes of the classes.

    `failed` are the rules that surely fail: `None` where no answer is open, and all others do. A
    class not decided is `UNKNOWN`; one the program does not have is `None`.
    """

    rules: tuple[int, ...]
    failed: tuple[int, ...] | None
    target_group: int | None
    typology: int | None


class Durable:
    """durable-rules for one program; immutable, and may be shared by threads.

    Raises:
        EngineUnavailable: durable-rules cannot be imported, or fails its self-test.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._rules = len(program.rules)
        flat = layers(program)
        read = fields_of(rule for layer in flat for rule in (*layer.true, *layer.false))
        answers = [each for each in program.variables if answer_field(each.index) in read]
        fields = Fields(
            [answer_field(each.index) for each in answers]
            + [name for layer in flat for name in layer.atoms]
            + [force_field(rule.index) for rule in program.rules if rule.dated]
        )
        self._stages = [Stage(program, *numbered, fields) for numbered in enumerate(flat)]
        self._known = known(program)
        self._answered = [each.index for each in answers]
        self._pieces = [_pieces(each, fields) for each in answers]
        self._later = fields.nothing()[len(answers) :]
        self._undecided = [UNKNOWN] * len(program.derived)
        self._day = lru_cache(_DAYS)(partial(_day, program, fields))
        self._concluding = Concluding(program)

    def fire(self, coded: Coded, as_of: date) -> Firing:
        """Fire the rules for the known answers of an assessment."""
        day = self._day(as_of)
        values = self._known(coded.given, coded.filled, day.edges)
        closed = UNKNOWN not in values
        values += self._undecided
        answered = map(getitem, self._pieces, map(values.__getitem__, self._answered))
        run = Run(day.edges, closed, values, [*answered, *self._later], [], set(), set())
        for number, piece in day.force:
            run.written[number] = piece
        for stage in self._stages:
            stage.run(run)
        fired = tuple(dict.fromkeys([number for number in run.fired if number < self._rules]))
        failed = None
        if not closed:
            failed = tuple([number for number in run.false if number < self._rules])
        both = (self._program.target_group, self._program.typology)
        group, typology = (None if each is None else values[each.index] for each in both)
        return Firing(fired, failed, group, typology)

    def settle(self, coded: Coded, as_of: date) -> Settled:
        """Return what the known answers settle, by what fires for them where some are open."""
        firing = self.fire(coded, as_of)
        truths = [FALSE if firing.failed is None else MAYBE] * self._rules
        for number in firing.failed or ():
            truths[number] = FALSE
        for number in firing.rules:
            truths[number] = TRUE
        return Settled(truths, firing.target_group, firing.typology)

    def conclude(self, firing: Firing, in_force: bool) -> Conclusion:
        """Return what fired rules conclude where all answers that are read are known."""
        classes = (firing.target_group, firing.typology)
        return self._concluding.conclude(classes, firing.rules, in_force)


def _pieces(variable: Variable, fields: Fields) -> Pieces:
    often = range(variable.low, min(variable.high, variable.low + _OFTEN) + 1)
    return code_pieces(fields, answer_field(variable.index), often)[1]


@dataclass(frozen=True, slots=True)
class _Day:
    """The edges of spans of dates, and the written fields that say which rules are in force."""

    edges: Edges
    force: list[tuple[int, str]]


def _day(program: Program, fields: Fields, as_of: date) -> _Day:
    edges = tuple(edge for span in program.spans for edge in span_at(span, as_of))
    written = []
    for rule in program.rules:
        if rule.dated:
            name = force_field(rule.index)
            written.append((fields.number(name), fields.pieces(name)[int(rule.in_force(as_of))]))
    return _Day(edges, written)
