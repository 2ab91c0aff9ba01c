"""Classes of values that no rule tells apart: one value of each stands for all (section 4.5).

Exactness rests on this: two completions that differ only within classes agree in every formula of
the program. Answers that are compared with each other get, in every run of values between the
points where a rule cuts, as many values as there are answers compared, so that every order among
them can still occur.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise, product
from math import comb, prod

from triage.diagnostics import Diagnostic, LimitReached
from triage.model.condition import Membership
from triage.model.question import Dates, Subset
from triage.program.encoding import span_at
from triage.program.formula import (
    DateIn,
    DistinctIn,
    Equal,
    Formula,
    In,
    Interval,
    MembersIn,
    Ordered,
    SizeIn,
    parts_of,
)
from triage.program.program import DateSpan, Program, Variable

MOST_SUBSETS = 100_000
"""How many kinds of subsets of one set question are told apart before evaluation refuses."""

MOST_COMPARED = 64
"""How many values an answer compared with others may have where all of them are kept."""

SetTest = MembersIn | SizeIn


class TooWide(Exception):
    """Answers with too many values are compared; never leaves this room."""


class Partition:
    """Where the formulas of a program cut the values of each variable; made once a program."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._runs: dict[int, set[Interval]] = {}
        self._spans: dict[int, set[DateSpan]] = {}
        self._sets: dict[int, set[SetTest]] = {}
        self._related: dict[int, set[int]] = {}
        self._groups: dict[int, frozenset[int]] = {}
        self._told_apart: dict[int, dict[tuple[bool, ...], int]] = {}
        self._add(program, range(len(program.variables) + len(program.derived)))

    def also(
        self, program: Program, indexes: Sequence[int], masks: Mapping[int, Callable[[int], int]]
    ) -> None:
        """Cut as the formulas of another program do, whose variables have these indexes here.

        `masks` says, by the index here, what a set of another set question is as one of this.
        """
        self._add(program, [*indexes, *range(-len(program.derived), 0)], masks)

    def _add(
        self,
        program: Program,
        indexes: Sequence[int],
        masks: Mapping[int, Callable[[int], int]] | None = None,
    ) -> None:
        reading = _Reading(program, indexes, masks)
        for formula in _formulas(program):
            self._collect(formula, reading)

    def _collect(self, formula: Formula, reading: _Reading) -> None:
        if not reading.first_time(formula):
            return
        here = reading.indexes
        match formula:
            case In(variable, intervals):
                self._runs.setdefault(here[variable], set()).update(intervals)
            case DateIn(variable, span):
                self._spans.setdefault(here[variable], set()).add(reading.program.spans[span])
            case MembersIn(variable) | SizeIn(variable):
                self._sets.setdefault(here[variable], set()).add(reading.set_test(formula))
            case Ordered(left, _, right) | Equal(left, right):
                self._relate([here[left], here[right]])
            case DistinctIn(guarded):
                self._relate([here[variable] for _, variable in guarded])
        for part in parts_of(formula):
            self._collect(part, reading)

    def apart(self, formulas: Iterable[Formula]) -> None:
        """Tell values apart by further formulas over the variables."""
        reading = _Reading(self._program, range(len(self._program.variables)))
        for formula in formulas:
            self._collect(formula, reading)

    def read(self, index: int) -> bool:
        """Say whether some formula reads a variable."""
        return any(index in read for read in (self._runs, self._spans, self._sets, self._related))

    def spans_of(self, index: int) -> frozenset[DateSpan]:
        """Return the spans of dates a date variable is tested against."""
        return frozenset(self._spans.get(index, ()))

    def _relate(self, variables: list[int]) -> None:
        self._groups.clear()
        for variable in variables:
            self._related.setdefault(variable, set()).update(variables)

    def values(
        self,
        variable: Variable,
        as_of: date,
        known: Mapping[int, int],
        points: dict[frozenset[int], frozenset[int]] | None = None,
    ) -> list[int]:
        """Return one code of every class of an open variable, lowest first.

        `known` holds the codes of the answers that have one. `points` keeps what variables compared
        with each other have in common, for more of them on the same day beside the same answers.

        Raises:
            LimitReached: a set question has more classes than `MOST_SUBSETS`.
        """
        if isinstance(variable.domain, Subset):
            return self._subsets(variable)
        open_members = sum(member not in known for member in self._group(variable.index))
        return [
            first + step
            for first, after in pairwise(self._edges(variable, as_of, known, points))
            for step in range(min(open_members, after - first))
        ]

    def beside(self, variable: Variable, as_of: date, known: Mapping[int, int]) -> list[int]:
        """Return the nearest code below and above a known number or date, where rules cut there.

        Those of its other neighbours in the same run are no different to any rule.
        """
        code = known[variable.index]
        others = {index: each for index, each in known.items() if index != variable.index}
        edges = self._edges(variable, as_of, others)
        here = bisect_right(edges, code)
        below = [edges[here - 1] - 1] if here > 1 else []
        return below + ([edges[here]] if here < len(edges) - 1 else [])

    def _edges(
        self,
        variable: Variable,
        as_of: date,
        known: Mapping[int, int],
        points: dict[frozenset[int], frozenset[int]] | None = None,
    ) -> list[int]:
        """Return where the runs of a variable begin, and where the last one ends."""
        low, high = self._program.bounds(variable, as_of)
        group, points = self._group(variable.index), {} if points is None else points
        if group not in points:
            cuts = [self._cuts(member, as_of, known) for member in group]
            points[group] = frozenset[int]().union(*cuts)
        inside = {cut for cut in points[group] if low <= cut <= high + 1}
        return sorted({low, high + 1, *inside})

    def all_values(self, variable: Variable, as_of: date) -> list[int]:
        """Return one code of every class, whatever answers will be known.

        Which values of compared answers are told apart depends on those that are known: all are
        kept here.

        Raises:
            LimitReached: a set question has more classes than `MOST_SUBSETS`.
            TooWide: that are more than `MOST_COMPARED` values.
        """
        if len(self._group(variable.index)) == 1:
            return self.values(variable, as_of, {})
        low, high = self._program.bounds(variable, as_of)
        if high - low >= MOST_COMPARED:
            raise TooWide
        return list(range(low, high + 1))

    def dates_alike(self, as_of: date) -> Hashable:
        """Return what a day makes of dates: equal for days on which diagrams are the same.

        That is which tests each class of each date meets; of dates compared with other answers, it
        is the dates.

        Raises:
            TooWide: compared dates are too many.
        """
        dates = (each for each in self._program.variables if isinstance(each.domain, Dates))
        return tuple(self._tested(each, as_of) for each in dates)

    def _tested(self, variable: Variable, as_of: date) -> Hashable:
        codes = self.all_values(variable, as_of)
        if len(self._group(variable.index)) > 1:
            return tuple(codes)
        runs = [*sorted(self._runs.get(variable.index, ()))]
        spans = sorted(self._spans.get(variable.index, ()), key=repr)
        runs += [span_at(span, as_of) for span in spans]
        return tuple(tuple(low <= code <= high for low, high in runs) for code in codes)

    def subset_class(self, variable: Variable, mask: int) -> int:
        """Return the number of the class of a set among `values`."""
        tests = self.set_tests(variable)
        classes = self._told_apart.get(variable.index)
        if classes is None:
            classes = {_signature(tests, one): n for n, one in enumerate(self._subsets(variable))}
            self._told_apart[variable.index] = classes
        return classes[_signature(tests, mask)]

    def subsets_held(self, variable: Variable) -> list[int]:
        """Return how many sets each class of a set question holds."""
        tests, held = self.set_tests(variable), Counter[tuple[bool, ...]]()
        for mask, ways in self._kinds_of_subset(variable):
            held[_signature(tests, mask)] += ways
        return [held[_signature(tests, mask)] for mask in self._subsets(variable)]

    def _cuts(self, member: int, as_of: date, known: Mapping[int, int]) -> set[int]:
        runs = [*self._runs.get(member, ())]
        runs += [span_at(span, as_of) for span in self._spans.get(member, ())]
        if member in known:
            runs.append((known[member], known[member]))
        elif 0 <= member < len(self._program.variables):
            runs.append(self._program.bounds(self._program.variables[member], as_of))
        elif member >= 0:
            derived = self._program.derived[member - len(self._program.variables)]
            runs += [(code, code) for code in range(len(derived.values))]
        return {cut for low, high in runs for cut in (low, high + 1)}

    def _group(self, variable: int) -> frozenset[int]:
        """Return all variables compared with this one, directly or through others, and itself."""
        if variable not in self._groups:
            group = self._reached(variable)
            self._groups.update(dict.fromkeys(group, group))
        return self._groups[variable]

    def _reached(self, variable: int) -> frozenset[int]:
        group, pending = {variable}, [variable]
        while pending:
            for other in self._related.get(pending.pop(), ()):
                if other not in group:
                    group.add(other)
                    pending.append(other)
        return frozenset(group)

    def _subsets(self, variable: Variable) -> list[int]:
        tests, found = self.set_tests(variable), dict[tuple[bool, ...], int]()
        for mask, _ in self._kinds_of_subset(variable):
            found.setdefault(_signature(tests, mask), mask)
        return sorted(found.values())

    def _kinds_of_subset(self, variable: Variable) -> Iterator[tuple[int, int]]:
        """Yield sets that differ in what tests may see of them, each with how many are like it."""
        tests = self.set_tests(variable)
        groups = _alike(tests, variable.high.bit_length())
        counted = any(isinstance(test, SizeIn) for test in tests)
        options = [_sizes(len(group), counted) for group in groups]
        total = prod(map(len, options))
        if total > MOST_SUBSETS:
            raise LimitReached(
                (Diagnostic("too-many-subsets", path=variable.path, details={"limit": total}),)
            )
        for sizes in product(*options):
            mask, ways = 0, 1
            for group, (size, like_it) in zip(groups, sizes, strict=True):
                mask |= sum(1 << bit for bit in group[:size])
                ways *= like_it
            yield mask, ways

    def set_tests(self, variable: Variable) -> list[SetTest]:
        """Return the tests of a set question by which its classes are told apart."""
        return sorted(self._sets.get(variable.index, ()), key=repr)


