"""What is noted on the way from nodes to a rulebook: problems, texts and places."""

from __future__ import annotations

from collections.abc import Iterable

from triage.diagnostics import Severity, Span
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from triage.language.reading.occurrences import Occurrence, Occurrences
from triage.language.reading.problems import Problems
from triage.language.reading.scalars import RESERVED, as_id, is_id
from triage.language.reading.vocabulary import VALUE_TEXTS


class Notes:
    """Problems as they are found, texts and earlier ids by path, and where everything stands.

    `aliases` leads from the texts of borrowed values to those of their owner: the values of a
    question with `values_of` are labelled once, where they are defined. Where names occur is noted
    only for those who give `occurrences`.
    """

    def __init__(self, problems: Problems, occurrences: Occurrences | None = None) -> None:
        self._problems = problems
        self._occurrences = occurrences
        self.texts: dict[str, str] = {}
        self.aliases: dict[str, str] = {}
        self.places: dict[str, Span] = {}
        self.formerly: dict[str, list[ScalarNode]] = {}

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
        self._problems.add(code, at, path, nearest, Severity.ERROR, related, **details)

    def warning(self, code: str, at: Node, path: str, **details: str | int) -> None:
        """Record something that is most likely not meant."""
        self._problems.add(code, at, path, None, Severity.WARNING, (), **details)

    def occurs(self, path: str, node: ScalarNode, part: int = 0) -> None:
        """Note that what is at `path` is defined or named here."""
        if self._occurrences is not None:
            self._occurrences.found.append(Occurrence(path, node, part))

    def join_values(self, one: str, other: str) -> None:
        """Note that values of the same name under both paths are one value."""
        if self._occurrences is not None:
            self._occurrences.joined.append((one, other))

    def checked_id(self, key: ScalarNode, path: str) -> str:
        """Return the id as it is written, after saying what is wrong with it."""
        text = key.text or ""
        if text in RESERVED:
            self.error("reserved-name", key, path, name=text)
        elif not is_id(text):
            self.error("bad-id", key, path, as_id(text), name=text)
        return text

    def alias_values(self, borrower: str, lender: str, values: Iterable[str] | None) -> None:
        """Let the values under `borrower` be those under `lender`, and their texts too."""
        self.join_values(f"{borrower}.values", f"{lender}.values")
        for value in values or ():
            for key in sorted(VALUE_TEXTS):
                own = f"{lender}.values.{value}.{key}"
                self.aliases[f"{borrower}.values.{value}.{key}"] = self.aliases.get(own, own)

    def wrong_kind(self, node: Node, path: str, wanted: str) -> None:
        """Record that a mapping, a list or a text stands where another of them is wanted."""
        self.error("wrong-kind", node, path, place=path, got=_kind_of(node), wanted=wanted)


def _kind_of(node: Node) -> str:
    match node:
        case MappingNode():
            return "mapping"
        case SequenceNode():
            return "list"
        case ScalarNode(None):
            return "nothing"
        case ScalarNode():
            return "text"
