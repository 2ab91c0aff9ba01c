"""Writing `formerly` beside what is defined somewhere, whatever form that is written in.

A thing with keys gets one more. A label that stands alone becomes the key `label`, a list of values
a mapping, and for a rule in a decision table the id stands beside the rows.
"""

from __future__ import annotations

from collections.abc import Iterator

from triage.authoring.edits import (
    Edit,
    append_entry,
    behind_colon,
    content_end,
    indent_of,
    insert_entry,
    insert_line,
    is_flow,
    newline,
    replace_node,
    replace_scalar,
    source_of,
)
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from triage.language.reading.vocabulary import FORMERLY

_ID, _LABEL = "id", "label"


def earlier_id_edits(root: Node, definition: ScalarNode, new: str) -> Iterator[Edit]:
    """Yield the edits that rename what is defined at a scalar and say what it was called before.

    `root` is the tree of the file the scalar stands in.
    """
    old, around = definition.text or "", _around(root, definition.start)
    match around:
        case [*_, MappingNode() as owner, ScalarNode()] if _is_key(owner, definition):
            yield replace_scalar(definition, new)
            yield from _of_key(owner, definition, old, new)
        case [*_, MappingNode() as rule, ScalarNode()]:
            yield replace_scalar(definition, new)
            yield from _said(rule, old, new, after=_ID)
        case [*_, MappingNode() as table, SequenceNode(), SequenceNode(), ScalarNode()]:
            yield replace_scalar(definition, new)
            yield from _beside_rows(table, old, new)
        case [*_, SequenceNode() as values, ScalarNode()]:
            yield from _as_mapping(values, definition, new)


def _around(node: Node, start: int) -> list[Node]:
    """Return the nodes around a scalar that starts somewhere, outermost first, and the scalar."""
    inner: list[Node] = []
    match node:
        case MappingNode(entries):
            inner = [each for entry in entries for each in entry]
        case SequenceNode(items):
            inner = [*items]
    if not inner:
        return [node]
    holding = next(each for each in reversed(inner) if each.start <= start)
    return [node, *_around(holding, start)]


def _is_key(owner: MappingNode, scalar: ScalarNode) -> bool:
    return any(key.start == scalar.start for key, _ in owner.entries)


def _of_key(owner: MappingNode, key: ScalarNode, old: str, new: str) -> Iterator[Edit]:
    value = next(value for each, value in owner.entries if each.start == key.start)
    if isinstance(value, MappingNode):
        yield from _said(value, old, new, below=None if is_flow(value) else key)
    elif is_flow(owner):
        yield from _wrapped_in_flow(key, value, old)
    else:
        yield from _wrapped_in_block(key, value, old)


def _said(
    thing: MappingNode,
    old: str,
    new: str,
    after: str | None = None,
    below: ScalarNode | None = None,
) -> Iterator[Edit]:
    """Say in a mapping what it was called: after a key, on the line below its name, or last."""
    before = thing.get(FORMERLY)
    if before is not None:
        yield replace_node(before, _list(before, old, new))
    elif below is not None and thing.entries:
        line = f"{indent_of(thing.entries[0][0])}{FORMERLY}: {old}"
        yield insert_line(source_of(thing), below.end, line)
    elif after is not None:
        yield insert_entry(thing, FORMERLY, old, after)
    else:
        yield append_entry(thing, FORMERLY, old)


def _list(before: Node, old: str, new: str) -> str:
    """Return the earlier ids: those there were, but for what is the id again, and one more."""
    items = before.items if isinstance(before, SequenceNode) else (before,)
    written = [each.text for each in items if isinstance(each, ScalarNode) and each.text]
    names = [*(each for each in written if each not in {old, new}), old]
    return names[0] if len(names) == 1 else f"[{', '.join(names)}]"


def _beside_rows(table: MappingNode, old: str, new: str) -> Iterator[Edit]:
    named = table.get(FORMERLY)
    if not isinstance(named, MappingNode):
        yield insert_entry(table, FORMERLY, f"{{{new}: {old}}}", after="columns")
        return
    for key, before in named.entries:
        if key.text == old:
            yield replace_scalar(key, new)
            yield replace_node(before, _list(before, old, new))
            return
    yield append_entry(named, new, old)


def _wrapped_in_flow(key: ScalarNode, label: Node, old: str) -> Iterator[Edit]:
    source, said = source_of(key), f"{FORMERLY}: {old}"
    if label.start == label.end:
        colon = behind_colon(key)
        yield Edit(source, colon, colon, f" {{{said}}}")
        return
    yield Edit(source, label.start, label.start, f"{{{_LABEL}: ")
    yield Edit(source, content_end(label), content_end(label), f", {said}}}")


def _wrapped_in_block(key: ScalarNode, label: Node, old: str) -> Iterator[Edit]:
    source, indent = source_of(key), f"{indent_of(key)}  "
    end = content_end(label)
    if label.start < label.end:
        colon = behind_colon(key)
        first = f"{newline(source)}{indent}{_LABEL}: "
        yield Edit(source, colon, label.start, first)
        for place in _line_starts(source.text, label.start, end):
            yield Edit(source, place, place, "  ")
    yield insert_line(source, max(key.end, end), f"{indent}{FORMERLY}: {old}")


def _line_starts(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where lines begin inside some characters, but for empty ones."""
    place = text.find("\n", start, end)
    while place >= 0:
        if text[place + 1 : place + 2] not in {"\r", "\n", ""}:
            yield place + 1
        place = text.find("\n", place + 1, end)


def _as_mapping(values: SequenceNode, definition: ScalarNode, new: str) -> Iterator[Edit]:
    """Turn a list of values into a mapping, in which one says what it was called before."""
    source = source_of(values)
    if is_flow(values):
        yield Edit(source, values.start, values.start + 1, "{")
        yield Edit(source, values.end - 1, values.end, "}")
    # A list may stand as far in as its key, a mapping may not: its names stand behind the dashes.
    before, behind = ("", " ") if is_flow(values) else ("  ", "")
    for item in values.items:
        start = item.start if is_flow(values) else source.text.rindex("-", 0, item.start)
        written = f"{source.text[item.start : content_end(item)]}:{behind}"
        if item.start == definition.start:
            name = replace_scalar(definition, new).text
            written = f"{name}: {{{FORMERLY}: {definition.text}}}"
        yield Edit(source, start, content_end(item), before + written)
