"""Case files: answers with a day, and for golden cases what is expected (section 5).

YAML and JSON are read alike. An assessment written as JSON is a case file without expectations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any

from triage.diagnostics import InvalidAssessment, Sources, Span
from triage.model.assessment import ASSESSMENT_SCHEMA, Assessment, HistoryEntry, Note
from triage.rulebook.conversation import private_in, read_history, read_notes
from triage.rulebook.expectations import Expectation, read_expectation
from triage.rulebook.reading.fields import Fields, read_fields
from triage.rulebook.reading.files import read_text
from triage.rulebook.reading.nodes import MappingNode, Node, SourceText
from triage.rulebook.reading.notes import Notes
from triage.rulebook.reading.plain_data import (
    names_in,
    places_in,
    plain_data,
    scalars_in,
)
from triage.rulebook.reading.problems import Problems
from triage.rulebook.reading.shapes import mapping_entries
from triage.rulebook.reading.yaml_events import read_yaml

_TEXTS = ("title", "story", "source", "because")
_SAID = ("schema", "case", "rulebook", "as_of", "answers", "history", "notes")
_KEYS = (*_TEXTS, *_SAID, "expect", "confirmed")
# JSON writes a character beyond the first 65,536 as two escapes, which YAML does not know.
_TWO_ESCAPES = re.compile(
    r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
)


@dataclass(frozen=True, slots=True, repr=False)
class Case:
    """One assessment in a file. The representation shows ids and counts, never answers.

    `places` leads from the path of an answer (`goals.1.needs_danish`), or of an expectation
    (`expect.rules.hold.T-none`), to where it stands; `names` leads to where a question is named,
    and `words` to each single word, number or text that is answered.
    `confirmed` is false while no person has said that what is expected is right.
    `history` and `notes` are an interview's, and `None` where the file has none.
    """

    answers: dict[str, Any]
    title: str | None = None
    story: str | None = None
    source: str | None = None
    because: str | None = None
    case: str | None = None
    rulebook: str | None = None
    as_of: date | None = None
    expect: Expectation | None = None
    confirmed: bool = True
    history: tuple[HistoryEntry, ...] | None = None
    notes: tuple[Note, ...] | None = None
    places: Mapping[str, Span] = field(default_factory=dict)
    names: Mapping[str, Span] = field(default_factory=dict)
    words: Mapping[str, Span] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Case(case={self.case!r}, answers={len(self.answers)})"

    @property
    def assessment(self) -> Assessment:
        """Give the answers as an assessment."""
        return Assessment(
            case=self.case,
            rulebook=self.rulebook,
            as_of=self.as_of,
            answers=self.answers,
            history=self.history,
            notes=self.notes,
        )


def read_case(path: str | PathLike[str], sources: Sources | None = None) -> Case:
    """Read a case file; `sources` receives its text.

    Raises:
        InvalidAssessment: it cannot be read, or is no case file.
    """
    problems = Problems()
    text = read_text(Path(path), problems)
    if text is None:
        raise InvalidAssessment(problems.diagnostics)
    return parse_case(text, str(path), sources)


def parse_case(text: str, name: str, sources: Sources | None = None) -> Case:
    """Read the text of a case file; diagnostics call it `name`.

    In `sources` everything private is hidden. Which answers may be shown, only a rulebook can say:
    until then, none.

    Raises:
        InvalidAssessment: it is no case file.
    """
    if text.lstrip().startswith("{"):
        text = _TWO_ESCAPES.sub(_one_character, text)
    if sources is not None:
        sources.add(name, text)
    problems = Problems()
    case = None
    with problems.within():
        root = read_yaml(SourceText(name, text), problems)
        if root is not None and sources is not None:
            sources.hide(_private_in(root))
        case = _case(root, Notes(problems)) if root is not None else None
    if case is None or problems.errors:
        raise InvalidAssessment(problems.errors)
    return case


def _one_character(escapes: re.Match[str]) -> str:
    before, high, low = escapes.groups()
    pair = bytes.fromhex(high + low)
    return before + pair.decode("utf-16-be")


def _case(root: Node, notes: Notes) -> Case | None:
    fields = read_fields(root, "case", _KEYS, notes)
    if fields is None:
        return None
    answers, expect = fields.required("answers"), fields.get("expect")
    history, said = fields.get("history"), fields.get("notes")
    schema = fields.option("schema", (ASSESSMENT_SCHEMA,))
    if answers is None or (schema is None and "schema" in fields):
        return None
    mapping_entries(answers, "answers", notes)
    data = plain_data(answers)
    return Case(
        answers=data if isinstance(data, dict) else {},
        **_texts(fields),
        case=fields.text("case"),
        rulebook=fields.text("rulebook"),
        as_of=fields.day("as_of"),
        expect=read_expectation(expect, notes) if expect is not None else None,
        confirmed=fields.flag("confirmed", default=True),
        history=read_history(history, notes) if history is not None else None,
        notes=read_notes(said, notes) if said is not None else None,
        places=dict(places_in(answers)) | (dict(places_in(expect, "expect")) if expect else {}),
        names=dict(names_in(answers)),
        words=dict(scalars_in(answers)),
    )


def _private_in(root: Node) -> Iterator[Span]:
    for key, value in root.entries if isinstance(root, MappingNode) else ():
        match key.text:
            case "answers":
                yield from (span for _, span in scalars_in(value))
            case "history" | "notes":
                yield from private_in(value)
            case "story":
                yield value.span


def _texts(fields: Fields) -> dict[str, Any]:
    return {key: fields.text(key) for key in _TEXTS}
