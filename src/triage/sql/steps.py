"""One SELECT after another, each reading the one before, written as a query with named steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlglot import Dialect as Writer

from triage.sql import terms
from triage.sql.dialects import Dialect, Fence
from triage.sql.problems import refused, too_large
from triage.sql.terms import Term


@dataclass(frozen=True, slots=True)
class Column:
    """A column a step adds: its name, what it is, and what is said of it to those who read it."""

    name: str
    term: Term
    comment: str = ""


_FENCES = {
    Fence.NONE: "",
    Fence.OFFSET: "\nOFFSET 0",
    Fence.LIMIT_AND_OFFSET: "\nLIMIT -1 OFFSET 0",
}


class Query:
    """A query in the making, from a table or view, or from nothing.

    Raises:
        SqlRefused: a step has more columns than the dialect takes, or two of the same name, or
            there are too many steps.
    """

    def __init__(self, source: str | None, dialect: Dialect) -> None:
        self._dialect = dialect
        self._write = Writer.get_or_raise(dialect.written_as).generator(comments=False)
        self._source = None if source is None else self.written(terms.table(source))
        self._steps: list[str] = []

    def written(self, term: Term) -> str:
        """Return a term in the dialect."""
        return self._write.generate(term, copy=False)

    def step(self, kept: Iterable[str], added: Iterable[Column]) -> None:
        """Add a step: columns of the one before that are kept, and others made of its columns."""
        self._steps.append(self._select(kept, added) + _FENCES[self._dialect.fence])
        if len(self._steps) > self._dialect.steps:
            raise too_large("sql-too-deep", dialect=self._dialect.name, limit=self._dialect.steps)

    def ended(self, kept: Iterable[str], added: Iterable[Column]) -> str:
        """Return the whole query, ending with a last step."""
        last = self._select(kept, added)
        if not self._steps:
            return last
        steps = [
            f"{self._name(n)} AS (\n{_indented(each)}\n)" for n, each in enumerate(self._steps)
        ]
        return f"WITH {', '.join(steps)}\n{last}"

    def _select(self, kept: Iterable[str], added: Iterable[Column]) -> str:
        kept, added = [*kept], [*added]
        _check([*kept, *(each.name for each in added)])
        lines = [self.written(terms.named(name)) for name in kept]
        lines += map(self._line, added)
        if len(lines) > self._dialect.columns:
            raise too_large(
                "sql-too-wide",
                dialect=self._dialect.name,
                count=len(lines),
                limit=self._dialect.columns,
            )
        before = self._name(len(self._steps) - 1) if self._steps else self._source
        selected = f"SELECT\n{_separated(lines)}"
        return selected if before is None else f"{selected}\nFROM {before}"

    def _line(self, column: Column) -> str:
        term, name = self.written(column.term), self.written(terms.named(column.name))
        comment = f" /* {column.comment} */" if column.comment else ""
        return f"{term} AS {name}{comment}"

    def _name(self, number: int) -> str:
        return self.written(terms.named(f"step_{number + 1}"))


def _check(names: list[str]) -> None:
    """Refuse two columns of a name: a database takes the one or the other, and does not say so."""
    for name, times in Counter(map(str.lower, names)).items():
        if times > 1:
            raise refused("sql-column-twice", name=name)


def _separated(lines: list[str]) -> str:
    return ",\n".join(f"  {line}" for line in lines)


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
