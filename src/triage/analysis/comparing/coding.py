"""The answers of many rows as classes of the space two versions share.

Each distinct answer is read once, as any answer is. Dates are placed row by row, for where they are
cut depends on the day of the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from triage.analysis.comparing.both import Both
from triage.analysis.comparing.following import OPEN, Walk
from triage.analysis.comparing.reading import NONE, Read, read_columns
from triage.analysis.comparing.stored import Column, Columns, Ints
from triage.analysis.days import answerable
from triage.analysis.whole import Whole
from triage.engine.exact.diagrams import TRUE_NODE, Node
from triage.engine.flat.program import Role, Variable
from triage.model.question import Dates, ListOf

Flags = npt.NDArray[np.bool_]

OLD, NEW = 0, 1


class Coding:
    """Some rows of a table, as a stretch of time reads them for which a day stands.

    The sides `OLD` and `NEW` differ where the tables of the versions fill other answers.
    """

    def __init__(self, both: Both, columns: Columns, rows: Ints) -> None:
        self._both = both
        self._rows = len(rows)
        self._day_of = columns.days.codes[rows]
        self._days: tuple[date, ...] = columns.days.values
        self._wholes = (both.old, both.new)
        self._variables = {
            place: each.variable
            for each in both.joint.asked
            if (place := both.joint.space.places.get(each.variable.index)) is not None
        }
        there = dict(_there(self._wholes, columns, rows))
        self._sides = [self._read(whole, there) for whole in self._wholes]
        self._classes: dict[tuple[int, int], Ints] = {}
        self._same: dict[str, bool] = {}
        self._odd: Flags = np.zeros(self._rows, dtype=bool)
        self._look_for_odd_ones()

    def _read(self, whole: Whole, there: Mapping[str, Column]) -> Read:
        asked = {
            each.variable.path: each.variable
            for each in self._both.joint.asked
            if (each.old if whole is self._both.old else each.new) is not None
        }
        return read_columns(whole.rulebook, whole.program, asked, there, self._bounds)

    def _bounds(self, domain: Dates) -> tuple[Ints, Ints]:
        """Give the first and last date that may be answered in each row, as ordinals."""
        every = [domain.bounds(day) for day in self._days]
        low, high = (
            np.array([day.toordinal() for day in each]) for each in zip(*every, strict=True)
        )
        return low[self._day_of], high[self._day_of]

    # --- classes

    def classes(self, side: int, place: int) -> Ints:
        """Give the class of an answer in each row, `OPEN` where it is open."""
        if side == NEW and self._alike(self._variables[place].path):
            side = OLD
        found = self._classes.get((side, place))
        if found is None:
            found = self._classes[side, place] = self._placed(side, place)
        return found

    def _alike(self, path: str) -> bool:
        if path not in self._same:
            old, new = (read.codes.get(path) for read in self._sides)
            alike = old is new or (old is not None and new is not None and np.array_equal(old, new))
            self._same[path] = alike
        return self._same[path]

    def _placed(self, side: int, place: int) -> Ints:
        variable = self._variables[place]
        silent = OPEN if variable.role is Role.READ else 0
        codes = self._sides[side].codes.get(variable.path)
        if codes is None:
            return np.full(self._rows, silent, dtype=np.int64)
        found = self._by_day(variable, codes) if isinstance(variable.domain, Dates) else None
        if found is None:
            distinct, which = np.unique(codes, return_inverse=True)
            space = self._both.joint.space
            classes = [
                0 if code == NONE else space.class_of(variable, int(code)) for code in distinct
            ]
            found = np.array(classes, dtype=np.int64)[which]
        found[codes == NONE] = silent
        return found

    def _by_day(self, variable: Variable, codes: Ints) -> Ints:
        """Place dates by where they are cut on the day of the row."""
        edges = self._edges(variable)
        found = np.full(self._rows, -1, dtype=np.int64)
        for cut in range(edges.shape[1]):
            found += codes >= edges[self._day_of, cut]
        return found + (variable.role is not Role.READ)

    def _edges(self, variable: Variable) -> Ints:
        """Give where the classes of a date begin, day by day; a day with others is left out."""
        space = self._both.joint.space
        wanted = space.sizes[space.places[variable.index]] - (variable.role is not Role.READ)
        edges = np.zeros((len(self._days), wanted), dtype=np.int64)
        for number in np.unique(self._day_of):
            begins = space.edges_on(variable, self._days[number])
            if len(begins) == wanted:
                edges[number] = begins
            else:
                self._odd |= self._day_of == number
        return edges

    # --- rows that need a look of their own

    def odd(self) -> Flags:
        """Say which rows do not fit a version, or have answers whose questions may not apply."""
        return self._odd

    def _look_for_odd_ones(self) -> None:
        for whole, read in zip(self._wholes, self._sides, strict=True):
            self._odd |= read.misfits
            for number in np.unique(self._day_of):
                if not answerable(whole.rulebook, self._days[number]):
                    self._odd |= self._day_of == number
        for each in self._both.joint.asked:
            if (
                isinstance(each.variable.domain, Dates)
                and each.variable.index in self._both.joint.space.places
            ):
                self._edges(each.variable)
        self._odd |= self._stated_in_one()
        for side in (OLD, NEW):
            for node, given in self._demands(side).items():
                rows = np.flatnonzero(given)
                walk = Walk(self._both.diagrams, [node])
                classes = {place: self.classes(side, place)[rows] for place in walk.places}
                came_to = walk.to_terminals([node], np.zeros(len(rows), dtype=np.int64), classes)
                self._odd[rows[came_to != TRUE_NODE]] = True

    def _stated_in_one(self) -> Flags:
        """Say where an answer is missing that only one version takes to override a finding."""
        found = np.zeros(self._rows, dtype=bool)
        for each in self._both.joint.asked:
            if each.old is not None and each.new is not None:
                roles = {self._both.old.program.variables[each.old].role}
                roles.add(self._both.new.program.variables[each.new].role)
                if len(roles) > 1 and Role.STATED in roles:
                    for read in self._sides:
                        codes = read.codes.get(each.variable.path)
                        found |= True if codes is None else codes == NONE
        return found

    def _demands(self, side: int) -> dict[Node, Flags]:
        """Give what given answers demand: that their questions apply, and in which rows."""
        found: dict[Node, Flags] = {}
        for node, given in self._demanding(side):
            if node != TRUE_NODE:
                found[node] = found[node] | given if node in found else given
        return found

    def _demanding(self, side: int) -> Iterator[tuple[Node, Flags]]:
        decisions, program = self._wholes[side].decisions, self._wholes[side].program
        for path, given in self._sides[side].given.items():
            if path in program.by_path:
                yield decisions.applies[program.by_path[path]], given
            elif path in decisions.grids:
                yield decisions.grids[path], given

    # --- what bears on open answers

    def bearing(self, places: Iterable[int]) -> list[Ints]:
        """Give all that may bear on the answers at some places where they are open.

        That are the answers themselves, the given ones whose questions apply only with some of
        them, and what else those need to apply.
        """
        wanted, demands = set(places), dict[tuple[int, Node], Flags]()
        waiting = {
            (side, node): given
            for side in (OLD, NEW)
            for node, given in self._demands(side).items()
        }
        while touching := [
            key for key in waiting if wanted & self._both.diagrams.answers_of(key[1])
        ]:
            for key in touching:
                demands[key] = waiting.pop(key)
                wanted |= self._both.diagrams.answers_of(key[1])
        found = [given.astype(np.int64) for given in demands.values()]
        for place in sorted(wanted):
            found += {
                id(each): each for each in (self.classes(OLD, place), self.classes(NEW, place))
            }.values()
        return found


def _there(wholes: Sequence[Whole], columns: Columns, rows: Ints) -> Iterator[tuple[str, Column]]:
    """Give the answers of some rows, but for those about items that are not there."""
    counts: dict[str, Ints] = {}
    for path, column in columns.answers.items():
        owner, *inside = path.split(".")
        codes = column.codes[rows]
        if inside and any(_is_list(whole, owner) for whole in wholes):
            if owner not in counts:
                counts[owner] = _count(columns.answers.get(owner), rows)
            codes = np.where(counts[owner] >= _position(inside[0]), codes, -1)
        yield path, Column(column.values, codes)


def _is_list(whole: Whole, owner: str) -> bool:
    question = whole.rulebook.questions.get(owner)
    return question is not None and isinstance(question.domain, ListOf)


def _position(element: str) -> int:
    return int(element) if element.isdigit() else 0


def _count(column: Column | None, rows: Ints) -> Ints:
    """Give the number of items in each row, 0 where it is not known."""
    if column is None:
        return np.zeros(len(rows), dtype=np.int64)
    many = [each if type(each) is int else 0 for each in column.values]
    return np.array([*many, 0], dtype=np.int64)[column.codes[rows]]
