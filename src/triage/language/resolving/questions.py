"""Questions, first as sketches and then with their conditions (rulebook language, section 2).

A sketch has its kind and domain. Names can be looked up once every question and finding has one,
and only then are the conditions under `asked_when` read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from triage.diagnostics import listed, nearest
from triage.language.conditions.condition import read_condition
from triage.language.conditions.names import Scope
from triage.language.drafts.draft import Draft, Entry
from triage.language.reading.fields import Fields, read_fields
from triage.language.reading.nodes import MappingNode, ScalarNode
from triage.language.reading.notes import Notes
from triage.language.reading.vocabulary import FORMERLY, QUESTION_TEXTS
from triage.language.resolving.protected import read_marks
from triage.language.resolving.steps import read_steps
from triage.model.condition import Condition
from triage.model.question import (
    PAGE,
    PEOPLE,
    REPORT,
    Choice,
    Domain,
    Grid,
    ListOf,
    Question,
    YesNo,
)

_OF_KIND = {
    "choice": ("values", "values_of", "steps"),
    "scale": ("values", "values_of", "steps"),
    "yes_no": ("steps",),
    "number": ("min", "max", "unit", "steps"),
    "date": ("from", "to"),
    "set": ("values", "values_of"),
    "list": ("min", "max", "item"),
    "grid": ("rows", "item"),
    "lookup": ("table",),
    "text": (),
}
_OF_SOME_KIND = frozenset(key for keys in _OF_KIND.values() for key in keys)
_FLAGS = (
    *("changeable", "keep_private", "off_page", "programme_only", "job_demand", "any_time"),
    "looked_up",
)
_MARKS = ("concerns", "proxy_of")
_FACTORS = ("factor", "theme")
_PLAIN = frozenset(
    {"factor", "theme", "kind", "asked_when", "reason_off_page", "used_for", FORMERLY}
)
_KEYS = QUESTION_TEXTS | _OF_SOME_KIND | _PLAIN | frozenset((*_FLAGS, *_MARKS))
_USES = (PEOPLE, PAGE, REPORT)
_COLLECTIONS = frozenset({"list", "grid"})


@dataclass(slots=True)
class Sketch:
    """A question before the names in it are looked up.

    `kind` is `None` where it cannot be told, `domain` where it is not defined rightly; `items`
    are the questions of its items or rows, and `collection` is the list or grid it stands in.
    """

    id: str
    key: ScalarNode
    path: str
    fields: Fields
    kind: str | None
    collection: str | None = None
    domain: Domain | None = None
    items: dict[str, Sketch | None] = field(default_factory=dict)


def sketch_questions(draft: Draft, notes: Notes) -> dict[str, Sketch | None]:
    """Read all questions as far as they can be read one by one."""
    sketches: dict[str, Sketch | None] = {}
    for id_, entry in draft.sections["questions"].items():
        sketch = _sketch(entry, f"questions.{id_}", None, notes)
        sketches[id_] = sketch
        if sketch is not None and sketch.kind in _COLLECTIONS:
            _sketch_items(sketch, draft, notes)
    return sketches


def _sketch(entry: Entry, path: str, collection: str | None, notes: Notes) -> Sketch | None:
    notes.places[path] = entry.key.span
    notes.occurs(path, entry.key)
    fields = read_fields(entry.node, path, _KEYS, notes)
    if fields is None:
        return None
    fields.record_texts(QUESTION_TEXTS)
    fields.record_earlier_ids()
    kind = _read_kind(fields, notes)
    return Sketch(entry.key.text or "", entry.key, path, fields, kind, collection)


def _read_kind(fields: Fields, notes: Notes) -> str | None:
    if "kind" not in fields:
        fields.missing("kind")
        return None
    kind = fields.option("kind", tuple(_OF_KIND))
    if kind is not None:
        own = _OF_KIND[kind]
        for key in fields.present(sorted(_OF_SOME_KIND - set(own))):
            known = listed(own or ("ask", "help", "asked_when"))
            at = fields.key(key)
            notes.error("key-not-for-kind", at, fields.path, key=key, kind=kind, known=known)
    return kind


def _sketch_items(owner: Sketch, draft: Draft, notes: Notes) -> None:
    node = owner.fields.required("item")
    if node is None:
        return
    path = f"{owner.path}.item"
    if not isinstance(node, MappingNode):
        notes.wrong_kind(node, path, "mapping")
        return
    if not node.entries:
        notes.error("empty-list", node, path, key="item")
    for key, value in node.entries:
        id_ = notes.checked_id(key, path)
        entry = Entry(key, value, "")
        sketch = _sketch(entry, f"{path}.{id_}", owner.id, notes)
        owner.items[id_] = sketch
        _refuse_taken_name(key, owner, draft, notes)
        if sketch is not None and sketch.kind in _COLLECTIONS:
            kind_at = sketch.fields.get("kind")
            notes.error("nested-collection", kind_at, sketch.path, name=id_, kind=sketch.kind)
            sketch.kind = None


def _refuse_taken_name(key: ScalarNode, owner: Sketch, draft: Draft, notes: Notes) -> None:
    id_ = key.text or ""
    for section in ("questions", "findings"):
        taken = draft.sections[section].get(id_)
        if taken is not None:
            related = (taken.key.span,)
            notes.error(
                "item-name-taken", key, owner.path, related=related, name=id_, collection=owner.id
            )
            return


def finish_questions(
    sketches: Mapping[str, Sketch | None],
    factors: Mapping[str, Entry],
    scope: Scope,
) -> dict[str, Question]:
    """Return the questions whose domain is known, with the conditions under `asked_when`."""
    asking = replace(scope, findings=False, typology=False)
    questions: dict[str, Question] = {}
    for id_, sketch in sketches.items():
        if sketch is None:
            continue
        question = _finish(sketch, factors, asking)
        items = tuple(
            inner
            for item in sketch.items.values()
            if item is not None and (inner := _finish(item, factors, asking.inside(id_)))
        )
        match question:
            case Question(domain=ListOf() | Grid() as domain):
                questions[id_] = replace(question, domain=replace(domain, item=items))
            case Question():
                questions[id_] = question
    return questions


def _finish(sketch: Sketch, factors: Mapping[str, Entry], scope: Scope) -> Question | None:
    fields = sketch.fields
    flags = [fields.flag(key) for key in _FLAGS]
    used_for = fields.options("used_for", _USES)
    factor, theme = (_read_factor(fields, key, factors, scope.notes) for key in _FACTORS)
    asked_when = _read_asked_when(sketch, scope)
    below = f"{sketch.path}.{'rows' if sketch.kind == 'grid' else 'values'}"
    marks = [read_marks(fields, key, sketch.domain, below, scope.notes) for key in _MARKS]
    if flags[4] and any(marks):
        scope.notes.error("demand-is-marked", fields.key("job_demand"), fields.path)
    if sketch.domain is None:
        return None
    return Question(
        id=sketch.id,
        domain=sketch.domain,
        factor=factor,
        theme=theme,
        asked_when=asked_when,
        changeable=flags[0],
        keep_private=flags[1],
        off_page=flags[2],
        programme_only=flags[3],
        job_demand=flags[4],
        concerns=marks[0],
        proxy_of=marks[1],
        any_time=flags[5],
        looked_up=flags[6],
        reason_off_page=_read_reason_off_page(sketch, scope.notes),
        used_for=used_for,
        steps=read_steps(fields, sketch.domain, flags[0], scope.notes),
    )


def _read_reason_off_page(sketch: Sketch, notes: Notes) -> tuple[str, ...]:
    """Read the values no reason may tell of, which a question at the top has to choose between."""
    key, fields = "reason_off_page", sketch.fields
    if key not in fields:
        return ()
    if sketch.collection is None and isinstance(sketch.domain, Choice | YesNo):
        return fields.options(key, sketch.domain.values)
    notes.error("reason-off-page-values", fields.key(key), sketch.path)
    return ()


def _read_factor(
    fields: Fields, key: str, factors: Mapping[str, Entry], notes: Notes
) -> str | None:
    scalar = fields.scalar(key)
    if scalar is None or scalar.text is None:
        return None
    if scalar.text not in factors:
        near = nearest(scalar.text, factors)
        notes.error("unknown-factor", scalar, fields.path, near, name=scalar.text)
    notes.occurs(f"factors.{scalar.text}", scalar)
    return scalar.text


def _read_asked_when(sketch: Sketch, scope: Scope) -> Condition | None:
    node = sketch.fields.get("asked_when")
    return None if node is None else read_condition(node, scope.at(sketch.path))
