"""Case files: answers with a day, and for golden cases what is expected (section 5).

YAML and JSON are read alike. An assessment written as JSON is a case file without expectations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any

from triage.cases.case_words import CASE_KEYS, TEXT_KEYS, told, words_of
from triage.cases.conversation import read_history, read_notes
from triage.cases.expectations import Expectation, read_expectation
from triage.cases.showing import shown_in, shown_keys
from triage.diagnostics import Diagnostic, InvalidAssessment, Sources, Span, TriageError
from triage.language.reading.fields import Fields, read_fields
from triage.language.reading.files import read_text
from triage.language.reading.nodes import (
    MappingNode,
    Node,
    SequenceNode,
    SourceText,
    text_of,
)
from triage.language.reading.notes import Notes
from triage.language.reading.plain_data import names_in, places_in, plain_data
from triage.language.reading.problems import Problems
from triage.language.reading.shapes import mapping_entries
from triage.language.reading.yaml_events import read_yaml
from triage.model.assessment import ASSESSMENT_SCHEMA, Assessment, HistoryEntry, Note
from triage.model.cpr import looks_like_cpr
from triage.model.rulebook import Rulebook

RulebookFor = Callable[[str | None], Rulebook]
"""Finds the rulebook of a case by the id the case gives, if any; may raise `TriageError`."""

# JSON writes a character beyond the first 65,536 as two escapes, which YAML does not know.
_TWO_ESCAPES = re.compile(
    r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
)


@dataclass(frozen=True, slots=True, repr=False)
class Case:
    """One assessment in a file. The representation shows counts, never answers.

    `rulebooks` are the ids of those it is for; of several, each reads the answers to its questions.
    `root` is all of the file, for where things stand in it and what of it may be shown.
    `remarks` are what refuses nothing and is most likely not meant.
    `history` and `notes` are an interview's, and `None` where the file has none.
    """

    answers: dict[str, Any]
    title: str | None = None
    story: str | None = None
    source: str | None = None
    because: str | None = None
    case: str | None = None
    rulebooks: tuple[str, ...] = ()
    as_of: date | None = None
    expect: Expectation | None = None
    history: tuple[HistoryEntry, ...] | None = None
    notes: tuple[Note, ...] | None = None
    root: Node | None = field(default=None, compare=False)
    remarks: tuple[Diagnostic, ...] = field(default=(), compare=False)

    def __repr__(self) -> str:
        return f"Case(answers={len(self.answers)})"

    @property
    def rulebook(self) -> str | None:
        """The first of the rulebooks it names."""
        return self.rulebooks[0] if self.rulebooks else None

    @property
    def places(self) -> Mapping[str, Span]:
        """Where the answer at each path (`goals.1.needs_danish`) stands, and each expectation.

        The path of an expectation is that in the file: `expect.rules.hold.T-none`.
        """
        expected = {f"expect.{path}": place for path, place in self._in("expect", places_in)}
        return {**dict(self._in("answers", places_in)), **expected}

    @property
    def names(self) -> Mapping[str, Span]:
        """Where the question of the answer at each path is named."""
        return dict(self._in("answers", names_in))

    def _in(
        self, part: str, found_in: Callable[[Node], Iterator[tuple[str, Span]]]
    ) -> Iterator[tuple[str, Span]]:
        node = self.root.get(part) if isinstance(self.root, MappingNode) else None
        return iter(()) if node is None else found_in(node)

    @property
    def assessment(self) -> Assessment:
        """The answers as an assessment."""
        return Assessment(
            case=self.case,
            rulebook=self.rulebooks if len(self.rulebooks) > 1 else self.rulebook,
            as_of=self.as_of,
            answers=self.answers,
            history=self.history,
            notes=self.notes,
        )


def case_of(assessment: Assessment) -> Case:
    """Return an assessment as a case; nothing of it stands in a file."""
    return Case(
        answers=dict(assessment.answers),
        case=assessment.case,
        rulebooks=assessment.rulebooks,
        as_of=assessment.as_of,
        history=assessment.history,
        notes=assessment.notes,
    )


def read_case(
    path: str | PathLike[str],
    sources: Sources | None = None,
    rulebook_for: RulebookFor | None = None,
) -> Case:
    """Read a case file, as `parse_case` does.

    Raises:
        InvalidAssessment: it cannot be read, is no case file, or has a CPR number for a name.
    """
    if looks_like_cpr(Path(path).stem):
        raise InvalidAssessment((Diagnostic("case-like-cpr"),))
    problems = Problems()
    text = read_text(Path(path), problems)
    if text is None:
        raise InvalidAssessment(problems.diagnostics)
    return parse_case(text, str(path), sources, rulebook_for)


def parse_case(
    text: str,
    name: str,
    sources: Sources | None = None,
    rulebook_for: RulebookFor | None = None,
) -> Case:
    """Read the text of a case file; diagnostics call it `name`, and `sources` receives it.

    Where something is wrong, `rulebook_for` is asked which names may be told and which answers
    shown; without it, only those of the format, and none.

    Raises:
        InvalidAssessment: it is no case file.
    """
    if text.lstrip().startswith("{"):
        text = _TWO_ESCAPES.sub(_one_character, text)
    sources = Sources() if sources is None else sources
    sources.add(name, text, private=True)
    source, problems = SourceText(name, text), Problems()
    root, case = None, None
    with problems.within():
        root = read_yaml(source, problems)
        case = _case(root, Notes(problems)) if root is not None else None
    if case is not None and not problems.errors:
        # What a garbled word was may be what somebody said.
        remarks = tuple(replace(each, nearest=None) for each in problems.diagnostics)
        return replace(case, remarks=remarks) if remarks else case
    rulebook = _rulebook_of(root, rulebook_for)
    words = words_of(rulebook)
    sources.show(shown_keys(source, words) if root is None else shown_in(root, rulebook))
    raise InvalidAssessment(told(each, words) for each in problems.errors)


def _rulebook_of(root: Node | None, rulebook_for: RulebookFor | None) -> Rulebook | None:
    named = root.get("rulebook") if isinstance(root, MappingNode) else None
    if isinstance(named, SequenceNode) and named.items:
        named = named.items[0]
    id_ = text_of(named)
    with suppress(TriageError):  # what is wrong with the case is said first
        return rulebook_for(id_) if rulebook_for else None
    return None


def _one_character(escapes: re.Match[str]) -> str:
    before, high, low = escapes.groups()
    pair = bytes.fromhex(high + low)
    return before + pair.decode("utf-16-be")


def _case(root: Node, notes: Notes) -> Case | None:
    fields = read_fields(root, "case", CASE_KEYS, notes)
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
        case=_local_id(fields, notes),
        rulebooks=_rulebooks(fields),
        as_of=fields.day("as_of"),
        expect=read_expectation(expect, notes) if expect is not None else None,
        history=read_history(history, notes) if history is not None else None,
        notes=read_notes(said, notes) if said is not None else None,
        root=root,
    )


def _rulebooks(fields: Fields) -> tuple[str, ...]:
    named = (each.text for each in fields.scalars("rulebook"))
    return tuple(dict.fromkeys(id_ for id_ in named if id_ is not None))


def _local_id(fields: Fields, notes: Notes) -> str | None:
    id_ = fields.text("case")
    if id_ is not None and looks_like_cpr(id_):
        notes.error("case-like-cpr", fields.key("case"), "case")
    return id_


def _texts(fields: Fields) -> dict[str, Any]:
    return {key: fields.text(key) for key in TEXT_KEYS}
