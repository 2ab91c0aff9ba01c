"""What is noted on the way from nodes to a rulebook: problems, texts and places."""

from __future__ import annotations

from triage.diagnostics import Severity, Span
from triage.rulebook.nodes import Node, ScalarNode
from triage.rulebook.problems import Problems
from triage.rulebook.scalars import RESERVED, is_id


class Notes:
    """Problems as they are found, texts by path, and where everything stands.

    `aliases` leads from the texts of borrowed values to those of their owner: the values of a
    question with `values_of` are labelled once, where they are defined.
    """

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self.texts: dict[str, str] = {}
        self.aliases: dict[str, str] = {}
        self.places: dict[str, Span] = {}

    def error(
        self,
        code: str,
        at: Node | Span | None,
        path: str | None,
        nearest: str | None = None,
        related: tuple[Span, ...] = (),
        **details: str | int,
    ) -> None:
        """Record a problem that refuses the load."""
        self._problems.add(code, at, path, nearest, related=related, **details)

    def warning(self, code: str, at: Node, path: str, **details: str | int) -> None:
        """Record something that is most likely not meant."""
        self._problems.add(code, at, path, severity=Severity.WARNING, **details)

    def checked_id(self, key: ScalarNode, path: str) -> str:
        """Give the id as it is written, after saying what is wrong with it."""
        text = key.text or ""
        if text in RESERVED:
            self.error("reserved-name", key, path, name=text)
        elif not is_id(text):
            self.error("bad-id", key, path, name=text)
        return text
