"""Needs: what makes sense only with another intervention, such as follow-up with a job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from triage.language.drafts.draft import Entry
from triage.language.reading.nodes import MappingNode, Node
from triage.language.reading.notes import Notes
from triage.language.reading.shapes import is_absent
from triage.language.resolving.interventions import NEEDS
from triage.language.resolving.selectors import Catalogue
from triage.model.rule import Intervention


def with_needs(
    entries: Mapping[str, Entry], catalogue: Catalogue
) -> dict[str, Intervention | None]:
    """Return the catalogue with what each intervention needs.

    What is switched off may be needed: what needs nothing else is then offered to nobody.
    """
    written = {id_: node for id_, entry in entries.items() if (node := _needs(entry.node))}
    found = dict(catalogue.interventions)
    for id_, node in written.items():
        path = f"interventions.{id_}.{NEEDS}"
        needed = catalogue.named(node, path)
        _check_stands_alone(node, path, needed, written, catalogue.notes)
        if (one := found[id_]) is not None:
            found[id_] = replace(one, needs=needed)
    return found


def _needs(node: Node) -> Node | None:
    found = node.get(NEEDS) if isinstance(node, MappingNode) else None
    return None if found is None or is_absent(found) else found


def _check_stands_alone(
    node: Node, path: str, needed: tuple[str, ...], written: Mapping[str, Node], notes: Notes
) -> None:
    """Note what is needed and needs something itself: nothing would stand by itself."""
    for each in needed:
        if each in written:
            notes.error("needs-what-needs", node, path, name=each)
