"""Typologies settled on silence: what no answer, or a table alone, would decide (section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, combinations

from triage.diagrams.nodes import FALSE_NODE, TRUE_NODE, Node
from triage.diagrams.restrict import Restriction
from triage.diagrams.steps import too_many_steps
from triage.model.answer_path import AnswerPath
from triage.model.question import ListOf
from triage.program.encoding import Coded, code_of
from triage.program.program import Role
from triage.verify.state_space import Example, StateSpace

MOST_ASKED = 12
"""So many ways may open answers have to decide whether other questions apply."""


@dataclass(frozen=True, slots=True)
class SettledUnanswered:
    """An assessment that is settled though some answers are open, or filled by tables.

    `lookups` are the rows that fill them, by path; `items` how many items a list then has.
    """

    example: Example
    lookups: Mapping[AnswerPath, str]
    items: Mapping[AnswerPath, int]


@dataclass(frozen=True, slots=True)
class _Left:
    """What is left to come true of the other answers, once tables have filled some.

    `applies` must be true as well: that the lookups given, and lists, apply.
    """

    settled: Node
    applies: tuple[Node, ...] = ()
    lookups: tuple[tuple[AnswerPath, str], ...] = field(default=(), compare=False)


def settled_unanswered(
    whole: StateSpace, typology: str, while_open: Iterable[AnswerPath]
) -> SettledUnanswered | None:
    """Return an assessment that settles a typology while all of some answers are open; else `None`.

    An answer filled by a table counts as open. `while_open` are paths, or questions whole.

    Raises:
        LimitReached: too many other questions are asked or not because of the open ones.
    """
    return _Search(whole, tuple(while_open)).first(whole.typology_is(typology))


class _Search:
    def __init__(self, whole: StateSpace, while_open: tuple[AnswerPath, ...]) -> None:
        self._whole = whole
        self._diagrams = whole.diagrams
        space, program = whole.decisions.space, whole.program
        self._levels = {each.path: space.levels[each.index] for each in space.variables}
        self._while_open = while_open
        self._open = {path: level for path, level in self._levels.items() if self._is_meant(path)}
        self._stated = {
            level: 0
            for path, level in self._open.items()
            if program.variables[program.by_path[path]].role is Role.STATED
        }
        self._asked = self._asked_because()

    def first(self, settled: Node) -> SettledUnanswered | None:
        for items, start in self._lengths(self._with(settled, self._stated)):
            left = {start}
            for lookup in self._lookups(items):
                left |= {more for each in left for more in self._filled(each, lookup)}
            for each in left:
                found = self._found(each)
                if found is not None:
                    return SettledUnanswered(found, dict(each.lookups), items)
        return None

    def _found(self, left: _Left) -> Example | None:
        """Return other answers that settle it, whatever the open ones are.

        That another question is answered says that it applies, and may so rule open answers out.
        """
        diagrams, open_ = self._diagrams, frozenset(self._open.values())
        for paths in _subsets(self._asked):
            said = diagrams.conjunction([*left.applies, *map(self._applies, paths)])
            settled = diagrams.ite(said, left.settled, TRUE_NODE)
            found = self._whole.witness(diagrams.forall(settled, open_), said)
            if found is not None:
                asked = dict.fromkeys((self._levels[path] for path in paths), 0)
                others = {**asked, **found.classes}
                return Example({at: each for at, each in others.items() if at not in open_})
        return None

    def _asked_because(self) -> list[AnswerPath]:
        """Return other questions, one for each way in which open answers decide if they apply."""
        open_, found = set(self._open.values()), dict[Node, AnswerPath]()
        for path in self._levels:
            node = self._applies(path)
            if path not in self._open and self._diagrams.support(node) & open_:
                found.setdefault(node, path)
        if len(found) > MOST_ASKED:
            raise too_many_steps(2**MOST_ASKED)
        return list(found.values())

    def _applies(self, path: AnswerPath) -> Node:
        return self._whole.decisions.applies[self._whole.program.by_path[path]]

    def _with(self, node: Node, classes: Mapping[int, int]) -> Node:
        return Restriction(self._diagrams, classes).of(node)

    def _is_meant(self, path: AnswerPath) -> bool:
        return not {path, path.owner}.isdisjoint(self._while_open)

    def _lengths(self, settled: Node) -> Iterator[tuple[dict[AnswerPath, int], _Left]]:
        """Yield what is left with the open lists open, and with any number of items in them."""
        yield {}, _Left(settled)
        book = self._whole.rulebook
        for owner in self._while_open:
            domain = book.questions[owner].domain if owner in book.questions else None
            if isinstance(domain, ListOf):
                for count in range(max(1, domain.min), domain.max + 1):
                    classes = self._classes({owner: count})
                    applies = (self._with(self._applies(owner), classes),)
                    yield {owner: count}, _Left(self._with(settled, classes), applies)

    def _lookups(self, items: Mapping[AnswerPath, int]) -> Iterator[AnswerPath]:
        """Yield the lookups that may fill open answers."""
        for owner, lookup in self._whole.rulebook.fillings:
            beside = {path.beside(lookup) for path in self._open if path.place[0] == owner}
            for path in sorted(beside):
                is_open = path.element is not None and path.owner in self._while_open
                if not is_open or path.owner in items:
                    yield path

    def _filled(self, left: _Left, lookup: AnswerPath) -> Iterator[_Left]:
        """Let every row fill the open answers beside a lookup."""
        there = self._with(self._applies(lookup), self._stated)
        for key, cells in self._rows(lookup):
            settled = self._with(left.settled, cells)
            if settled != FALSE_NODE:
                applies = tuple(self._with(each, cells) for each in (*left.applies, there))
                yield _Left(settled, applies, (*left.lookups, (lookup, key)))

    def _rows(self, lookup: AnswerPath) -> Iterator[tuple[str, dict[int, int]]]:
        book = self._whole.rulebook
        keys: dict[str, dict[AnswerPath, object]] = {}
        for table, column in book.fillings[lookup.place]:
            path = lookup.beside(column)
            for key, row in book.tables[table].rows.items():
                cells = keys.setdefault(key, {})
                if row.get(column) is not None and path in self._open:
                    cells[path] = row[column]
        for key, cells in keys.items():
            yield key, self._classes(cells)

    def _classes(self, answers: Mapping[AnswerPath, object]) -> dict[int, int]:
        """Return the class of answers at their levels."""
        program, space = self._whole.program, self._whole.decisions.space
        coded = {}
        for path, value in answers.items():
            variable = program.variables[program.by_path[path]]
            if isinstance(variable.domain, ListOf):
                coded[variable.index] = int(str(value))
            else:
                said = frozenset(value) if isinstance(value, tuple) else value
                # Lists are dealt with above: what is left is a value, as its domain has it.
                coded[variable.index] = code_of(variable, said)  # type: ignore[arg-type]
        known = space.known(Coded(coded, {}, frozenset()))
        levels = {space.levels[index] for index in coded if index in space.levels}
        return {level: class_ for level in levels if (class_ := known[level]) is not None}


def _subsets(paths: list[AnswerPath]) -> Iterator[tuple[AnswerPath, ...]]:
    return chain.from_iterable(combinations(paths, size) for size in range(len(paths) + 1))
