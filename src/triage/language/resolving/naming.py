"""Which names a rulebook has: of its questions, cells and findings, and of the typology."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from triage.diagnostics import nearest
from triage.language.conditions.names import (
    ROW_NAME,
    TYPOLOGY_NAME,
    Names,
    Subject,
    path_of,
    values_of,
)
from triage.language.reading.nodes import ScalarNode
from triage.language.reading.notes import Notes
from triage.language.resolving.findings import FindingSketch
from triage.language.resolving.questions import Sketch
from triage.model.condition import TYPOLOGY, Ref, RefKind
from triage.model.question import Choice, Grid, ListOf, YesNo
from triage.model.rulebook import Parameter

Inner = dict[str, dict[str, Subject | None]]


class Naming:
    """Puts the names together: questions first, then findings, those over other findings last."""

    def __init__(self, questions: Mapping[str, Sketch | None], notes: Notes) -> None:
        self._notes = notes
        self._questions = questions
        self._top: dict[str, Subject | None] = {}
        self._inner: Inner = {}
        for id_, sketch in questions.items():
            self._top[id_] = _question(sketch)
            if sketch is not None and isinstance(sketch.domain, ListOf | Grid):
                inner = {each: _question(item) for each, item in sketch.items.items()}
                if isinstance(sketch.domain, Grid):
                    row = Ref(RefKind.ROW, ROW_NAME, id_)
                    inner[ROW_NAME] = Subject(row, Choice(sketch.domain.rows), False)
                self._inner[id_] = inner

    def names(
        self,
        typology: Subject | None,
        has_typology: bool,
        parameters: Mapping[str, Parameter | None],
    ) -> Names:
        """Return all names, once the findings are added."""
        if has_typology:
            self._top[TYPOLOGY_NAME] = typology
        return Names(self._top, self._inner, parameters)

    def add_findings(self, findings: Mapping[str, FindingSketch | None]) -> None:
        """Add the findings, and look up what they say of lists, grids and other names."""
        for id_, sketch in findings.items():
            if sketch is None:
                self._top.setdefault(id_, None)
            elif sketch.form in {"when", "values"}:
                self._add_plain(sketch)
        for sketch in findings.values():
            if sketch is not None and "unless_stated" in sketch.fields:
                self._add_stated(sketch)
        for sketch in findings.values():
            if sketch is not None and sketch.form in {"highest", "lowest"}:
                self._add_extreme(sketch)

    def _add_plain(self, sketch: FindingSketch) -> None:
        scalar = sketch.fields.scalar("for_each")
        if scalar is not None:
            sketch.for_each = self._collection(scalar, sketch, scalar.text or "")
            sketch.sound = sketch.for_each is not None
        domain = sketch.domain
        ref = Ref(RefKind.FINDING, sketch.id, sketch.for_each)
        subject = None if domain is None else Subject(ref, domain, may_not_apply=False)
        if self._is_taken(sketch):
            return
        if sketch.for_each is None:
            self._top[sketch.id] = subject
        else:
            self._inner[sketch.for_each].setdefault(sketch.id, subject)

    def _is_taken(self, sketch: FindingSketch) -> bool:
        question = self._questions.get(sketch.id)
        if question is None:
            return sketch.id in self._questions
        at = sketch.fields.node
        related = (question.key.span,)
        self._notes.error("name-taken", at, sketch.path, related=related, name=sketch.id)
        return True

    def _collection(self, scalar: ScalarNode, sketch: FindingSketch, name: str) -> str | None:
        """Return the list or grid a finding names, if it is one and defined rightly."""
        if name in self._inner:
            self._notes.occurs(f"questions.{name}", scalar)
            return name
        if self._top.get(name) is not None:
            self._notes.error("not-a-collection", scalar, sketch.path, name=name)
        elif name not in self._top:
            near = nearest(name, self._inner)
            self._notes.error("unknown-name", scalar, sketch.path, near, name=name)
        return None

    def _add_stated(self, sketch: FindingSketch) -> None:
        scalar = sketch.fields.scalar("unless_stated")
        if scalar is None or scalar.text is None or not sketch.sound:
            return
        name = scalar.text
        places = [self._inner[sketch.for_each]] if sketch.for_each else []
        place = next((each for each in (*places, self._top) if name in each), None)
        if place is None:
            near = nearest(name, {each for known in (*places, self._top) for each in known})
            self._notes.error("unknown-name", scalar, sketch.path, near, name=name)
            return
        subject = place[name]
        if subject is not None and self._may_be_stated(subject, sketch, scalar):
            place[name] = replace(subject, stated_for=sketch.id)
            sketch.stated = subject.ref
            self._notes.occurs(path_of(subject.ref), scalar)
            self._notes.join_values(values_of(subject.ref), f"{sketch.path}.values")

    def _may_be_stated(self, subject: Subject, sketch: FindingSketch, at: ScalarNode) -> bool:
        name = at.text or ""
        if subject.ref.kind is not RefKind.QUESTION or not isinstance(subject.domain, Choice):
            self._notes.error("cannot-be-stated", at, sketch.path, name=name)
        elif subject.stated_for is not None:
            finding = subject.stated_for
            self._notes.error("stated-twice", at, sketch.path, name=name, finding=finding)
        elif other := _others(subject.domain.values, sketch.values):
            self._notes.error(
                "stated-value", at, sketch.path, name=name, value=other[0], finding=sketch.id
            )
        else:
            return True
        return False

    def _add_extreme(self, sketch: FindingSketch) -> None:
        over = self._over(sketch)
        sketch.sound = over is not None
        if over is not None and isinstance(over.domain, Choice | YesNo):
            sketch.over = over.ref
            sketch.values = over.domain.values
            self._notes.alias_values(sketch.path, path_of(over.ref), sketch.values)
        if not self._is_taken(sketch):
            domain = sketch.domain
            ref = Ref(RefKind.FINDING, sketch.id)
            self._top[sketch.id] = None if domain is None else Subject(ref, domain)

    def _over(self, sketch: FindingSketch) -> Subject | None:
        scalar = sketch.fields.scalar(sketch.form)
        if scalar is None or scalar.text is None:
            return None
        collection, dot, name = scalar.text.partition(".")
        if not dot:
            self._notes.error("not-over-items", scalar, sketch.path, name=scalar.text)
            return None
        if self._collection(scalar, sketch, collection) is None:
            return None
        inner = self._inner[collection]
        if name not in inner:
            near = nearest(name, inner)
            near = near and f"{collection}.{near}"
            self._notes.error("unknown-name", scalar, sketch.path, near, name=scalar.text)
            return None
        subject = inner[name]
        if subject is not None:
            self._notes.occurs(path_of(subject.ref), scalar, 1)
        return subject and self._ordered(subject, scalar, sketch)

    def _ordered(self, subject: Subject, at: ScalarNode, sketch: FindingSketch) -> Subject | None:
        name = at.text or ""
        is_finding = subject.ref.kind is RefKind.FINDING
        if subject.stated_for is not None:
            finding = subject.stated_for
            self._notes.error("stated-question-tested", at, sketch.path, name=name, finding=finding)
        elif is_finding or (isinstance(subject.domain, Choice) and subject.domain.ordered):
            return subject
        else:
            self._notes.error("not-ordered", at, sketch.path, name=name)
        return None


def _question(sketch: Sketch | None) -> Subject | None:
    if sketch is None or sketch.domain is None:
        return None
    return Subject(Ref(RefKind.QUESTION, sketch.id, sketch.collection), sketch.domain)


def _others(values: Iterable[str], known: tuple[str, ...] | None) -> list[str]:
    return [] if known is None else [value for value in values if value not in known]


def typology_subject(values: tuple[str, ...]) -> Subject | None:
    """Return what `typology` stands for, if there are typologies."""
    return Subject(TYPOLOGY, Choice(values)) if values else None
