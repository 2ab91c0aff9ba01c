"""Groups: names for lists of interventions, or of questions, that rules speak of again and again.

Whoever names a group means what is in it: it is gone once a rulebook is resolved, but for what it
is called.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from triage.diagnostics import nearest
from triage.language.drafts.draft import Entry
from triage.language.reading.fields import Fields, read_fields
from triage.language.reading.nodes import ScalarNode
from triage.language.reading.notes import Notes
from triage.language.reading.shapes import list_items
from triage.language.reading.vocabulary import COMMON_TEXTS
from triage.language.resolving.selectors import Catalogue
from triage.model.rulebook import Group

_LISTS = ("interventions", "questions")
_SECTION = "groups"


def questions_in(group: Group, node: ScalarNode, path: str, notes: Notes) -> tuple[str, ...]:
    """Return the questions of a group that is named; one of interventions is wrong there."""
    notes.occurs(f"{_SECTION}.{group.id}", node)
    if group.interventions:
        notes.error("group-of-others", node, path, name=group.id)
    return group.questions


@dataclass(frozen=True, slots=True)
class GroupReader:
    """Reads groups of a catalogue and of questions by id."""

    catalogue: Catalogue
    questions: Collection[str]
    notes: Notes

    def groups(self, entries: Mapping[str, Entry]) -> dict[str, Group]:
        """Read every group; one that is wrong is noted, and has nothing in it."""
        return {id_: self._group(id_, entry) for id_, entry in entries.items()}

    def _group(self, id_: str, entry: Entry) -> Group:
        path = f"{_SECTION}.{id_}"
        self.notes.places[path] = entry.key.span
        self.notes.occurs(path, entry.key)
        if id_ in {"all", *self.catalogue.interventions, *self.questions}:
            self.notes.error("group-name-taken", entry.key, path, name=id_)
        fields = read_fields(entry.node, path, COMMON_TEXTS | set(_LISTS), self.notes)
        if fields is None:
            return Group(id_)
        fields.record_texts(COMMON_TEXTS)
        return self._listed(id_, fields)

    def _listed(self, id_: str, fields: Fields) -> Group:
        written = fields.present(_LISTS)
        if not written:
            fields.missing("interventions")
        for extra in written[1:]:
            key = fields.key(extra)
            self.notes.error("either-or", key, fields.path, first=written[0], second=extra)
        match written[:1]:
            case ["interventions"]:
                return Group(id_, interventions=self._interventions(fields))
            case ["questions"]:
                return Group(id_, questions=self._questions(fields))
            case _:
                return Group(id_)

    def _interventions(self, fields: Fields) -> tuple[str, ...]:
        node = fields.get("interventions")
        path = f"{fields.path}.interventions"
        list_items(node, path, self.notes)
        return () if node is None else self.catalogue.select(node, path)

    def _questions(self, fields: Fields) -> tuple[str, ...]:
        found = []
        for scalar in fields.scalars("questions"):
            name = scalar.text or ""
            if name in self.questions:
                self.notes.occurs(f"questions.{name}", scalar)
                found.append(name)
            else:
                near = nearest(name, self.questions)
                self.notes.error("unknown-question", scalar, fields.path, near, name=name)
        return tuple(dict.fromkeys(found))
