"""Cases on one day, and what a mutant of their rulebook makes of them.

A mutant is nearly its rulebook, so both decide in one space by the same diagrams: what is equal is
the same node and needs no look. Of each case only what differs is explored, and only where that
comes out differently is the case assessed as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from triage.cases.expectations import Expectation
from triage.cases.expected import Output, speaks_of
from triage.diagnostics import InvalidAssessment
from triage.diagrams.nodes import FALSE_NODE, Node
from triage.diagrams.reach import bits
from triage.engine import EngineName
from triage.engine.outcome import WriteUp
from triage.engine.possible import NoCompletion
from triage.engine.symbolic.decisions import Decisions
from triage.engine.symbolic.evaluate import found_in
from triage.engine.symbolic.product import Product
from triage.intake.reading import read_answers
from triage.model.answers import Answers
from triage.model.outcome import EngineStamp, Outcome
from triage.model.rulebook import Rulebook
from triage.program.encoding import encode
from triage.program.program import Program
from triage.verify.mutants.ground import Ground

_MOST_STEPS = 20_000_000

Labels = tuple[object, ...]
Decided = tuple[Node, Labels]
"""A decision, and what its terminals stand for."""

_NOTHING: Decided = (FALSE_NODE, (False, True))
"""What a version decides that has no such rule or limit."""


class Baseline:
    """Assessments of one day under a rulebook, by the ground of that day."""

    def __init__(self, rulebook: Rulebook, as_of: date, ground: Ground) -> None:
        self.rulebook, self.as_of, self._ground = rulebook, as_of, ground
        self._read: dict[str, Answers] = {}
        self._begin()

    def add(self, name: str, answers: Mapping[str, Any]) -> None:
        """Look at one more assessment.

        Raises:
            InvalidAssessment: an answer does not fit the rulebook.
        """
        self._read[name] = read_answers(self.rulebook, answers, self.as_of)

    def _begin(self) -> None:
        self._own = self._ground.own.on(self.as_of, self.rulebook.valid_at(self.as_of))
        self.own = Seen(self, self.rulebook, self._ground.program, self._own)
        """What the rulebook itself makes of the assessments."""
        self._outputs = dict(_outputs(self._ground.program, self._own))
        self._joints: dict[str, Product] = {}
        self._said: dict[tuple[str, Decided], frozenset[object]] = {}

    def seen_by(self, rulebook: Rulebook, program: Program) -> Seen:
        """Return what a mutant makes of the assessments."""
        theirs = self._ground.of(program, self.as_of, rulebook.valid_at(self.as_of))
        if theirs.diagrams is not self._own.diagrams:
            self._begin()
        return Seen(self, rulebook, program, theirs)

    # --- what mutants are held against

    def beside(
        self, program: Program, decisions: Decisions
    ) -> list[tuple[Output, Decided, Decided]]:
        """Return every output with what decides it here and in a mutant."""
        theirs = dict(_outputs(program, decisions))
        return [
            (output, self._outputs.get(output, _NOTHING), theirs.get(output, _NOTHING))
            for output in dict.fromkeys([*self._outputs, *theirs])
        ]

    def said(self, name: str, decided: Decided) -> frozenset[object]:
        """Return what an output may come to in an assessment, as the rulebook itself sees it."""
        key = (name, decided)
        if key not in self._said:
            self._said[key] = _said(self.product(name), decided)
        return self._said[key]

    def same_typology(self, decisions: Decisions) -> bool:
        """Say whether a mutant concludes every typology for the same people."""
        return decisions.typology_is == self._own.typology_is

    def product(self, name: str) -> Product:
        """Return an assessment as the rulebook itself sees it."""
        if name not in self._joints:
            coded = encode(self._ground.program, self._read[name])
            self._joints[name] = Product.of(self._own, coded, _MOST_STEPS)
        return self._joints[name]

    def read(self, name: str) -> Answers:
        """Return the answers of an assessment as they were read."""
        return self._read[name]


@dataclass(frozen=True)
class Seen:
    """What one mutant makes of the assessments of a day."""

    baseline: Baseline
    rulebook: Rulebook
    program: Program
    decisions: Decisions

    @cached_property
    def _outputs(self) -> list[tuple[Output, Decided, Decided]]:
        """The outputs that may come out differently.

        Where somebody is of another typology, everything that reads it may, also what is decided
        by the same function.
        """
        every = self.baseline.beside(self.program, self.decisions)
        if not self.baseline.same_typology(self.decisions):
            return every
        return [each for each in every if each[1] != each[2]]

    def may_fail(self, name: str, expected: Expectation) -> bool:
        """Say whether an assessment comes out differently in something that is expected of it."""
        asked = [each for each in self._outputs if speaks_of(expected, each[0])]
        if not asked:
            return False
        try:
            theirs = self._joint(name)
        except NoCompletion:
            return True
        return any(
            self.baseline.said(name, before) != _said(theirs, after) for _, before, after in asked
        )

    def _joint(self, name: str) -> Product:
        """Return an assessment as the mutant sees it; as the rulebook does, but for typologies."""
        if self.baseline.same_typology(self.decisions):
            return self.baseline.product(name)
        coded = encode(self.program, self.baseline.read(name))
        return Product.of(self.decisions, coded, _MOST_STEPS)

    def outcome(self, name: str) -> Outcome:
        """Assess.

        Raises:
            InvalidAssessment: for the mutant the answers contradict each other.
        """
        answers = self.baseline.read(name)
        try:
            product = self._joint(name)
        except NoCompletion:
            raise InvalidAssessment(()) from None
        found = found_in(self.program, self.decisions, product, encode(self.program, answers))
        return self._write_up.outcome(answers, self.baseline.as_of, found, _STAMP)

    @cached_property
    def _write_up(self) -> WriteUp:
        return WriteUp(self.rulebook, self.program)


_STAMP = EngineStamp(asked=EngineName.COMPILED, used=EngineName.COMPILED)


def _outputs(program: Program, decisions: Decisions) -> Iterator[tuple[Output, Decided]]:
    """Yield everything an outcome says, and what decides it."""
    for name, class_ in (("target_group", program.target_group), ("typology", program.typology)):
        if class_ is not None:
            yield (name,), (getattr(decisions, name), class_.values)
    for rule, node in zip(program.rules, decisions.rules, strict=True):
        yield ("rules", rule.id), (node, (False, True))
    for plan in decisions.plans:
        yield ("status", plan.id), (plan.status, ())
        yield ("start", plan.id), (plan.start, plan.starts)
        for limit, (node, values) in plan.limits.items():
            yield ("limits", plan.id, limit), (node, values)


def _said(product: Product, decided: Decided) -> frozenset[object]:
    """Return what an output may come to."""
    node, labels = decided
    every = bits(product.terminals(node))
    return frozenset(labels[number] if labels else number for number in every)
