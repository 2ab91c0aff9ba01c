"""Selectors: ids, groups, kinds, exceptions or all, wherever interventions are listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from triage.diagnostics import listed, nearest
from triage.language.reading.fields import Fields, read_fields
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from triage.language.reading.notes import Notes
from triage.language.resolving.interventions import DELIVERIES, PAYS
from triage.model.rule import Intervention
from triage.model.rulebook import Group

_PROPERTIES = ("kind", "delivery", "pay")
_KEYS = (*_PROPERTIES, "except")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The interventions by id, `None` where one is defined wrongly.

    What is selected stands in the order of the catalogue, so the order of a list means nothing.
    An intervention that is switched off may be named, and is never among what is selected.
    """

    interventions: Mapping[str, Intervention | None]
    notes: Notes
    groups: Mapping[str, Group] = field(default_factory=dict)

    def select(self, node: Node, path: str) -> tuple[str, ...]:
        """Return what a selector, or a list of them, selects; one that selects nothing is wrong."""
        found = self.named(node, path)
        return tuple(id_ for id_ in found if self._is_offered(id_))

    def named(self, node: Node, path: str) -> tuple[str, ...]:
        """Return what selectors name, those that are switched off too."""
        found = self._any_of(node, path)
        return tuple(id_ for id_ in self.interventions if id_ in found)

    def known(self, scalar: ScalarNode, path: str, also: Iterable[str] = ()) -> str | None:
        """Return the id of an intervention, and say so where there is none of that name.

        `also` are other words that would be understood here, for the nearest spelling.
        """
        id_ = scalar.text or ""
        if id_ in self.interventions:
            self.notes.occurs(f"interventions.{id_}", scalar)
            return id_
        near = nearest(id_, (*self.interventions, *also))
        self.notes.error("unknown-intervention", scalar, path, near, name=id_)
        return None

    def _any_of(self, node: Node, path: str) -> frozenset[str]:
        nodes = node.items if isinstance(node, SequenceNode) else (node,)
        if not nodes:
            self.notes.error("empty-list", node, path, key=path.rsplit(".", 1)[-1])
        return frozenset().union(*(self._one(each, path) for each in nodes))

    def _one(self, node: Node, path: str) -> frozenset[str]:
        match node:
            case ScalarNode("all"):
                return frozenset(self.interventions)
            case ScalarNode(str(name)) if name in self.groups:
                return self._in_group(self.groups[name], node, path)
            case ScalarNode():
                id_ = self.known(node, path, also=self.groups)
                return frozenset() if id_ is None else frozenset({id_})
            case MappingNode():
                return self._matching(node, path)
            case SequenceNode():
                self.notes.wrong_kind(node, path, "text")
                return frozenset()

    def _in_group(self, group: Group, node: ScalarNode, path: str) -> frozenset[str]:
        self.notes.occurs(f"groups.{group.id}", node)
        if group.questions:
            self.notes.error("group-of-others", node, path, name=group.id)
        return frozenset(group.interventions)

    def _matching(self, node: MappingNode, path: str) -> frozenset[str]:
        fields = read_fields(node, path, _KEYS, self.notes)
        if fields is None or not fields.present(_KEYS):
            if not node.entries:
                self.notes.error("empty-selector", node, path)
            return frozenset()
        selected = frozenset(self.interventions)
        sound = len(fields.present(_KEYS)) == len(node.entries)
        for key in fields.present(_PROPERTIES):
            wanted = self._words(fields, key)
            sound = sound and bool(wanted)
            selected = frozenset(id_ for id_ in selected if self._has(id_, key, wanted))
        exception = fields.get("except")
        if exception is not None:
            excepted = self._any_of(exception, f"{path}.except")
            sound = sound and bool(excepted)
            selected -= excepted
        if not selected and sound and None not in self.interventions.values():
            self.notes.error("selects-nothing", node, path)
        return selected

    def _words(self, fields: Fields, key: str) -> tuple[str, ...]:
        if key == "delivery":
            return fields.options(key, DELIVERIES)
        if key == "pay":
            return fields.options(key, PAYS)
        kinds = {each.kind for each in self.interventions.values() if each is not None}
        found = []
        for scalar in fields.scalars(key):
            kind = scalar.text or ""
            if kind in kinds:
                self.notes.occurs(f"kinds.{kind}", scalar)
                found.append(kind)
            elif None not in self.interventions.values():
                near, known = nearest(kind, kinds), listed(sorted(kinds))
                self.notes.error("unknown-kind", scalar, fields.path, near, name=kind, known=known)
        return tuple(found)

    def _is_offered(self, id_: str) -> bool:
        intervention = self.interventions[id_]
        return intervention is not None and intervention.offered

    def _has(self, id_: str, key: str, wanted: tuple[str, ...]) -> bool:
        intervention = self.interventions[id_]
        return intervention is not None and getattr(intervention, key) in wanted
