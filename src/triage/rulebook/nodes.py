"""YAML as data with places: scalars are text, and nothing is guessed (rulebook language, intro)."""

from __future__ import annotations

from dataclasses import dataclass

from triage.diagnostics import Span


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A word or text as it was written; `None` where nothing, `null` or `~` stands."""

    text: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys with what stands under them, in the order of the file; keys are unique."""

    entries: tuple[tuple[ScalarNode, Node], ...]
    span: Span

    def get(self, key: str) -> Node | None:
        """Give what stands under `key`, or `None` where the key is not written."""
        for entry_key, node in self.entries:
            if entry_key.text == key:
                return node
        return None


Node = ScalarNode | SequenceNode | MappingNode
