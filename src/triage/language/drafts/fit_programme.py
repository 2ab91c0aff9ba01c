"""Local fitting of a programme: single entries of the parent's, or one in its place."""

from __future__ import annotations

from dataclasses import replace

from triage.diagnostics import nearest
from triage.language.drafts.draft import Draft, Entry
from triage.language.drafts.fit_entries import Fitting
from triage.language.reading.nodes import MappingNode, Node, text_of
from triage.language.reading.notes import Notes
from triage.language.reading.vocabulary import PROGRAMME, PROGRAMME_ENTRIES, REPLACES
from triage.model.rulebook import Change


def refuse_replaced_programme(programme: Entry | None, notes: Notes) -> None:
    """Record `replaces` in a rulebook that extends none."""
    replaces = _replaces(programme)
    if replaces is not None:
        notes.error("nothing-to-replace", replaces, PROGRAMME)


def fit_programme(parent: Draft, child: Draft, fitting: Fitting) -> Entry | None:
    """Lay the child's programme over its parent's, or put it in its place where it says so.

    An entry is the child's whole, or its parent's: a figure never stands beside another's source.
    """
    before, own, replaces = parent.programme, child.programme, _replaces(child.programme)
    if replaces is not None and (before is None or text_of(replaces) != parent.head.id):
        name, near = text_of(replaces) or "", nearest(text_of(replaces) or "", (parent.head.id,))
        fitting.notes.error("programme-not-replaced", replaces, PROGRAMME, near, name=name)
    if own is None or before is None:
        if own is not None:
            fitting.changes.append(Change("added", PROGRAMME))
        return own or before
    if replaces is not None:
        fitting.retold.add(PROGRAMME)
        fitting.changes.append(Change("replaced", PROGRAMME, parent.head.id, child.head.id))
        return own
    if not (isinstance(before.node, MappingNode) and isinstance(own.node, MappingNode)):
        return before
    return replace(before, node=_overlaid(before.node, own.node, PROGRAMME, fitting))


def _replaces(programme: Entry | None) -> Node | None:
    node = None if programme is None else programme.node
    return node.get(REPLACES) if isinstance(node, MappingNode) else None


def _overlaid(parent: MappingNode, child: MappingNode, path: str, fitting: Fitting) -> MappingNode:
    """Put the child's entries over those of its parent, those of a mapping by id one by one."""
    entries = {key.text: (key, node) for key, node in parent.entries}
    for key, node in child.entries:
        place = f"{path}.{key.text}"
        first = entries.get(key.text)
        by_id = path == PROGRAMME and key.text in PROGRAMME_ENTRIES
        if first is None:
            entries[key.text] = (key, node)
            added = node.entries if by_id and isinstance(node, MappingNode) else ()
            places = [f"{place}.{name.text}" for name, _ in added] or [place]
            fitting.changes.extend(Change("added", each) for each in places)
        elif by_id and isinstance(first[1], MappingNode) and isinstance(node, MappingNode):
            entries[key.text] = (key, _overlaid(first[1], node, place, fitting))
        else:
            entries[key.text] = (key, node)
            fitting.retold.add(place)
            fitting.changes.append(Change("replaced", place, text_of(first[1]), text_of(node)))
    return MappingNode(tuple(entries.values()), child.within, child.start, child.end)
