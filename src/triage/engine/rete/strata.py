"""A program in layers of flat rules for durable-rules: findings first, what reads them after.

Every finding case, and every part of a count, becomes two flat rules: one fires where the case is
true, one where it is false. With neither, it is not decided by the known answers and sets no
field. Negation is pushed down to tests on the way, so that only positive tests are left; what
durable-rules must not be trusted with (dates, members of sets, comparisons of two answers) is a
field that says 0 or 1.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from triage.engine.formula import (
    And,
    Constant,
    CountIn,
    DateIn,
    DistinctIn,
    Equal,
    Formula,
    In,
    Intervals,
    MembersIn,
    Not,
    Or,
    Ordered,
    SizeIn,
    complement,
    variables_of,
)
from triage.engine.program import Derived, Program
from triage.engine.rete.flat import LARGEST, SMALLEST, Between, Both, Either, Flat, FlatRule

ABSENT = SMALLEST
"""The field value of an answer or finding that does not apply."""

Atom = DateIn | MembersIn | SizeIn | Ordered | Equal | DistinctIn
"""What becomes a field of 0 or 1 before durable-rules sees it."""


@dataclass(frozen=True, slots=True)
class Fired:
    """What a flat rule that fired says: a rule holds, or a case or part of a count is so."""

    rule: int | None = None
    part: Formula | None = None
    truth: bool = True


@dataclass(slots=True)
class Layer:
    """One layer: flat rules with what each says, and the values decided once they have fired."""

    rules: list[FlatRule]
    says: list[Fired]
    derived: list[Derived]
    counts: list[CountIn]


class Flattening:
    """Turns a program into layers; `atoms` are numbered as their fields are named."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._first = len(program.variables)
        self._levels: dict[int, int] = {}
        self._count_levels: dict[CountIn, int] = {}
        self._asked: set[Formula] = set()
        self.atoms: dict[Atom, str] = {}
        self.counts: dict[CountIn, str] = {}
        self._layers: dict[int, Layer] = defaultdict(lambda: Layer([], [], [], []))

    def layers(self) -> list[Layer]:
        """Give the layers in the order in which they fire."""
        for derived in self._program.derived:
            level = max((self._level(when) for when, _ in derived.cases), default=0)
            self._levels[derived.index] = level + 1
            self._layers[level].derived.append(derived)
            for when, _ in derived.cases:
                self._ask(when)
        for rule in self._program.rules:
            holds = self._flat(rule.when, True)
            if rule.dated:
                holds = Both((Between(f"force{rule.index}", 1, 1), holds))
            self._say(self._level(rule.when), holds, Fired(rule=rule.index))
        return [self._layers[level] for level in sorted(self._layers)]

    def _say(self, level: int, when: Flat, fired: Fired) -> None:
        layer = self._layers[level]
        layer.rules.append(FlatRule(len(layer.says), when))
        layer.says.append(fired)

    def _ask(self, part: Formula) -> None:
        """Have the first layer that can find out whether a part is true, and whether false."""
        if part not in self._asked:
            self._asked.add(part)
            level = self._level(part)
            for truth in (True, False):
                self._say(level, self._flat(part, truth), Fired(part=part, truth=truth))

    def _level(self, formula: Formula) -> int:
        """Give the first layer in which everything a formula reads is there."""
        read = (v for v in variables_of(formula) if v >= self._first)
        level = max((self._levels[variable] for variable in read), default=0)
        return max([level, *(self._count(count) for count in _counts(formula))])

    def _count(self, count: CountIn) -> int:
        """Have the parts of a count found out, and give the layer after."""
        if count not in self._count_levels:
            level = max((self._level(part) for part in count.parts), default=0)
            self.counts[count] = f"count{len(self.counts)}"
            self._layers[level].counts.append(count)
            for part in count.parts:
                self._ask(part)
            self._count_levels[count] = level + 1
        return self._count_levels[count]

    def _flat(self, formula: Formula, truth: bool) -> Flat:
        """Write that a formula is true, or that it is false, with positive tests alone."""
        match formula:
            case Constant(value):
                return Both(()) if value is truth else Either(())
            case Not(part):
                return self._flat(part, not truth)
            case And(parts) | Or(parts):
                flats = tuple(self._flat(part, truth) for part in parts)
                return Both(flats) if isinstance(formula, And) is truth else Either(flats)
            case In(variable, intervals):
                allowed = intervals if truth else complement(intervals, ABSENT, LARGEST)
                return _between(f"v{variable}", allowed)
            case CountIn():
                return self._flat_count(formula, truth)
            case _:
                field = self.atoms.setdefault(formula, f"atom{len(self.atoms)}")
                return Between(field, int(truth), int(truth))

    def _flat_count(self, count: CountIn, truth: bool) -> Flat:
        """The fewest and the most parts that can be true lie in one allowed run together."""
        self._count(count)
        name = self.counts[count]
        runs = count.intervals if truth else complement(count.intervals, 0, len(count.parts))
        return Either(
            tuple(
                Both((Between(f"{name}low", low, LARGEST), Between(f"{name}high", 0, high)))
                for low, high in runs
            )
        )


def _between(field: str, intervals: Intervals) -> Flat:
    return Either(tuple(Between(field, low, high) for low, high in intervals))


def _counts(formula: Formula) -> list[CountIn]:
    match formula:
        case CountIn():
            return [formula]
        case And(parts) | Or(parts):
            return [count for part in parts for count in _counts(part)]
        case Not(part):
            return _counts(part)
        case _:
            return []
