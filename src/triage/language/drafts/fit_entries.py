"""Local fitting of what has a name: parameters set, tables grown, interventions switched off."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from triage.diagnostics import listed
from triage.language.drafts.draft import Entry
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode, text_of
from triage.language.reading.notes import Notes
from triage.language.reading.scalars import yes_or_no
from triage.language.reading.shapes import is_absent, list_items, mapping_entries
from triage.model.rulebook import Change

Entries = tuple[tuple[ScalarNode, Node], ...]

_REASONS = ("because", "source", "note")
_PARAMETER_KEYS = ("value", *_REASONS)
_INTERVENTION_KEYS = ("offered", *_REASONS)
_GROUP_KEYS = ("interventions", "questions")
_FIRST_STEPS_KEYS = ("interventions", *_REASONS)
_NEVER_SAYS_KEYS = ("words",)
_TABLE_KEYS = ("columns", "info", "rows")


class Fitting:
    """What is found while one rulebook is laid over another: problems, changes, retold texts."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.changes: list[Change] = []
        self.retold: set[str] = set()

    def refuse(self, at: Node, path: str, first: Node) -> None:
        """Record something that would be redefined in silence."""
        self.notes.error("redefined-locally", at, path, related=(first.span,), name=path)


def fit_parameter(parent: Entry, child: Entry, path: str, fitting: Fitting) -> Entry:
    """Set a parameter: `horizon_months: 24`, or `{value: 24, because: …}`."""
    if isinstance(child.node, ScalarNode):
        own: Entries = ((ScalarNode("value", child.node.span), child.node),)
    else:
        own = mapping_entries(child.node, path, fitting.notes)
    own = _only(_PARAMETER_KEYS, own, path, fitting)
    if not isinstance(parent.node, MappingNode):
        return parent
    value = _under("value", own)
    if value is None:
        fitting.notes.error("missing-key", child.key, path, place=path, key="value")
        return parent
    change = Change("set", path, text_of(parent.node.get("value")), text_of(value))
    fitting.changes.append(change)
    return replace(parent, node=_overlaid(parent.node, own, path, fitting))


def fit_intervention(parent: Entry, child: Entry, path: str, fitting: Fitting) -> Entry:
    """Switch an intervention off: `{offered: no, because: …}`."""
    own = mapping_entries(child.node, path, fitting.notes)
    offered = _under("offered", own)
    if offered is None or not isinstance(parent.node, MappingNode):
        fitting.refuse(child.key, path, parent.key)
        return parent
    own = _only(_INTERVENTION_KEYS, own, path, fitting)
    if _under("because", own) is None:
        fitting.notes.error("missing-key", child.key, path, place=path, key="because")
    if yes_or_no(text_of(offered) or "") != "no":
        fitting.notes.error("not-switched-off", offered, f"{path}.offered")
        return parent
    fitting.changes.append(Change("switched_off", path))
    return replace(parent, node=_overlaid(parent.node, own, path, fitting))


def fit_table(parent: Entry, child: Entry, path: str, fitting: Fitting) -> Entry:
    """Add columns and rows to a table, and cells where it had none."""
    own = mapping_entries(child.node, path, fitting.notes)
    own = _only(_TABLE_KEYS, own, path, fitting)
    if not isinstance(parent.node, MappingNode):
        return parent
    grown: list[tuple[ScalarNode, Node]] = []
    for key, node in own:
        place = f"{path}.{key.text}"
        before = parent.node.get(key.text or "")
        if key.text == "rows":
            grown.append((key, _grow_mapping(before, node, place, fitting, _grow_row)))
        else:
            grown.append((key, _grow_list(before, node, place, fitting)))
    return replace(parent, node=_with(parent.node, grown))


def fit_group(parent: Entry, child: Entry, path: str, fitting: Fitting) -> Entry:
    """Add interventions to a group, or questions."""
    own = mapping_entries(child.node, path, fitting.notes)
    own = _only(_GROUP_KEYS, own, path, fitting)
    if not isinstance(parent.node, MappingNode):
        return parent
    grown = [
        (key, _grow_list(parent.node.get(key.text or ""), node, f"{path}.{key.text}", fitting))
        for key, node in own
    ]
    return replace(parent, node=_with(parent.node, grown))


def fit_first_steps(parent: Entry, child: Entry, path: str, fitting: Fitting) -> Entry:
    """Put another order in the place of one; for whom it is stays as it was."""
    own = mapping_entries(child.node, path, fitting.notes)
    own = _only(_FIRST_STEPS_KEYS, own, path, fitting)
    if not isinstance(parent.node, MappingNode):
        return parent
    fitting.changes.append(Change("replaced", path))
    return replace(parent, node=_overlaid(parent.node, own, path, fitting))


