"""A document while it is being drawn: what exists so far, and what conditions may name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

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
    numbered: int = 0

    def name(self, kind: str) -> str:
        """Give a name that nothing has yet."""
        self.numbered += 1
        return f"{kind}_{self.numbered}"

    def rule(self, section: str) -> str:
        """Give a rule id that nothing has yet."""
        self.numbered += 1
        return f"{section}-{self.numbered}"

    def add_question(self, name: str, body: Document) -> None:
        """Add a question at the top, for what is drawn later to test."""
        bodies = self.document["questions"]
        bodies[name] = body
        if body["kind"] not in UNTESTABLE:
            self.questions.append(subject(name, body, bodies))

    def scope(self, *, findings: bool = False, typology: bool = False) -> Scope:
        """Give what a condition may name now."""
        top = list(self.questions)
        if findings:
            top += self.findings
        if typology and (values := self.document.get("typologies", {}).get("values")):
            top += [Subject("typology", "choice", "typology", values=tuple(values))] * 3
        return Scope(self.near, self.parameters, top, self.each if findings else {})

    @property
    def collections(self) -> list[Subject]:
        """Give the lists and grids."""
        return [its for its in self.questions if its.kind in COLLECTIONS]
