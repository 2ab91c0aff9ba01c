"""The text of a case file that expects something else, changed only where that differs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeGuard

from triage.authoring.edits import (
    Edit,
    append_entry,
    edited,
    insert_item,
    refill,
    remove,
    replace_value,
)
from triage.cases.case_file import parse_case
from triage.cases.expectations import Expectation
from triage.cases.golden_text import expectation_data
from triage.language.reading.nodes import (
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    SourceText,
    entries_of,
)
from triage.language.reading.problems import Problems
from triage.language.reading.yaml_events import read_yaml

_MOST_STEPS = 10_000
_BYTE_ORDER_MARK = "\ufeff"


def rewritten(text: str, expected: Expectation) -> str:
    """Return the text of a case with this under `expect`; comments and layout are kept.

    Raises:
        ValueError: the text cannot be made to expect this.
    """
    if text.startswith(_BYTE_ORDER_MARK):
        return _BYTE_ORDER_MARK + rewritten(text.removeprefix(_BYTE_ORDER_MARK), expected)
    wanted = expectation_data(expected)
    about = _node(text).get("about")
    if about is not None and "about" in wanted:
        written = {each.text for each in _scalars(about)}
        kept = written & (expected.about or frozenset())
        wanted["about"] = sorted(kept.union(wanted["about"]))
    if "first" in wanted:
        wanted["first"] = _InTurn(wanted["first"])
    quoted = json.dumps if text.lstrip().startswith("{") else str
    for _ in range(_MOST_STEPS):
        edit = _changed(*_expect(text), wanted, quoted)
        if edit is None:
            break
        (text,) = edited([edit]).values()
    made = parse_case(text, "-").expect
    if made is None or not made.is_same(expected):
        raise ValueError("another expectation came out")
    return text


class _InTurn(list[str]):
    """Words of which each has its place; of other lists the order says nothing."""


def _node(text: str) -> MappingNode:
    """Return what stands under `expect`."""
    return _expect(text)[1]


def _expect(text: str) -> tuple[ScalarNode, MappingNode]:
    root = read_yaml(SourceText("-", text), Problems())
    for key, node in entries_of(root):
        if key.text == "expect" and isinstance(node, MappingNode):
            return key, node
    raise ValueError("nothing is expected")


_Write = Callable[[str], str]


def _changed(key: ScalarNode, node: Node, wanted: object, write: _Write) -> Edit | None:
    """Return the first edit that is due; `None` where there is none."""
    if _is_same(node, wanted):
        return None
    if wanted and isinstance(wanted, Mapping) and isinstance(node, MappingNode) and node.entries:
        return _changed_mapping(node, wanted, write)
    if isinstance(wanted, _InTurn):
        return replace_value(key, node, _flow(wanted, write))
    if isinstance(wanted, list) and wanted and _are_words(wanted) and _has_words(node):
        return _changed_list(node, wanted, write)
    return replace_value(key, node, _flow(wanted, write))


def _changed_mapping(node: MappingNode, wanted: Mapping[str, Any], write: _Write) -> Edit | None:
    known = {key.text: (key, value) for key, value in node.entries}
    for name, value in wanted.items():
        if name not in known:
            return append_entry(node, write(name), _flow(value, write))
    for number, (key, _) in enumerate(node.entries):
        if key.text not in wanted:
            return remove(node, number)
    edits = (_changed(*known[name], value, write) for name, value in wanted.items())
    return next((each for each in edits if each is not None), None)


def _changed_list(node: SequenceNode, wanted: list[str], write: _Write) -> Edit:
    """Add what is missing before anything is removed: so the list is never empty."""
    words = [each.text or "" for each in _scalars(node)]
    kept = [word for word in words if word in wanted]
    for word in wanted:
        if word not in kept:
            kept.insert(_place(kept, word), word)
    filled = refill(node, [write(each) for each in kept])
    if filled is not None:
        return filled
    for word in wanted:
        if word not in words:
            return insert_item(node, _place(words, word), write(word))
    spare = next(number for number, word in enumerate(words) if word not in wanted)
    return remove(node, spare)


def _place(words: list[str], word: str) -> int:
    """Return where a word goes: in its order where the list has one, else at the end."""
    return sum(each < word for each in words) if words == sorted(words) else len(words)


def _is_same(node: Node, wanted: object) -> bool:
    """Compare what stands there with what is wanted; the order of words mostly says nothing."""
    match wanted:
        case _InTurn():
            return [each.text for each in _scalars(node)] == wanted
        case Mapping():
            entries = entries_of(node)
            return {key.text for key, _ in entries} == set(wanted) and all(
                _is_same(value, wanted[key.text or ""]) for key, value in entries
            )
        case list() if _are_words(wanted):
            items = _items(node)
            return len(_scalars(node)) == len(items) and {
                each.text for each in _scalars(node)
            } == set(wanted)
        case list():
            return len(_items(node)) == len(wanted) and all(map(_is_same, _items(node), wanted))
        case _:
            one = _scalars(node)
            said = None if wanted is None else str(wanted)
            return len(_items(node)) == len(one) == 1 and one[0].text == said


def _are_words(wanted: Iterable[object]) -> bool:
    return all(isinstance(each, str) for each in wanted)


def _has_words(node: Node) -> TypeGuard[SequenceNode]:
    """Say whether a list holds words, and some."""
    return isinstance(node, SequenceNode) and len(_scalars(node)) == len(node.items) > 0


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, SequenceNode) else (node,)


def _scalars(node: Node) -> list[ScalarNode]:
    return [each for each in _items(node) if isinstance(each, ScalarNode)]


def _flow(value: object, write: _Write) -> str:
    match value:
        case Mapping():
            pairs = (f"{write(str(key))}: {_flow(each, write)}" for key, each in value.items())
            return "{" + ", ".join(pairs) + "}"
        case list():
            return "[" + ", ".join(_flow(each, write) for each in value) + "]"
        case None:
            return "null"
        case str():
            return write(value)
        case _:
            return str(value)