def fit_never_says(parent: Entry, child: Entry, path: str, fitting: Fitting) -> Entry:
    """Add words to a kind that may not be said; nothing is taken from it."""
    own = mapping_entries(child.node, path, fitting.notes)
    own = _only(_NEVER_SAYS_KEYS, own, path, fitting)
    if not isinstance(parent.node, MappingNode):
        return parent
    grown = [
        (key, _grow_mapping(parent.node.get("words"), node, f"{path}.words", fitting, _grow_words))
        for key, node in own
    ]
    return replace(parent, node=_with(parent.node, grown))


def refuse_offered(entry: Entry, path: str, notes: Notes) -> None:
    """Record `offered` on an intervention where it is first defined: there it can only be so."""
    if isinstance(entry.node, MappingNode):
        for key, _ in entry.node.entries:
            if key.text == "offered":
                notes.error("offered-at-home", key, f"{path}.offered")


FITTED: Mapping[str, Callable[[Entry, Entry, str, Fitting], Entry]] = {
    "parameters": fit_parameter,
    "interventions": fit_intervention,
    "tables": fit_table,
    "groups": fit_group,
    "first_steps": fit_first_steps,
    "never_says": fit_never_says,
}
"""How the sections are fitted in which a local rulebook may change what is there."""


def _grow_list(before: Node | None, node: Node, path: str, fitting: Fitting) -> Node:
    first = list_items(before, path, fitting.notes)
    known = {item.text: item for item in first if isinstance(item, ScalarNode)}
    added = []
    for item in list_items(node, path, fitting.notes):
        if isinstance(item, ScalarNode) and item.text in known:
            fitting.refuse(item, f"{path}.{item.text}", known[item.text])
        else:
            added.append(item)
            fitting.changes.append(Change("added", f"{path}.{text_of(item)}"))
    return SequenceNode((*first, *added), node.span)


def _grow_mapping(
    before: Node | None,
    node: Node,
    path: str,
    fitting: Fitting,
    grow: Callable[[Node, Node, str, Fitting], Node | None],
) -> Node:
    """Add entries; one that is there already is what `grow` makes of both, or refused."""
    entries = {
        key.text: (key, value) for key, value in mapping_entries(before, path, fitting.notes)
    }
    for key, value in mapping_entries(node, path, fitting.notes):
        place = f"{path}.{key.text}"
        first = entries.get(key.text)
        if first is None or is_absent(first[1]):
            entries[key.text] = (key, value)
            fitting.changes.append(Change("added", place, after=text_of(value)))
        elif (grown := grow(first[1], value, place, fitting)) is not None:
            entries[key.text] = (first[0], grown)
        else:
            fitting.refuse(key, place, first[0])
    return MappingNode(tuple(entries.values()), node.span)


def _grow_row(before: Node, node: Node, path: str, fitting: Fitting) -> Node | None:
    if not isinstance(before, MappingNode) or not isinstance(node, MappingNode):
        return None
    return _grow_mapping(before, node, path, fitting, _refuse_cell)


def _grow_words(before: Node, node: Node, path: str, fitting: Fitting) -> Node:
    """Put words after those of the same language; a single one may stand without the list."""
    if is_absent(node):
        return before
    first, own = (
        each if isinstance(each, SequenceNode) else SequenceNode((each,), each.span)
        for each in (before, node)
    )
    return _grow_list(first, own, path, fitting)


def _refuse_cell(_before: Node, _node: Node, _path: str, _fitting: Fitting) -> None:
    """Grow nothing: a cell that says something goes on saying it."""


def _only(keys: tuple[str, ...], entries: Entries, path: str, fitting: Fitting) -> Entries:
    """Return the entries a local rulebook may set, and record the others."""
    for key, _ in entries:
        if key.text not in keys:
            fitting.notes.error(
                "local-key", key, path, key=key.text or "", place=path, known=listed(keys)
            )
    return tuple(entry for entry in entries if entry[0].text in keys)


def _overlaid(
    parent: MappingNode,
    own: Entries,
    path: str,
    fitting: Fitting,
) -> MappingNode:
    fitting.retold.update(f"{path}.{reason}" for reason in _REASONS if _under(reason, own))
    return _with(parent, own)


def _with(parent: MappingNode, own: Iterable[tuple[ScalarNode, Node]]) -> MappingNode:
    entries = {key.text: (key, node) for key, node in (*parent.entries, *own)}
    return MappingNode(tuple(entries.values()), parent.within, parent.start, parent.end)


def _under(key: str, entries: Entries) -> Node | None:
    found = [node for entry_key, node in entries if entry_key.text == key]
    return found[0] if found and not is_absent(found[0]) else None
