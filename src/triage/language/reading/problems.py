"""Problems: everything found wrong, collected while reading goes on with what is good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

from triage.diagnostics import MOST_PROBLEMS, Diagnostic, Severity, Span
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode


class _EnoughError(Exception):
    """Reading goes no further, and what is recorded says why."""


class Problems:
    """Diagnostics in the order they were found, the first `most` of each severity.

    More errors than that end what is done `within` the problems: each may cost a search for the
    nearest name, and a file of a million mistakes must not take a day.
    """

    def __init__(self, most: int = MOST_PROBLEMS) -> None:
        self._found: list[Diagnostic] = []
        self._counts: Counter[Severity] = Counter()
        self._most = most

    @contextmanager
    def within(self) -> Iterator[None]:
        """Leave what is done inside when there are enough errors."""
        with suppress(_EnoughError):
            yield

    def add(
        self,
        code: str,
        at: Node | Span | None,
        path: str | None = None,
        nearest: str | None = None,
        severity: Severity = Severity.ERROR,
        related: tuple[Span, ...] = (),
        **details: str | int,
    ) -> None:
        """Record one problem; `details` fill the placeholders of its message."""
        span = at.span if isinstance(at, ScalarNode | SequenceNode | MappingNode) else at
        self.record(Diagnostic(code, span, path, details, nearest, severity, related))

    def refuse(self, code: str, at: Span, **details: str | int) -> NoReturn:
        """Record a problem, and leave what is done `within`: going on would cost too much."""
        self.add(code, at, None, None, Severity.ERROR, (), **details)
        raise _EnoughError

    def record(self, diagnostic: Diagnostic) -> None:
        """Record a problem that is already put together."""
        severity = diagnostic.severity
        self._counts[severity] += 1
        if self._counts[severity] <= self._most:
            self._found.append(diagnostic)
        elif self._counts[severity] == self._most + 1:
            details = {"limit": self._most}
            more = Diagnostic("too-many-problems", details=details, severity=severity)
            self._found.append(more)
            if severity is Severity.ERROR:
                raise _EnoughError

    def tell_as(self, told: Callable[[Iterable[Diagnostic]], tuple[Diagnostic, ...]]) -> None:
        """Put what was recorded so far in other words; errors stay errors."""
        self._found = list(told(self._found))

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything recorded so far."""
        return tuple(self._found)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What refuses a load; warnings and notes do not."""
        return tuple(found for found in self._found if found.is_error)
