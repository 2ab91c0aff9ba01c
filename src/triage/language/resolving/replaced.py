"""Questions that are asked in another way now, and the versions whose saved answers are read."""

from __future__ import annotations

from collections.abc import Mapping

from triage.diagnostics import nearest
from triage.language.reading.fields import Fields
from triage.language.reading.nodes import MappingNode
from triage.language.reading.notes import Notes
from triage.language.reading.vocabulary import HEAD

_CARRIES_OVER, _REPLACED = "carries_over", "replaced"
_PATH = f"{HEAD}.{_REPLACED}"


def read_carries_over(head: MappingNode, notes: Notes) -> tuple[str, ...]:
    """Read the earlier versions whose saved answers this one reads."""
    return tuple(each.text or "" for each in Fields(head, HEAD, notes).scalars(_CARRIES_OVER))


def read_replaced(
    head: MappingNode, questions: Mapping[str, object], notes: Notes
) -> dict[str, tuple[str, ...]]:
    """Read, by the id of a question there is no more, what is asked in its place."""
    node = head.get(_REPLACED)
    if node is None:
        return {}
    if not isinstance(node, MappingNode):
        notes.wrong_kind(node, _PATH, "mapping")
        return {}
    fields = Fields(node, _PATH, notes)
    found: dict[str, tuple[str, ...]] = {}
    for key, _ in node.entries:
        name = key.text or ""
        if name in questions:
            notes.error("formerly-present", key, _PATH, name=name)
        found[name] = _asked_now(fields, name, questions, notes)
    return found


def _asked_now(
    fields: Fields, name: str, questions: Mapping[str, object], notes: Notes
) -> tuple[str, ...]:
    found: list[str] = []
    for scalar in fields.scalars(name):
        asked = scalar.text or ""
        if asked not in questions:
            notes.error("unknown-question", scalar, _PATH, nearest(asked, questions), name=asked)
        notes.occurs(f"questions.{asked}", scalar)
        found.append(asked)
    return tuple(found)
