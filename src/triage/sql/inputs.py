"""The columns answers are read from, and the class each answer falls into.

The class of an answer stands in a column `a` with its level: as the bits of all classes it may
still have, so that an open answer has several and one that does not fit has none. An answer with
more classes than a number has bits stands there as the number of its class.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from triage.engine.symbolic.partition import Partition, SetTest, set_test_holds
from triage.engine.symbolic.space import NOT_GIVEN, Space
from triage.model.answer_path import AnswerPath, path_in
from triage.model.condition import Membership
from triage.model.question import Choice, Dates, Lookup, OpenReason, Subset, YesNo
from triage.model.rulebook import Rulebook
from triage.program.encoding import code_of
from triage.program.formula import SizeIn
from triage.program.program import Program, Role, Variable
from triage.program.reads import elements
from triage.sql import terms
from triage.sql.dialects import Dialect
from triage.sql.problems import refused
from triage.sql.terms import MOST_BITS, Term

EMPTY_SET = "[]"
"""How a set without members is written: an empty text is no answer that anybody gave."""

BETWEEN = ","
"""Stands between the members of a set."""

UNKNOWN = OpenReason.UNKNOWN.value
OPEN_WORDS = (UNKNOWN, OpenReason.DECLINED.value)
_NOT_GIVEN_SET, _OPEN_SET, _MISFIT_SET = -3, -2, -1
"""What stands in the place of the bits of a set: sums of bits are never below nothing."""


class Classes(NamedTuple):
    """How the classes of an answer are written; `number` is how many there are."""

    number: int

    @property
    def are_bits(self) -> bool:
        """Whether a class is a bit; else it is a number."""
        return self.number <= MOST_BITS

    @property
    def every(self) -> int:
        """What stands for an open answer."""
        return (1 << self.number) - 1 if self.are_bits else -1

    @property
    def none(self) -> int:
        """What stands for an answer that does not fit."""
        return 0 if self.are_bits else -2

    def of(self, class_: int) -> int:
        """Return what stands for a class."""
        return 1 << class_ if self.are_bits else class_

    def is_open(self, name: str) -> Term:
        """Say whether a column has more classes than one."""
        if self.are_bits:
            return terms.negated(terms.has_one(terms.column(name)))
        return terms.equal(terms.column(name), terms.number(self.every))

    def is_among(self, name: str, classes: Sequence[int]) -> Term:
        """Say whether a column may have one of some classes."""
        if self.are_bits:
            return terms.has_any(terms.column(name), sum(1 << each for each in classes))
        return terms.among(terms.column(name), map(terms.number, (self.every, *classes)))


class Inputs:
    """The answers that rules read, lookups that fill them, and the lengths of their lists.

    Raises:
        SqlRefused: a set has more members, or is tested in more ways, than a number has bits.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        program: Program,
        partition: Partition,
        space: Space,
        as_of: date,
        dialect: Dialect,
    ) -> None:
        self._rulebook, self._program, self._partition = rulebook, program, partition
        self._space, self._as_of, self._dialect = space, as_of, dialect
        self._fillings = self._all_fillings()
        self.variables = self._all_variables()
        """What has a column, in the order of the file."""
        self.sets = [each for each in self.variables if isinstance(each.domain, Subset)]
        for each in self.sets:
            self._check_size(each)

    def _all_fillings(self) -> Mapping[AnswerPath, list[tuple[AnswerPath, Mapping[str, int]]]]:
        """Return which lookups fill an answer, the one that counts first, and its code by row."""
        found: dict[AnswerPath, list[tuple[AnswerPath, Mapping[str, int]]]] = {}
        by_path = self._program.by_path
        for (owner, lookup), columns in self._rulebook.fillings.items():
            for element in (None,) if owner is None else elements(self._rulebook, owner):
                at = path_in(element, lookup)
                for table, name in columns:
                    index = by_path[at.beside(name)]
                    if index not in self._space.levels:
                        continue
                    rows = self._rulebook.tables[table].rows
                    variable = self._program.variables[index]
                    cells = {
                        key: code_of(variable, frozenset(cell) if isinstance(cell, tuple) else cell)
                        for key, row in rows.items()
                        if key not in OPEN_WORDS and (cell := row.get(name)) is not None
                    }
                    found.setdefault(variable.path, []).insert(0, (at, cells))
        return found

    def _all_variables(self) -> list[Variable]:
        paths = {each.path for each in self._space.variables}
        paths |= {lookup for each in self._fillings.values() for lookup, _ in each}
        paths |= {path.owner for path in paths if self._is_in_list(path)}
        return [each for each in self._program.variables if each.path in paths]

    def _check_size(self, variable: Variable) -> None:
        tests = self._partition.set_tests(variable)
        size = max(variable.high.bit_length(), len(tests))
        if size > MOST_BITS:
            raise refused("sql-set-too-large", path=variable.path, count=size, limit=MOST_BITS)

    def _is_in_list(self, path: AnswerPath) -> bool:
        return path.item is not None

    # --- classes

    def level(self, variable: Variable) -> int | None:
        """Return the level at which decisions ask for an answer, if any does."""
        return self._space.levels.get(variable.index)

    def classes(self, level: int) -> Classes:
        """Return how the classes of the answer at a level are written."""
        return Classes(self._space.sizes[level])

    def classes_of(self, variable: Variable) -> Classes:
        """Return how the classes of an answer are written; one decisions do not ask for has one."""
        level = self.level(variable)
        return Classes(1) if level is None else self.classes(level)

    def name(self, variable: Variable) -> str:
        """Return the name of the column with the class of an answer."""
        level = self.level(variable)
        return f"l{variable.index}" if level is None else class_name(level)

    def bits_name(self, variable: Variable) -> str:
        """Return the name of the column in which a set stands as bits."""
        return f"s{variable.index}"

    def _bits(self, variable: Variable) -> Term:
        return terms.column(self.bits_name(variable))

    def is_open(self, variable: Variable) -> Term:
        """Say whether an answer was not given; of sets, once they are bits."""
        if isinstance(variable.domain, Subset):
            return terms.equal(self._bits(variable), terms.number(_OPEN_SET))
        return self._is_not_said(variable)

    def _is_not_said(self, variable: Variable) -> Term:
        cell = terms.column(variable.path)
        if self._holds_text(variable):
            said = terms.instead(cell, terms.text(UNKNOWN))
            missing = terms.among(said, map(terms.text, OPEN_WORDS))
        else:
            missing = terms.is_missing(cell)
        return missing

    def _is_of_no_item(self, variable: Variable) -> list[Term]:
        """Return a test of whether there is an answer about an item that a list has not.

        None of what is in no list.
        """
        item, owner = variable.path.item, variable.path.owner
        if item is None:
            return []
        count = terms.instead(terms.column(owner), terms.number(0))
        is_there = terms.negated(terms.is_missing(terms.column(variable.path)))
        return [terms.both(is_there, terms.below(count, terms.number(item)))]

    def _holds_text(self, variable: Variable) -> bool:
        kinds = Choice | YesNo | Subset | Lookup
        is_text = isinstance(variable.domain, kinds)
        return is_text or (isinstance(variable.domain, Dates) and not self._dialect.has_types)

    def class_of(self, variable: Variable) -> Term:
        """Return the class of an answer that is no set, or the only thing a lookup can be: there.

        An open one has the class of what fills it.
        """
        level = self.level(variable)
        if level is None:
            classes, opened, kinds = Classes(1), terms.number(1), self._fits(variable)
        else:
            classes = self.classes(level)
            opened = self._filled(variable, lambda code: classes.of(self._class(variable, code)))
            kinds = self._kinds(variable, classes)
        (branches, otherwise), none = kinds, terms.number(classes.none)
        nowhere = [(each, none) for each in self._is_of_no_item(variable)]
        return terms.case([*nowhere, (self.is_open(variable), opened), *branches], otherwise)

    def _class(self, variable: Variable, code: int) -> int:
        return self._space.class_of(variable, code)

    def _filled(self, variable: Variable, told: Callable[[int], int]) -> Term:
        """Return what stands for an answer nobody gave: of the row that fills it, or open."""
        level = self.level(variable)
        assert level is not None
        is_set = isinstance(variable.domain, Subset)
        if variable.role is not Role.READ:  # never open: not to have stated it is a class
            return terms.number(_NOT_GIVEN_SET if is_set else self.classes(level).of(0))
        opened = _OPEN_SET if is_set else self.classes(level).every
        branches = []
        for lookup, cells in self._fillings.get(variable.path, ()):
            rows: dict[int, list[str]] = {}
            for key, code in cells.items():
                rows.setdefault(told(code), []).append(key)
            said = terms.instead(terms.column(lookup), terms.text(UNKNOWN))
            branches += [
                (terms.among(said, map(terms.text, keys)), terms.number(value))
                for value, keys in rows.items()
            ]
        return terms.case(branches, terms.number(opened))

    def _fits(self, variable: Variable) -> tuple[list[tuple[Term, Term]], Term]:
        """Return what tells an answer that decisions do not ask for from one that does not fit."""
        fits, misfit = terms.number(1), terms.number(0)
        if isinstance(variable.domain, Lookup):
            keys = self._rulebook.tables[variable.domain.table].rows
            return [(terms.among(terms.column(variable.path), map(terms.text, keys)), fits)], misfit
        return [*self._out_of_bounds(variable, misfit)], fits

    def _kinds(self, variable: Variable, classes: Classes) -> tuple[list[tuple[Term, Term]], Term]:
        """Return what tells the classes of given answers apart."""
        cell, misfit = terms.column(variable.path), terms.number(classes.none)
        if isinstance(variable.domain, Choice | YesNo):
            values: dict[int, list[str]] = {}
            for value, code in variable.codes.items():
                values.setdefault(self._class(variable, code), []).append(str(value))
            found = [
                (terms.among(cell, map(terms.text, each)), terms.number(classes.of(class_)))
                for class_, each in values.items()
            ]
            return found, misfit
        codes = [each for each in self._space.codes(variable.index) if each is not NOT_GIVEN]
        last = terms.number(classes.of(self._class(variable, codes[-1])))
        below = [
            (
                terms.below(cell, self._value(variable, after)),
                terms.number(classes.of(self._class(variable, code))),
            )
            for code, after in pairwise(codes)
        ]
        return [*self._out_of_bounds(variable, misfit), *below], last

    def _out_of_bounds(self, variable: Variable, misfit: Term) -> Iterator[tuple[Term, Term]]:
        """Yield what a number or a date may not be."""
        cell, is_date = terms.column(variable.path), isinstance(variable.domain, Dates)
        low, high = self._program.bounds(variable, self._as_of)
        if not self._dialect.has_types:
            kind = terms.text("text" if is_date else "integer")
            yield terms.different(terms.call("TYPEOF", cell), kind), misfit
            if is_date:
                day = terms.instead(terms.call("DATE", cell), terms.text(""))
                yield terms.different(day, cell), misfit
        yield terms.below(cell, self._value(variable, low)), misfit
        yield terms.below(self._value(variable, high), cell), misfit
        if self._dialect.has_types and not is_date:
            yield terms.different(terms.whole(cell), cell), misfit

    def _value(self, variable: Variable, code: int) -> Term:
        if not isinstance(variable.domain, Dates):
            return terms.number(code)
        day = date.fromordinal(code).isoformat()
        return terms.date_of(day) if self._dialect.has_types else terms.text(day)

    # --- sets

    def members(self, variable: Variable) -> Term:
        """Return a set as bits, its members in the order of the question."""
        assert isinstance(variable.domain, Subset)
        cell, sign = terms.column(variable.path), terms.text(BETWEEN)
        around = terms.put_together([sign, cell, sign])
        found = [
            (value, terms.holds(around, f"{BETWEEN}{value}{BETWEEN}"))
            for value in variable.domain.values
        ]
        signs = [terms.bits_where(each, len(value) + 1) for value, each in found]
        bits = [terms.bits_where(each, 1 << bit) for bit, (_, each) in enumerate(found)]
        whole = terms.sum_of([terms.number(1), *signs])
        return terms.case(
            [
                *((each, terms.number(_MISFIT_SET)) for each in self._is_of_no_item(variable)),
                (self._is_not_said(variable), terms.number(_OPEN_SET)),
                (terms.equal(cell, terms.text(EMPTY_SET)), terms.number(0)),
                (terms.different(terms.length(around), whole), terms.number(_MISFIT_SET)),
            ],
            terms.sum_of(bits),
        )

    def signature(self, variable: Variable) -> Term:
        """Return which tests a set meets, as bits; what is open or does not fit stays so."""
        tests = self._partition.set_tests(variable)
        held = [
            terms.bits_where(self._meets(variable, each), 1 << n) for n, each in enumerate(tests)
        ]
        filled = self._filled(variable, lambda code: _signature(tests, code))
        members = self._bits(variable)
        return terms.case(
            [
                (self.is_open(variable), filled),
                (terms.equal(members, terms.number(_MISFIT_SET)), terms.number(_MISFIT_SET)),
            ],
            terms.sum_of(held or [terms.number(0)]),
        )

    def _meets(self, variable: Variable, test: SetTest) -> Term:
        members = self._bits(variable)
        if isinstance(test, SizeIn):
            size = terms.sum_of(
                [
                    terms.bits_where(terms.has_any(members, 1 << bit), 1)
                    for bit in range(variable.high.bit_length())
                ]
            )
            sizes = [
                each
                for each in range(variable.high.bit_length() + 1)
                if any(low <= each <= high for low, high in test.intervals)
            ]
            return terms.among(size, map(terms.number, sizes or [-1]))
        match test.membership:
            case Membership.ANY:
                return terms.has_any(members, test.mask)
            case Membership.ALL:
                mask = terms.number(test.mask)
                return terms.equal(terms.bits_of(members, mask), mask)
            case Membership.NONE:
                return terms.has_none(members, test.mask)

    def class_of_set(self, variable: Variable) -> Term:
        """Return the class of a set by what `signature` said, in the column of its classes."""
        level = self.level(variable)
        assert level is not None
        classes, tests = self.classes(level), self._partition.set_tests(variable)
        said_nothing, its_class = _OPEN_SET, classes.every
        if variable.role is not Role.READ:
            said_nothing, its_class = _NOT_GIVEN_SET, classes.of(0)
        branches = [(terms.number(said_nothing), terms.number(its_class))]
        branches += [
            (
                terms.number(_signature(tests, code)),
                terms.number(classes.of(self._class(variable, code))),
            )
            for code in self._space.codes(variable.index)
            if code is not NOT_GIVEN
        ]
        met = terms.column(self.name(variable))
        return terms.of_value(met, branches, terms.number(classes.none))


def class_name(level: int) -> str:
    """Return the name of the column with the class of the answer at a level."""
    return f"a{level}"


def _signature(tests: Sequence[SetTest], mask: int) -> int:
    return sum(set_test_holds(test, mask) << n for n, test in enumerate(tests))
