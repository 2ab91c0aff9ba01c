"""What changed in a rulebook as it is written: rules and everything else, by id.

Texts and layout are left out: they change no outcome.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from triage.model.programme import Budget, Programme
from triage.model.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class TextChange:
    """One thing that was added, removed, changed or renamed."""

    what: str
    kind: str
    id: str
    before: str | None = None

    def to_dict(self) -> dict[str, str | None]:
        """Return it as JSON-ready data."""
        return {"what": self.what, "kind": self.kind, "id": self.id, "before": self.before}


def text_changes(old: Rulebook, new: Rulebook) -> tuple[TextChange, ...]:
    """Return what was added, removed, changed and renamed, section by section."""
    sections = dict(_sections(old))
    return tuple(
        change for kind, after in _sections(new) for change in _changes(kind, sections[kind], after)
    )


def _sections(book: Rulebook) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield "question", book.questions
    yield "table", book.tables
    yield "parameter", book.parameters
    yield "finding", book.findings
    groups = book.target_groups.rules if book.target_groups else ()
    yield "target group rule", {each.id: each for each in groups}
    rules = book.typologies.rules if book.typologies else ()
    yield "typology rule", {each.id: each for each in rules}
    yield "intervention", book.interventions
    yield "recommendation", {each.id: each for each in book.recommendations}
    yield "rule of law", {each.id: each for each in book.availability}
    yield "warning", {each.id: each for each in book.warnings}
    yield "guarantee", {each.id: each for each in book.guarantees}
    yield "part of the programme", {each.id: each for each in _parts(book.programme)}


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a programme by where it stands: `period`, `targets.taking_part`."""

    id: str
    content: object


def _parts(programme: Programme | None) -> Iterator[_Part]:
    for name in fields(programme) if programme is not None else ():
        content = getattr(programme, name.name)
        if isinstance(content, Budget):
            yield _Part(f"{name.name}.currency", content.currency)
            content = content.lines
        if isinstance(content, Mapping):
            yield from (_Part(f"{name.name}.{id_}", each) for id_, each in content.items())
        elif content is not None:
            yield _Part(name.name, content)


def _changes(kind: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[TextChange]:
    gone = {id_: one for id_, one in old.items() if id_ not in new}
    for id_, one in new.items():
        if id_ in old:
            if old[id_] != one:
                yield TextChange("changed", kind, id_)
            continue
        same = next((was for was, other in gone.items() if replace(other, id=id_) == one), None)
        if same is None:
            yield TextChange("added", kind, id_)
        else:
            del gone[same]
            yield TextChange("renamed", kind, id_, same)
    yield from (TextChange("removed", kind, id_) for id_ in gone)
