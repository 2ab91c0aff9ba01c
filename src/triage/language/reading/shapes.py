"""Lists and mappings that may be left empty: what they hold, or what to say where they are none."""

from __future__ import annotations

from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from triage.language.reading.notes import Notes


def mapping_entries(
    node: Node | None, path: str, notes: Notes
) -> tuple[tuple[ScalarNode, Node], ...]:
    """Return the entries of a mapping; nothing counts as an empty one."""
    if isinstance(node, MappingNode):
        return node.entries
    if node is not None and not is_absent(node):
        notes.wrong_kind(node, path, "mapping")
    return ()


def list_items(node: Node | None, path: str, notes: Notes) -> tuple[Node, ...]:
    """Return the items of a list; nothing counts as an empty one."""
    if isinstance(node, SequenceNode):
        return node.items
    if node is not None and not is_absent(node):
        notes.wrong_kind(node, path, "list")
    return ()


def is_absent(node: Node) -> bool:
    """Say whether a key stands alone, with nothing under it."""
    return isinstance(node, ScalarNode) and node.text is None
