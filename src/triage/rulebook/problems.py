"""Problems: everything found wrong, collected while reading goes on with what is good."""

from __future__ import annotations

from triage.diagnostics import Diagnostic, Severity, Span
from triage.rulebook.nodes import MappingNode, Node, ScalarNode, SequenceNode


class Problems:
    """Diagnostics in the order they were found."""

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []

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

    def record(self, diagnostic: Diagnostic) -> None:
        """Record a problem that is already put together."""
        self._found.append(diagnostic)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything recorded so far."""
        return tuple(self._found)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What refuses a load; warnings and notes do not."""
        return tuple(found for found in self._found if found.severity is Severity.ERROR)
