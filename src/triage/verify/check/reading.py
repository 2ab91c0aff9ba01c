"""What rules read: directly, through findings and tables, and in what makes a question apply.

A rule reads an answer where its formula does. Rows and items are told apart there, so a condition
that leaves a row out does not read it. The typology is no way through: what it rests on is asked of
its own rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from triage.model.condition import Condition, Order, Ref, RefKind
from triage.model.finding import Extreme, FirstMatch
from triage.model.rulebook import Rulebook
from triage.model.walk import refs_of
from triage.program.formula import (
    DistinctIn,
    Formula,
    Ordered,
    parts_of,
    variables_of,
)
from triage.program.lower import Lowering
from triage.program.program import Program
from triage.verify.check.marked import Marked

Steps = tuple[str, ...]
"""Names from a question to what reads it last, itself left out."""

_MET = {
    (Order.AT_LEAST, False),
    (Order.LESS_THAN, False),
    (Order.AT_MOST, True),
    (Order.MORE_THAN, True),
}
"""Comparisons of an answer with a demand that say no more than whether it is met; with `True`,
where the demand stands on the left."""


class Reading:
    """Who reads which answers of a rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._lowering = Lowering(rulebook)
        self.program: Program = self._lowering.program
        self._through: dict[int, frozenset[int]] = {}
        self._rules = {rule.id: rule.when for rule in self.program.rules}

    def of_rule(self, id_: str) -> frozenset[int]:
        """Return the answers a rule reads."""
        return self.of(self._rules[id_])

    def of_condition(self, condition: Condition) -> frozenset[int]:
        """Return the answers a condition reads, at the top of the rulebook."""
        return self.of(self._lowering.formula(condition))

    def of(self, formula: Formula) -> frozenset[int]:
        """Return the answers a formula reads."""
        return frozenset[int]().union(*map(self._below, set(variables_of(formula))))

    def _below(self, index: int) -> frozenset[int]:
        """Return what is read where a variable or a finding is."""
        if index not in self._through:
            self._through[index] = frozenset()  # a finding never reads itself
            self._through[index] = self._found(index)
        return self._through[index]

    def _found(self, index: int) -> frozenset[int]:
        variables = self.program.variables
        if index < len(variables):
            return self.of(variables[index].applies) | {index}
        if index in self._classes:
            return frozenset()
        cases = self.program.derived[index - len(variables)].cases
        return frozenset[int]().union(*(self.of(when) for when, _ in cases))

    @cached_property
    def _classes(self) -> frozenset[int]:
        both = (self.program.target_group, self.program.typology)
        return frozenset(each.index for each in both if each is not None)

    # --- beyond what a job demands

    def beyond_demand(self, id_: str, answers: frozenset[int]) -> bool:
        """Say whether a rule reads some answers otherwise than as a job demands them.

        As demanded is a comparison that says whether a demand is met, and any test of an answer
        that is asked for only where something is demanded.
        """
        return self._beyond(self._rules[id_], answers, set())

    def _beyond(self, formula: Formula, answers: frozenset[int], seen: set[int]) -> bool:
        read = set(_plainly_read(formula))
        for pair in _ordered(formula):
            for side in {pair.left, pair.right} - seen:
                if not (side in answers and self._says_met(pair, side)):
                    read.add(side)
                elif self._beyond(self.program.variables[side].applies, answers, seen):
                    return True
        return any(self._is_beyond(index, answers, seen) for index in read - seen)

    def _says_met(self, pair: Ordered, answer: int) -> bool:
        """Say whether a comparison says of an answer only whether a demand is met."""
        on_the_right = answer == pair.right
        demand = pair.left if on_the_right else pair.right
        return demand in self._demands and (pair.order, on_the_right) in _MET

    def _is_beyond(self, index: int, answers: frozenset[int], seen: set[int]) -> bool:
        seen.add(index)
        variables = self.program.variables
        if index in self._classes:
            return False
        if index >= len(variables):
            cases = self.program.derived[index - len(variables)].cases
            return any(self._beyond(when, answers, seen) for when, _ in cases)
        variable = variables[index]
        if index in answers and not self._asked_as_demanded(index):
            return True
        return self._beyond(variable.applies, answers, seen)

    def _asked_as_demanded(self, index: int) -> bool:
        variable = self.program.variables[index]
        return any(
            each in self._demands
            and self.program.variables[each].path.element == variable.path.element
            for each in variables_of(variable.applies)
        )

    @cached_property
    def _demands(self) -> frozenset[int]:
        demands = {
            (owner, question.id)
            for owner, question in self._rulebook.every_question()
            if question.job_demand
        }
        return frozenset(
            each.index for each in self.program.variables if each.path.place in demands
        )

    # --- ways from a question to a rule

    def ways(self, id_: str, one: Marked) -> Iterator[Steps]:
        """Yield the ways from a marked question to a rule: what it fills or opens, and findings."""
        yield from dict.fromkeys(self._ways(self._rulebook.conditions[id_], one, ()))

    def _ways(self, when: Condition, one: Marked, after: Steps) -> Iterator[Steps]:
        for ref in dict.fromkeys(refs_of(when)):
            yield from self._ways_of_ref(ref, one, after)

    def _ways_of_ref(self, ref: Ref, one: Marked, after: Steps) -> Iterator[Steps]:
        if ref.kind is RefKind.QUESTION:
            yield from self._ways_of_question(ref, one, after)
        elif ref.kind is RefKind.FINDING and ref.id not in after and self._touches(ref.id, one):
            finding = self._rulebook.findings[ref.id]
            for when in finding.conditions:
                yield from self._ways(when, one, (ref.id, *after))
            match finding.body:
                case Extreme(over=read) | FirstMatch(stated=Ref() as read):
                    yield from self._ways_of_ref(read, one, (ref.id, *after))

    def _ways_of_question(self, ref: Ref, one: Marked, after: Steps) -> Iterator[Steps]:
        name = f"{ref.collection}.{ref.id}" if ref.collection else ref.id
        here = [
            each
            for each in self.program.variables
            if each.path.place == (ref.collection, ref.id)
            and (ref.row is None or each.path.row == ref.row)
        ]
        if any(each.index in one.variables for each in here):
            yield (name, *after) if name in one.filled else after
            return
        asked_when = self._rulebook.siblings[ref.collection][ref.id].asked_when
        read = any(not self.of(each.applies).isdisjoint(one.variables) for each in here)
        if asked_when is not None and read and name not in after:
            yield from self._ways(asked_when, one, (name, *after))

    def _touches(self, finding: str, one: Marked) -> bool:
        found = (each for each in self.program.derived if each.path.parts[-1] == finding)
        return any(not self._below(each.index).isdisjoint(one.variables) for each in found)


def _ordered(formula: Formula) -> Iterator[Ordered]:
    if isinstance(formula, Ordered):
        yield formula
    for part in parts_of(formula):
        yield from _ordered(part)


def _plainly_read(formula: Formula) -> Iterator[int]:
    """Yield what a formula reads outside comparisons of two answers by their order."""
    match formula:
        case Ordered():
            return
        case DistinctIn(guarded):
            yield from (variable for _, variable in guarded)
        case _ if not parts_of(formula):
            yield from variables_of(formula)
    for part in parts_of(formula):
        yield from _plainly_read(part)
