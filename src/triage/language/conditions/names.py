"""Names: what a condition may test, and where each name leads (section 2, the right-hand side).

Names resolve innermost first: the item or row in hand, then the top level. Inside a list or grid
only its own innermost element is in reach, never that of another one around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from triage.diagnostics import nearest
from triage.language.reading.nodes import Node, ScalarNode
from triage.language.reading.notes import Notes
from triage.model.condition import Ref, RefKind
from triage.model.question import Domain, Grid, Lookup, Text
from triage.model.rulebook import Parameter

TYPOLOGY_NAME, ROW_NAME = "typology", "row"


def path_of(ref: Ref) -> str:
    """Return the path of what is tested, as in `Rulebook.places`."""
    match ref.kind:
        case RefKind.FINDING:
            return f"findings.{ref.id}"
        case RefKind.TYPOLOGY:
            return "typologies"
        case RefKind.ROW:
            return f"questions.{ref.collection}"
        case RefKind.QUESTION if ref.collection:
            return f"questions.{ref.collection}.item.{ref.id}"
        case RefKind.QUESTION:
            return f"questions.{ref.id}"


def values_of(ref: Ref) -> str:
    """Return the path under which the values stand that something can have."""
    return f"{path_of(ref)}.{'rows' if ref.kind is RefKind.ROW else 'values'}"


@dataclass(frozen=True, slots=True)
class Subject:
    """Something a name stands for.

    `may_not_apply` lets `{applies: …}` test it; `comparable` lets another question stand on the
    right-hand side; `stated_for` is the finding that alone may read a stated question.
    """

    ref: Ref
    domain: Domain
    may_not_apply: bool = True
    comparable: bool = True
    stated_for: str | None = None


Subjects = Mapping[str, Subject | None]
"""Subjects by name. `None`: named, but wrongly defined; that is a problem once, where it is."""


@dataclass(frozen=True, slots=True)
class Names:
    """All names of a rulebook; `inner` has those of the items and rows of lists and grids."""

    top: Subjects
    inner: Mapping[str, Subjects]
    parameters: Mapping[str, Parameter | None]


@dataclass(frozen=True, slots=True)
class Scope:
    """The names in reach of one condition, and where its problems are noted, under `path`."""

    names: Names
    notes: Notes
    path: str
    collection: str | None = None
    typology: bool = False
    findings: bool = True

    def inside(self, collection: str) -> Scope:
        """Return the scope of the items or rows of a list or grid."""
        return replace(self, collection=collection)

    def at(self, path: str) -> Scope:
        """Return the same scope for another condition."""
        return replace(self, path=path)

    def error(self, code: str, at: Node, near: str | None = None, /, **details: str | int) -> None:
        """Note a problem of the condition."""
        self.notes.error(code, at, self.path, near, (), **details)

    def subject(self, name: ScalarNode, also: Iterable[str] = ()) -> Subject | None:
        """Return what `name` stands for; `None`, with the problem noted, where it may not stand.

        `also` are other words that would be understood here, for the nearest spelling.
        """
        text = name.text or ""
        for subjects in (self._inner, self.names.top):
            if text in subjects:
                return self._permitted(subjects[text], name)
        if "." in text:
            return self._cell(text, name)
        self._unknown(text, name, also)
        return None

    @property
    def _inner(self) -> Subjects:
        return self.names.inner.get(self.collection, {}) if self.collection else {}

    def _cell(self, text: str, name: ScalarNode) -> Subject | None:
        grid, row, id_ = (*text.split(".", 2), "")[:3]
        subject = self.names.top.get(grid)
        if grid in self.names.top and subject is None:
            return None
        inner = self.names.inner.get(grid, {})
        if subject is None or not isinstance(subject.domain, Grid):
            self._unknown(text, name)
        elif row not in subject.domain.rows:
            near = nearest(row, subject.domain.rows)
            self.error("unknown-row", name, near, row=row, grid=grid)
        elif id_ not in inner or id_ == ROW_NAME:
            self._unknown(text, name)
        elif found := self._permitted(inner[id_], name, part=2):
            self.notes.occurs(f"questions.{grid}", name, 0)
            self.notes.occurs(f"questions.{grid}.rows.{row}", name, 1)
            return replace(found, ref=replace(found.ref, row=row))
        return None

    def _permitted(
        self, subject: Subject | None, name: ScalarNode, part: int = 0
    ) -> Subject | None:
        if subject is None:
            return None
        text = name.text or ""
        if subject.ref.kind is RefKind.TYPOLOGY and not self.typology:
            self.error("typology-not-here", name)
        elif subject.ref.kind is RefKind.FINDING and not self.findings:
            self.error("finding-not-here", name, name=text)
        elif subject.stated_for is not None:
            self.error("stated-question-tested", name, name=text, finding=subject.stated_for)
        elif isinstance(subject.domain, Lookup | Text):
            kind = "lookup" if isinstance(subject.domain, Lookup) else "text"
            self.error("not-testable", name, name=text, kind=kind)
        else:
            if subject.ref.kind in {RefKind.QUESTION, RefKind.FINDING}:
                self.notes.occurs(path_of(subject.ref), name, part)
            return subject
        return None

    def _unknown(self, text: str, name: ScalarNode, also: Iterable[str] = ()) -> None:
        owners = [id_ for id_, inner in self.names.inner.items() if text in inner]
        if owners:
            self.error("belongs-to-items", name, name=text, collection=owners[0])
        elif text == TYPOLOGY_NAME:
            self.error("no-typologies", name)
        else:
            self.error("unknown-name", name, nearest(text, {*self._all(), *also}), name=text)

    def _all(self) -> Iterator[str]:
        yield from self._inner
        yield from self.names.top
        for id_, subject in self.names.top.items():
            if subject is not None and isinstance(subject.domain, Grid):
                for row in subject.domain.rows:
                    cells = (name for name in self.names.inner[id_] if name != ROW_NAME)
                    yield from (f"{id_}.{row}.{name}" for name in cells)