class _Reading:
    """A program being read, and where its variables stand in that the cuts are for.

    Findings of another program stand before all that: they have no values here.
    """

    def __init__(
        self,
        program: Program,
        indexes: Sequence[int],
        masks: Mapping[int, Callable[[int], int]] | None = None,
    ) -> None:
        self.program = program
        self.indexes = indexes
        self._masks = masks or {}
        self._seen: dict[int, Formula] = {}

    def first_time(self, formula: Formula) -> bool:
        # INVARIANT: what was seen is kept, for the next formula may get the id of one that is gone.
        new = id(formula) not in self._seen
        self._seen[id(formula)] = formula
        return new

    def set_test(self, test: SetTest) -> SetTest:
        """Return a test of a set as one of the variable it is here."""
        here = self.indexes[test.variable]
        if isinstance(test, SizeIn):
            return replace(test, variable=here)
        there = self._masks.get(here)
        return replace(test, variable=here, mask=there(test.mask) if there else test.mask)


def _signature(tests: list[SetTest], mask: int) -> tuple[bool, ...]:
    return tuple(set_test_holds(test, mask) for test in tests)


def set_test_holds(test: SetTest, mask: int) -> bool:
    """Say whether a set that applies meets a test."""
    if isinstance(test, SizeIn):
        return any(low <= mask.bit_count() <= high for low, high in test.intervals)
    match test.membership:
        case Membership.ANY:
            return bool(mask & test.mask)
        case Membership.ALL:
            return mask & test.mask == test.mask
        case Membership.NONE:
            return not mask & test.mask


def _alike(tests: list[SetTest], bits: int) -> list[list[int]]:
    """Group the members of a set that every test treats alike."""
    groups: dict[tuple[bool, ...], list[int]] = {}
    for bit in range(bits):
        signature = tuple(bool(t.mask >> bit & 1) for t in tests if isinstance(t, MembersIn))
        groups.setdefault(signature, []).append(bit)
    return list(groups.values())


def _sizes(members: int, counted: bool) -> list[tuple[int, int]]:
    """Return how many of some equal members a set holds, and in how many ways."""
    if counted or members < 2:
        return [(size, comb(members, size)) for size in range(members + 1)]
    return [(0, 1), (1, 2**members - 2), (members, 1)]


def _formulas(program: Program) -> Iterator[Formula]:
    yield from (variable.applies for variable in program.variables)
    yield from (each.asked for each in program.variables if each.asked is not None)
    yield from program.grids.values()
    for derived in program.derived:
        yield from (case for case, _ in derived.cases)
    yield from (rule.when for rule in program.rules)
