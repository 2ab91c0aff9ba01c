"""First steps: what of a plan comes first, by the typology; no rule reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from triage.language.drafts.draft import Entry
from triage.language.reading.fields import Fields, read_fields
from triage.language.reading.nodes import Node, ScalarNode, SequenceNode
from triage.language.reading.notes import Notes
from triage.language.reading.vocabulary import COMMON_TEXTS
from triage.language.resolving.selectors import Catalogue
from triage.model.rule import FirstSteps

_SECTION = "first_steps"
_INTERVENTIONS, _TYPOLOGY = "interventions", "typology"
_KEYS = COMMON_TEXTS | {_INTERVENTIONS, _TYPOLOGY}


@dataclass(frozen=True, slots=True)
class FirstStepsReader:
    """Reads the orders of a catalogue, each for some of the `typologies`, or for the rest."""

    catalogue: Catalogue
    typologies: tuple[str, ...]
    notes: Notes
    _said: dict[str | None, Node] = field(default_factory=dict)

    def orders(self, entries: Mapping[str, Entry]) -> dict[str, FirstSteps]:
        """Read every order; what is wrong in one is noted and left out."""
        return {id_: self._order(id_, entry) for id_, entry in entries.items()}

    def _order(self, id_: str, entry: Entry) -> FirstSteps:
        path = f"{_SECTION}.{id_}"
        self.notes.places[path] = entry.key.span
        self.notes.occurs(path, entry.key)
        fields = read_fields(entry.node, path, _KEYS, self.notes)
        if fields is None:
            return FirstSteps(id_)
        fields.record_texts(COMMON_TEXTS)
        typologies = fields.options(_TYPOLOGY, self.typologies)
        for scalar in fields.scalars(_TYPOLOGY):
            self._once(scalar.text, scalar, path)
        if _TYPOLOGY not in fields:
            self._once(None, entry.key, path)
        return FirstSteps(id_, self._listed(fields), typologies)

    def _once(self, typology: str | None, at: ScalarNode, path: str) -> None:
        """Note a typology with two orders: which one counts would be a guess."""
        if typology in self.typologies:
            self.notes.occurs(f"typologies.values.{typology}", at)
        first = self._said.setdefault(typology, at)
        if first is not at:
            name, related = path.rpartition(".")[2], (first.span,)
            self.notes.error("first-steps-twice", at, path, related=related, name=name)

    def _listed(self, fields: Fields) -> tuple[str, ...]:
        """Return what is listed, in the order it is written; each where it is named first."""
        node = fields.required(_INTERVENTIONS)
        if node is None:
            return ()
        path = f"{fields.path}.{_INTERVENTIONS}"
        found = (id_ for part in _one_by_one(node) for id_ in self.catalogue.select(part, path))
        return tuple(dict.fromkeys(found))


def _one_by_one(node: Node) -> Iterator[Node]:
    """Yield what stands in a list, and in lists within it; an empty one is told of as it stands."""
    if isinstance(node, SequenceNode) and node.items:
        for item in node.items:
            yield from _one_by_one(item)
    else:
        yield node
