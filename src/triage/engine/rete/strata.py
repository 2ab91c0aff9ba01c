"""A program in layers of flat rules for durable-rules: findings first, what reads them after.

Every finding case, and everything that is counted, is a part: a flat rule of its layer fires where
it is true. Another, which is needed only while answers are open, fires where it is false; with
neither, the part is not decided by the known answers. The rules of the program have both as well.
Negation is pushed down to tests on the way, so that only positive tests are left; what
durable-rules must not be trusted with (dates, members of sets, comparisons of two answers, numbers
of many digits, counts) is a field that says 0 or 1.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field

from triage.engine.rete.positive import (
    LARGEST,
    SMALLEST,
    Between,
    Both,
    Either,
    Positive,
    PositiveRule,
)
from triage.program.formula import (
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
    intersect,
    variables_of,
)
from triage.program.program import Program

ABSENT = SMALLEST
"""The field value of an answer or finding that does not apply."""

_WIDE = 60
"""A condition of more parts is counted: no rule of durable-rules could hold all of them."""

Atom = In | DateIn | MembersIn | SizeIn | Ordered | Equal | DistinctIn
"""What becomes a field of 0 or 1 before durable-rules sees it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A derived value: the first of `cases` (the number of a part, a code) that is true."""

    index: int
    field: str
    cases: tuple[tuple[int, int], ...]
    otherwise: int


@dataclass(frozen=True, slots=True)
class Count:
    """A part of its own: how many of other parts are true is one of `allowed`.

    Its field says 0 or 1, for the layers after.
    """

    part: int
    field: str
    parts: tuple[int, ...]
    allowed: frozenset[int]


@dataclass(slots=True)
class Layer:
    """What is fired together, and what is decided by what fired: first counts, then findings.

    Positive rules have the number of the program's rule that holds, or of the part that is true;
    those of `false` have the number of the one that is false. `atoms` must be fields before.
    """

    atoms: dict[str, Atom] = field(default_factory=dict)
    true: list[PositiveRule] = field(default_factory=list)
    false: list[PositiveRule] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)


def layers(program: Program) -> list[Layer]:
    """Return the layers of a program, in the order in which they fire."""
    return _Flattening(program).layers()


def answer_field(index: int) -> str:
    """Name the field of a variable or derived value."""
    return f"v{index}"


def force_field(rule: int) -> str:
    """Name the field that is 1 on days a dated rule is in force, and 0 on others."""
    return f"force{rule}"


class _Flattening:
    """Numbers parts from the number of rules on, and finds the first layer for everything."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._first = len(program.variables)
        self._levels: dict[int, int] = {}
        self._parts: dict[Formula, int] = {}
        self._atoms: dict[Atom, str] = {}
        self._known_in: dict[int, int] = {}
        self._counts: dict[CountIn, Count] = {}
        self._layers: defaultdict[int, Layer] = defaultdict(Layer)

    def layers(self) -> list[Layer]:
        for derived in self._program.derived:
            cases = tuple((self._part(_narrow(when)), code) for when, code in derived.cases)
            level = max((self._known_in[part] for part, _ in cases), default=0)
            self._levels[derived.index] = level + 1
            decision = Decision(
                derived.index, answer_field(derived.index), cases, derived.otherwise
            )
            self._layers[level].decisions.append(decision)
        for rule in self._program.rules:
            when = _narrow(rule.when)
            holds, fails = self._flat(when, True), self._flat(when, False)
            if rule.dated:
                force = force_field(rule.index)
                holds = Both((Between(force, 1, 1), holds))
                fails = Either((Between(force, 0, 0), fails))
            layer = self._layers[self._level(when)]
            layer.true.append(PositiveRule(rule.index, holds))
            layer.false.append(PositiveRule(rule.index, fails))
        return [self._layers[level] for level in sorted(self._layers)]

    def _part(self, formula: Formula) -> int:
        """Have the first layer that can find out about a part, and give its number."""
        if isinstance(formula, CountIn):
            return self._count(formula).part
        if formula not in self._parts:
            number = self._numbered(formula, self._level(formula))
            layer = self._layers[self._known_in[number]]
            layer.true.append(PositiveRule(number, self._flat(formula, True)))
            layer.false.append(PositiveRule(number, self._flat(formula, False)))
        return self._parts[formula]

    def _numbered(self, formula: Formula, level: int) -> int:
        number = self._parts[formula] = len(self._program.rules) + len(self._parts)
        self._known_in[number] = level
        return number

    def _count(self, formula: CountIn) -> Count:
        """Have a count found out, as soon as all that is counted is known."""
        if formula not in self._counts:
            parts = tuple(self._part(part) for part in formula.parts)
            level = max((self._known_in[part] for part in parts), default=0)
            number, name = self._numbered(formula, level), f"count{len(self._counts)}"
            every = ((0, len(parts)),)
            runs = (range(low, high + 1) for low, high in intersect(formula.intervals, every))
            allowed = frozenset(itertools.chain.from_iterable(runs))
            count = self._counts[formula] = Count(number, name, parts, allowed)
            self._layers[level].counts.append(count)
        return self._counts[formula]

    def _level(self, formula: Formula) -> int:
        """Return the first layer in which everything a formula reads is there."""
        read = [self._levels[v] for v in variables_of(formula) if v >= self._first]
        counted = [self._known_in[self._count(each).part] + 1 for each in _counts(formula)]
        return max([0, *read, *counted])

    def _flat(self, formula: Formula, truth: bool) -> Positive:
        """Write that a formula is true, or that it is false, with positive tests alone."""
        match formula:
            case Constant(value):
                return Both(()) if value is truth else Either(())
            case Not(part):
                return self._flat(part, not truth)
            case And(parts) | Or(parts):
                flats = tuple(self._flat(part, truth) for part in parts)
                return Both(flats) if isinstance(formula, And) is truth else Either(flats)
            case In(variable, intervals) if self._small(variable):
                allowed = intervals if truth else complement(intervals, ABSENT, LARGEST)
                return _between(answer_field(variable), allowed)
            case CountIn():
                return Between(self._count(formula).field, int(truth), int(truth))
            case _:
                return Between(self._atom(formula), int(truth), int(truth))

    def _small(self, index: int) -> bool:
        """Say whether durable-rules can be given every value, and `ABSENT` is none of them."""
        if index >= self._first:
            return True
        variable = self._program.variables[index]
        return variable.low > ABSENT and variable.high <= LARGEST

    def _atom(self, atom: Atom) -> str:
        if atom not in self._atoms:
            name = self._atoms[atom] = f"atom{len(self._atoms)}"
            self._layers[self._level(atom)].atoms[name] = atom
        return self._atoms[atom]


def _narrow(formula: Formula) -> Formula:
    """Count the parts of what has too many."""
    match formula:
        case And(parts) | Or(parts):
            narrow = tuple(map(_narrow, parts))
            if len(parts) <= _WIDE:
                return type(formula)(narrow)
            fewest = len(parts) if isinstance(formula, And) else 1
            return CountIn(narrow, ((fewest, len(parts)),))
        case CountIn(parts, intervals):
            return CountIn(tuple(map(_narrow, parts)), intervals)
        case Not(part):
            return Not(_narrow(part))
        case _:
            return formula


def _between(name: str, intervals: Intervals) -> Positive:
    return Either(tuple(Between(name, low, high) for low, high in intervals))


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
