"""Values of questions: their own, or with `values_of` those of a question or finding."""

from __future__ import annotations

from collections.abc import Mapping

from triage.diagnostics import nearest
from triage.language.reading.nodes import ScalarNode
from triage.language.reading.notes import Notes
from triage.language.resolving.questions import Sketch
from triage.language.resolving.values import read_values

_WITH_VALUES = frozenset({"choice", "scale", "set"})

Values = tuple[str, ...] | None


class ValuesOfQuestions:
    """Looks up the values of each question once; a borrowed question may stand anywhere."""

    def __init__(
        self, top: Mapping[str, Sketch | None], findings: Mapping[str, Values], notes: Notes
    ) -> None:
        self._top = top
        self._findings = findings
        self._notes = notes
        self._known: dict[str, Values] = {}
        self._busy: list[str] = []

    def of(self, sketch: Sketch) -> Values:
        """Return the values of a choice, scale or set, or `None` with the problem noted."""
        if sketch.path not in self._known:
            self._busy.append(sketch.path)
            self._known[sketch.path] = self._find(sketch)
            self._busy.pop()
        return self._known[sketch.path]

    def _find(self, sketch: Sketch) -> Values:
        fields = sketch.fields
        own = fields.get("values")
        if own is not None and "values_of" in fields:
            at = fields.key("values_of")
            self._notes.error("either-or", at, fields.path, first="values", second="values_of")
            return None
        if own is not None:
            return read_values(own, f"{sketch.path}.values", self._notes)
        if "values_of" not in fields:
            fields.missing("values")
            return None
        scalar = fields.scalar("values_of")
        return None if scalar is None else self._borrow(sketch, scalar)

    def _borrow(self, sketch: Sketch, scalar: ScalarNode) -> Values:
        name = scalar.text or ""
        siblings = self._siblings(sketch)
        for sketches in (siblings, self._top):
            if name in sketches:
                return self._borrow_from(sketches[name], sketch, scalar)
        if name in self._findings:
            self._notes.occurs(f"findings.{name}", scalar)
            self._notes.alias_values(sketch.path, f"findings.{name}", self._findings[name])
            return self._findings[name]
        near = nearest(name, {*siblings, *self._top, *self._findings})
        self._notes.error("unknown-name", scalar, sketch.path, near, name=name)
        return None

    def _siblings(self, sketch: Sketch) -> Mapping[str, Sketch | None]:
        owner = self._top.get(sketch.collection) if sketch.collection else None
        return owner.items if owner is not None else {}

    def _borrow_from(self, lender: Sketch | None, sketch: Sketch, scalar: ScalarNode) -> Values:
        if lender is None or lender.kind is None:
            return None
        name = scalar.text or ""
        if lender.kind not in _WITH_VALUES:
            self._notes.error("no-values-to-borrow", scalar, sketch.path, name=name)
            return None
        if sketch.kind == "scale" and lender.kind != "scale":
            self._notes.error("not-ordered", scalar, sketch.path, name=name)
            return None
        if lender.path in self._busy:
            members = " → ".join([*self._busy[self._busy.index(lender.path) :], lender.path])
            self._notes.error("values-cycle", scalar, sketch.path, members=members)
            return None
        values = self.of(lender)
        self._notes.occurs(lender.path, scalar)
        self._notes.alias_values(sketch.path, lender.path, values)
        return values
