"""The answers of many rows as classes of the space two versions share.

Each distinct answer is read once, as any answer is. Dates are placed row by row, for where they are
cut depends on the day of the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from triage.diagrams.nodes import FALSE_NODE, TRUE_NODE, Node
from triage.model.answer_path import AnswerPath
from triage.model.question import Dates, ListOf
from triage.program.program import Role, Variable
from triage.verify.days import answerable
from triage.verify.diff.columnar_walk import OPEN, Walk
from triage.verify.diff.joint_space import NEW, OLD
from triage.verify.diff.reading import MISFIT, NONE, Read
from triage.verify.diff.rows import Flags, Rows
from triage.verify.diff.stored import Columns, Ints
from triage.verify.diff.version_product import VersionProduct
from triage.verify.state_space import StateSpace

_MOST_CLASSES = 62
"""So many classes of an answer are kept as the bits of a number."""


class RowEncoding:
    """Some rows of a table, as a stretch of time reads them for which a day stands.

    The sides `OLD` and `NEW` differ where the tables of the versions fill other answers.
    """

    def __init__(self, both: VersionProduct, columns: Columns, rows: Ints) -> None:
        self._both = both
        self._wholes = (both.old, both.new)
        self._rows = Rows(columns, rows, self._is_list)
        self._variables = {
            level: each.variable
            for each in both.joint.asked
            if (level := both.joint.space.levels.get(each.variable.index)) is not None
        }
        self._sides = [self._read(whole) for whole in self._wholes]
        self._classes: dict[tuple[int, int], Ints] = {}
        self._same: dict[str, bool] = {}
        self._demanded: tuple[dict[Node, Flags], dict[Node, Flags]] = ({}, {})
        self._odd = self._rows.nowhere()
        self._look_for_odd_ones()

    def _is_list(self, id_: str) -> bool:
        asked = (whole.rulebook.questions.get(id_) for whole in self._wholes)
        return any(each is not None and isinstance(each.domain, ListOf) for each in asked)

    def _read(self, whole: StateSpace) -> Read:
        asked = {
            each.variable.path: each.variable
            for each in self._both.joint.asked
            if (each.old if whole is self._both.old else each.new) is not None
        }
        return Read(whole.rulebook, whole.program, asked, self._rows)

    # --- classes

    def classes(self, side: int, level: int) -> Ints:
        """Return the class of an answer in each row, `OPEN` where it is open."""
        if side == NEW and self._alike(self._variables[level].path):
            side = OLD
        found = self._classes.get((side, level))
        if found is None:
            found = self._classes[side, level] = self._placed(side, level)
        return found

    def _alike(self, path: AnswerPath) -> bool:
        if path not in self._same:
            self._same[path] = self._says_the_same(path)
        return self._same[path]

    def _says_the_same(self, path: AnswerPath) -> bool:
        old, new = (read.by_answer(path) for read in self._sides)
        if old is None or new is None:
            old, new = (read.codes(path) for read in self._sides)
        return old is new or (old is not None and new is not None and np.array_equal(old, new))

    def _placed(self, side: int, level: int) -> Ints:
        variable, read = self._variables[level], self._sides[side]
        by_answer = read.by_answer(variable.path)
        if by_answer is not None and not isinstance(variable.domain, Dates):
            return self._rows.taken(variable.path, self._classed(variable, by_answer))
        codes = read.codes(variable.path)
        if codes is None:
            return np.full(len(self._rows), _not_given(variable), dtype=np.int64)
        if isinstance(variable.domain, Dates):
            found = self._by_day(variable, codes)
            found[codes <= MISFIT] = _not_given(variable)
            return found
        distinct = read.distinct(variable.path)
        return self._classed(variable, distinct)[np.searchsorted(distinct, codes)]

    def _classed(self, variable: Variable, codes: Ints) -> Ints:
        """Return the class of each code; of no answer, what stands for that."""
        space, not_given = self._both.joint.space, _not_given(variable)
        classes = [
            space.class_of(variable, int(code)) if code > MISFIT else not_given for code in codes
        ]
        return np.array(classes, dtype=np.int64)

    def _by_day(self, variable: Variable, codes: Ints) -> Ints:
        """Place dates by where they are cut on the day of the row."""
        edges = self._edges(variable)
        found = np.full(len(self._rows), -1, dtype=np.int64)
        for cut in range(edges.shape[1]):
            found += codes >= edges[self._rows.day_of, cut]
        return found + (variable.role is not Role.READ)

    def _edges(self, variable: Variable) -> Ints:
        """Return where the classes of a date begin, day by day; a day with others is left out."""
        space = self._both.joint.space
        wanted = space.sizes[space.levels[variable.index]] - (variable.role is not Role.READ)
        edges = np.zeros((len(self._rows.days), wanted), dtype=np.int64)
        for number in np.unique(self._rows.day_of):
            begins = space.edges_on(variable, self._rows.days[number])
            if len(begins) == wanted:
                edges[number] = begins
            else:
                self._odd |= self._rows.day_of == number
        return edges

    # --- rows that need a look of their own

    def odd(self) -> Flags:
        """Say which rows do not fit a version, or have answers whose questions may not apply."""
        return self._odd

    def _look_for_odd_ones(self) -> None:
        for whole, read in zip(self._wholes, self._sides, strict=True):
            self._odd |= read.misfits
            for number in np.unique(self._rows.day_of):
                if not answerable(whole.rulebook, self._rows.days[number]):
                    self._odd |= self._rows.day_of == number
        for each in self._both.joint.asked:
            if (
                isinstance(each.variable.domain, Dates)
                and each.variable.index in self._both.joint.space.levels
            ):
                self._edges(each.variable)
        self._odd |= self._stated_in_one()
        for side in (OLD, NEW):
            self._odd |= self._contradicting(side)

    def _contradicting(self, side: int) -> Flags:
        """Say where given answers demand what others rule out, or too much to say it at a glance.

        A demand that rests on one open answer leaves some of its classes. Where demands leave it
        none there is a contradiction; where one rests on several open answers, who knows. Nor is a
        demand on open answers passed over that only one of the versions makes.
        """
        found = self._rows.nowhere()
        left: dict[int, Ints] = {}
        for node, given in self._demands(side).items():
            shared = self._is_made_by_both(node, given, 1 - side)
            if side == NEW and shared:
                continue
            rows = np.flatnonzero(given)
            walk = Walk(self._both.diagrams, [node])
            classes = {level: self.classes(side, level)[rows] for level in walk.levels}
            came_to = walk.to_terminals([node], np.zeros(len(rows), dtype=np.int64), classes)
            found[rows[came_to == FALSE_NODE]] = True
            stopped = np.flatnonzero(came_to <= OPEN)
            if not shared:
                found[rows[stopped]] = True
                continue
            waiting = {level: each[stopped] for level, each in classes.items()}
            for level, those, beyond in walk.beyond(came_to[stopped], waiting):
                at = rows[stopped[those]]
                if beyond.shape[1] > _MOST_CLASSES:
                    found[at] = True
                    continue
                found[at[(beyond <= OPEN).any(axis=1)]] = True
                bits = (beyond == TRUE_NODE) @ (1 << np.arange(beyond.shape[1], dtype=np.int64))
                left.setdefault(level, np.full(len(self._rows), -1, dtype=np.int64))[at] &= bits
        for allowed in left.values():
            found |= allowed == 0
        return found

    def _is_made_by_both(self, node: Node, given: Flags, other: int) -> bool:
        """Say whether the other version demands the same, because of the same answers."""
        there = self._demands(other).get(node)
        asked = self._both.diagrams.support(node)
        return (
            there is not None
            and np.array_equal(there, given)
            and all(self.classes(NEW, level) is self.classes(OLD, level) for level in asked)
        )

    def _stated_in_one(self) -> Flags:
        """Say where an answer is missing that only one version takes to override a finding."""
        found = self._rows.nowhere()
        for each in self._both.joint.asked:
            if each.old is not None and each.new is not None:
                roles = {self._both.old.program.variables[each.old].role}
                roles.add(self._both.new.program.variables[each.new].role)
                if len(roles) > 1 and Role.STATED in roles:
                    for read in self._sides:
                        codes = read.codes(each.variable.path)
                        found |= True if codes is None else codes == NONE
        return found

    def _demands(self, side: int) -> dict[Node, Flags]:
        """Return what given answers demand: that their questions apply, and in which rows."""
        found = self._demanded[side]
        if not found:
            for node, given in self._demanding(side):
                if node != TRUE_NODE:
                    found[node] = found[node] | given if node in found else given
        return found

    def _demanding(self, side: int) -> Iterator[tuple[Node, Flags]]:
        decisions, program = self._wholes[side].decisions, self._wholes[side].program
        for path, given in self._sides[side].given():
            if path in program.by_path:
                yield decisions.applies[program.by_path[path]], given
            elif path in decisions.grids:
                yield decisions.grids[path], given

    # --- some rows

    def known(self, side: int, rows: Ints, levels: Iterable[int]) -> list[list[int | None]]:
        """Return for each of some rows the class of each answer by its level, `None` where open.

        Those at other levels are left open.
        """
        table = np.full((len(rows), len(self._both.joint.space.sizes)), OPEN, dtype=np.int64)
        for level in levels:
            table[:, level] = self.classes(side, level)[rows]
        return [[None if each == OPEN else each for each in row] for row in table.tolist()]

    def demands(self, side: int, row: int) -> list[Node]:
        """Return what must be true because of what was answered in a row."""
        return [node for node, given in self._demands(side).items() if given[row]]

    # --- what bears on open answers

    def bearing(self, levels: Iterable[int]) -> tuple[list[int], list[Ints]]:
        """Return all that may bear on the answers at some levels where they are open.

        That are the answers themselves, the given ones whose questions apply only with some of
        them, and what else those need to apply: their levels, and what tells rows apart.
        """
        wanted, demands = set(levels), dict[tuple[int, Node], Flags]()
        waiting = {
            (side, node): (given, self._both.diagrams.support(node))
            for side in (OLD, NEW)
            for node, given in self._demands(side).items()
        }
        while touching := [key for key, (_, asked) in waiting.items() if wanted & asked]:
            for key in touching:
                demands[key], asked = waiting.pop(key)
                wanted |= asked
        found = [given.astype(np.int64) for given in demands.values()]
        for level in sorted(wanted):
            found.append(self.classes(OLD, level))
            if self.classes(NEW, level) is not found[-1]:
                found.append(self.classes(NEW, level))
        return sorted(wanted), found


def _not_given(variable: Variable) -> int:
    """Return the class of an answer that is not there; a finding nobody stated is not open."""
    return OPEN if variable.role is Role.READ else 0
