"""One rulebook's files merged into a draft, without what it extends (section 1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from triage.diagnostics import Span, listed, nearest
from triage.language.drafts.draft import Draft, Entry
from triage.language.drafts.head import read_head
from triage.language.drafts.rule_lists import check_rule_ids, rules_under
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from triage.language.reading.notes import Notes
from triage.language.reading.shapes import is_absent, list_items, mapping_entries
from triage.language.reading.vocabulary import (
    CLASSIFICATIONS,
    HEAD,
    NAMED_SECTIONS,
    PROGRAMME,
    SECTIONS,
)

_CLASSES_KEYS = frozenset({"policy", "values", "rules", "table"})
_CONTAINER_KEYS = frozenset({"rules", "table"})


def merge_files(roots: Iterable[Node], place: Span, notes: Notes) -> Draft:
    """Merge the sections of all files; `place` stands for the rulebook where it has no head."""
    heads: list[tuple[ScalarNode, Node]] = []
    files: list[list[tuple[ScalarNode, Node]]] = []
    for root in roots:
        entries = _known_sections(root, notes)
        heads.extend(entry for entry in entries if entry[0].text == HEAD)
        files.append([entry for entry in entries if entry[0].text != HEAD])
    draft = Draft(read_head(_single_head(heads, place, notes), notes))
    for sections in files:
        for key, node in sections:
            _merge_section(draft, key, node, notes)
    for section, rules in draft.rules.items():
        check_rule_ids(rules, section, notes)
    _check_order_is_told(draft, notes)
    return draft


def _known_sections(root: Node, notes: Notes) -> list[tuple[ScalarNode, Node]]:
    known = []
    for key, node in mapping_entries(root, Path(root.span.file).name, notes):
        name = key.text or ""
        if name in SECTIONS:
            known.append((key, node))
        else:
            near = nearest(name, SECTIONS)
            notes.error("unknown-section", key, name, near, name=name, known=listed(SECTIONS))
            # What stands in it is read, and is no further problem.
            if near is not None and not isinstance(node, ScalarNode):
                known.append((replace(key, text=near), node))
    return known


def _single_head(heads: list[tuple[ScalarNode, Node]], place: Span, notes: Notes) -> MappingNode:
    if not heads:
        notes.error("no-head", place, HEAD)
        # Its missing keys are no further problems.
        return MappingNode(_stand_ins(place), place)
    # The one that says most is the head; any other is one too many.
    heads = sorted(heads, key=lambda head: -_length(head[1]))
    for key, _ in heads[1:]:
        related = (heads[0][0].span,)
        notes.error("duplicate-id", key, HEAD, related=related, name=HEAD)
    key, node = heads[0]
    if isinstance(node, MappingNode):
        return node
    mapping_entries(node, HEAD, notes)
    return MappingNode((), key.span)


def _length(node: Node) -> int:
    return len(node.entries) if isinstance(node, MappingNode) else 0


def _stand_ins(place: Span) -> tuple[tuple[ScalarNode, ScalarNode], ...]:
    word = ScalarNode("unnamed", place)
    return ((ScalarNode("id", place), word), (ScalarNode("version", place), word))


def _merge_section(draft: Draft, key: ScalarNode, node: Node, notes: Notes) -> None:
    section, owner = key.text or "", draft.head.id
    if section in NAMED_SECTIONS:
        entries = [Entry(key, value, owner) for key, value in mapping_entries(node, section, notes)]
        _merge_entries(draft.sections[section], entries, section, notes)
    elif section == PROGRAMME:
        _merge_programme(draft, Entry(key, node, owner), notes)
    elif section in CLASSIFICATIONS:
        _merge_classes(draft, section, node, notes)
    else:
        _check_container(node, section, notes)
        draft.rules[section].extend(rules_under(node, section, owner, notes))


def _merge_programme(draft: Draft, entry: Entry, notes: Notes) -> None:
    """Take the one section there may be; with nothing under it, it is as if not written."""
    if draft.programme is not None:
        related = (draft.programme.key.span,)
        notes.error("duplicate-id", entry.key, PROGRAMME, related=related, name=PROGRAMME)
    elif not is_absent(entry.node):
        draft.programme = entry


def _merge_entries(
    into: dict[str, Entry], entries: Iterable[Entry], path: str, notes: Notes
) -> None:
    for entry in entries:
        id_ = notes.checked_id(entry.key, path)
        first = into.setdefault(id_, entry)
        if first is not entry:
            related = (first.key.span,)
            notes.error("duplicate-id", entry.key, f"{path}.{id_}", related=related, name=id_)


def _merge_classes(draft: Draft, section: str, node: Node, notes: Notes) -> None:
    _check_keys(mapping_entries(node, section, notes), section, _CLASSES_KEYS, notes)
    if not isinstance(node, MappingNode):
        return
    classes, owner, path = draft.classes[section], draft.head.id, f"{section}.values"
    classes.at = classes.at or node
    policy, values = node.get("policy"), node.get("values")
    if policy is not None and classes.policy is not None:
        name, related = f"{section}.policy", (classes.policy.span,)
        notes.error("duplicate-id", policy, name, related=related, name=name)
    classes.policy = classes.policy or policy
    entries = _value_entries(values, path, owner, notes) if values is not None else []
    _merge_entries(classes.values, entries, path, notes)
    draft.rules[section].extend(rules_under(node, section, owner, notes))


def _value_entries(values: Node, path: str, owner: str, notes: Notes) -> list[Entry]:
    if not isinstance(values, SequenceNode):
        return [Entry(key, node, owner) for key, node in mapping_entries(values, path, notes)]
    entries = []
    for item in list_items(values, path, notes):
        if isinstance(item, ScalarNode):
            entries.append(Entry(item, ScalarNode(None, item.within, item.end, item.end), owner))
        else:
            notes.wrong_kind(item, path, "text")
    return entries


def _check_container(node: Node, section: str, notes: Notes) -> None:
    if not isinstance(node, SequenceNode):
        _check_keys(mapping_entries(node, section, notes), section, _CONTAINER_KEYS, notes)


def _check_keys(
    entries: tuple[tuple[ScalarNode, Node], ...], path: str, known: frozenset[str], notes: Notes
) -> None:
    for key, _ in entries:
        text = key.text or ""
        if text not in known:
            near, words = nearest(text, known), listed(sorted(known))
            notes.error("unknown-key", key, path, near, key=text, place=path, known=words)


def _check_order_is_told(draft: Draft, notes: Notes) -> None:
    """With `policy: first` the order decides, so no order of files may."""
    for section, classes in draft.classes.items():
        if isinstance(classes.policy, ScalarNode) and classes.policy.text == "first":
            places = [entry.rule.span for entry in draft.rules[section]]
            apart = next((place for place in places if place.file != places[0].file), None)
            if apart is not None:
                notes.error("rules-in-several-files", apart, section, related=(places[0],))
