"""Typologies settled on silence: what no answer, or a table alone, would decide (section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, combinations

from triage.diagrams.diagrams import FALSE_NODE, TRUE_NODE, Node, too_many_steps
from triage.model.question import ListOf
from triage.program.encoding import Coded, code_of
from triage.program.program import Role
from triage.verify.restrict import restrict
from triage.verify.state_space import Example, StateSpace

MOST_ASKED = 12
"""So many ways may open answers have to decide whether other questions apply."""


@dataclass(frozen=True, slots=True)
class SettledUnanswered:
    """An assessment that is settled though some answers are open, or filled by tables.

    `lookups` are the rows that fill them, by path; `items` how many items a list then has.
    """

    example: Example
    lookups: Mapping[str, str]
    items: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Left:
    """What is left to come true of the other answers, once tables have filled some.

    `applies` must be true as well: that the lookups given, and lists, apply.
    """

    settled: Node
    applies: tuple[Node, ...] = ()
    lookups: tuple[tuple[str, str], ...] = field(default=(), compare=False)


def settled_unanswered(
    whole: StateSpace, typology: str, while_open: Iterable[str]
) -> SettledUnanswered | None:
    """Return an assessment that settles a typology while all of some answers are open; else `None`.

    An answer filled by a table counts as open. `while_open` are paths, or questions whole.

    Raises:
        LimitReached: too many other questions are asked or not because of the open ones.
    """
    return _Search(whole, tuple(while_open)).first(whole.typology_is(typology))


class _Search:
    def __init__(self, whole: StateSpace, while_open: tuple[str, ...]) -> None:
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
            for prefix, lookup in self._lookups(items):
                left |= {more for each in left for more in self._filled(each, prefix, lookup)}
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

    def _asked_because(self) -> list[str]:
        """Return other questions, one for each way in which open answers decide if they apply."""
        open_, found = set(self._open.values()), dict[Node, str]()
        for path in self._levels:
            node = self._applies(path)
            if path not in self._open and self._diagrams.support(node) & open_:
                found.setdefault(node, path)
        if len(found) > MOST_ASKED:
            raise too_many_steps(2**MOST_ASKED)
        return list(found.values())

    def _applies(self, path: str) -> Node:
        return self._whole.decisions.applies[self._whole.program.by_path[path]]

    def _with(self, node: Node, classes: Mapping[int, int]) -> Node:
        return restrict(self._diagrams, node, classes)

    def _is_meant(self, path: str) -> bool:
        return any(path == each or path.startswith(f"{each}.") for each in self._while_open)

    def _lengths(self, settled: Node) -> Iterator[tuple[dict[str, int], _Left]]:
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

    def _lookups(self, items: Mapping[str, int]) -> Iterator[tuple[str, str]]:
        """Yield the lookups that may fill open answers, each with what stands before its name."""
        for owner, lookup in self._whole.rulebook.fillings():
            prefixes = {path.rpartition(".")[0] for path in self._open}
            for prefix in sorted(prefixes):
                here = prefix.partition(".")[0] or None
                known = owner is None or owner not in self._while_open or owner in items
                if here == owner and known:
                    yield (f"{prefix}." if prefix else ""), lookup

    def _filled(self, left: _Left, prefix: str, lookup: str) -> Iterator[_Left]:
        """Let every row fill the open answers beside a lookup."""
        there = self._with(self._applies(f"{prefix}{lookup}"), self._stated)
        for key, cells in self._rows(prefix, lookup):
            settled = self._with(left.settled, cells)
            if settled != FALSE_NODE:
                applies = tuple(self._with(each, cells) for each in (*left.applies, there))
                yield _Left(settled, applies, (*left.lookups, (f"{prefix}{lookup}", key)))

    def _rows(self, prefix: str, lookup: str) -> Iterator[tuple[str, dict[int, int]]]:
        book = self._whole.rulebook
        owner = prefix.partition(".")[0] or None
        keys: dict[str, dict[str, object]] = {}
        for table, column in book.fillings()[owner, lookup]:
            for key, row in book.tables[table].rows.items():
                cells = keys.setdefault(key, {})
                if row.get(column) is not None and f"{prefix}{column}" in self._open:
                    cells[f"{prefix}{column}"] = row[column]
        for key, cells in keys.items():
            yield key, self._classes(cells)

    def _classes(self, answers: Mapping[str, object]) -> dict[int, int]:
        """Return the class of answers at their levels."""
        program, space = self._whole.program, self._whole.decisions.space
        coded = {}
        for path, value in answers.items():
            variable = program.variables[program.by_path[path]]
            if isinstance(variable.domain, ListOf):
                coded[variable.index] = int(str(value))
            else:
                said = frozenset(value) if isinstance(value, tuple) else value
                coded[variable.index] = code_of(variable, said)  # type: ignore[arg-type]
        known = space.known(Coded(coded, {}, frozenset()))
        levels = {space.levels[index] for index in coded if index in space.levels}
        return {level: class_ for level in levels if (class_ := known[level]) is not None}


def _subsets(paths: list[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(paths, size) for size in range(len(paths) + 1))
