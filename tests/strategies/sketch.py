"""A document while it is being drawn: what exists so far, and what conditions may name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count

from tests.strategies.drawing import Draw
from tests.strategies.parameters import Parameters
from tests.strategies.rightsides import Scope
from tests.strategies.shape import COLLECTIONS, UNTESTABLE, Document, Subject, subject


@dataclass
class Sketch:
    """The document, the questions and findings that can be tested, and names not yet used."""

    draw: Draw
    near: date
    document: Document
    parameters: Parameters
    questions: list[Subject] = field(default_factory=list)
    findings: list[Subject] = field(default_factory=list)
    each: dict[str, list[Subject]] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def name(self, kind: str) -> str:
        """Return a name that nothing has yet."""
        return f"{kind}_{next(self.numbers)}"

    def rule(self, section: str) -> str:
        """Return a rule id that nothing has yet."""
        return f"{section}-{next(self.numbers)}"

    def apart(self) -> Sketch:
        """Return a sketch of the same document that can test nothing of it yet."""
        return replace(self, questions=[], findings=[], each={})

    def beside(self, other: Sketch) -> Sketch:
        """Return a sketch of the same document that can also test what another one can."""
        questions = [*self.questions, *other.questions]
        return replace(self, questions=questions, findings=[*self.findings, *other.findings])

    def add_question(self, name: str, body: Document) -> None:
        """Add a question at the top, for what is drawn later to test."""
        bodies = self.document["questions"]
        bodies[name] = body
        if body["kind"] not in UNTESTABLE:
            self.questions.append(subject(name, body, bodies))

    def scope(self, *, findings: bool = False, typology: bool = False) -> Scope:
        """Return what a condition may name now."""
        top = list(self.questions)
        if findings:
            top += self.findings
        if typology and (values := self.document.get("typologies", {}).get("values")):
            top += [Subject("typology", "choice", "typology", values=tuple(values))] * 3
        return Scope(self.near, self.parameters, top, self.each if findings else {})

    @property
    def collections(self) -> list[Subject]:
        """The lists and grids."""
        return [its for its in self.questions if its.kind in COLLECTIONS]
