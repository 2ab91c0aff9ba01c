"""What a case file keeps of an interview: its steps, and notes. No rule reads either."""

from __future__ import annotations

from collections.abc import Iterator

from triage.cases.case_words import NOTE_KEYS, STEP_KEYS
from triage.diagnostics import listed
from triage.language.reading.fields import Fields, read_fields
from triage.language.reading.nodes import Node
from triage.language.reading.notes import Notes
from triage.language.reading.plain_data import plain_data
from triage.language.reading.shapes import list_items
from triage.model.answers import NOT_SAID
from triage.model.assessment import HistoryEntry, Note, Step

_OF_ANSWERS = ("answer", "source")
_UNANSWERED_KEYS = tuple(key for key in STEP_KEYS if key not in _OF_ANSWERS)


def read_history(node: Node, notes: Notes) -> tuple[HistoryEntry, ...]:
    """Read what stands under `history`."""
    return tuple(_entries(node, notes))


def read_notes(node: Node, notes: Notes) -> tuple[Note, ...]:
    """Read what stands under `notes`."""
    return tuple(_notes(node, notes))


def _entries(node: Node, notes: Notes) -> Iterator[HistoryEntry]:
    for place, item in enumerate(list_items(node, "history", notes), start=1):
        fields = read_fields(item, f"history.{place}", STEP_KEYS, notes)
        if fields is None or _lacks(fields, "on", "path"):
            continue
        step = fields.option("step", tuple(Step)) if "step" in fields else Step.ANSWERED
        if step == Step.ANSWERED and _lacks(fields, "answer"):
            continue
        on, path, answer = fields.day("on"), fields.text("path"), fields.get("answer")
        if on is None or path is None or step is None:
            continue
        if step != Step.ANSWERED and any(key in fields for key in _OF_ANSWERS):
            _refuse_answer(fields, notes)
            continue
        source = fields.option("source", NOT_SAID)
        if source is None and "source" in fields:
            continue
        said = None if answer is None else plain_data(answer)
        where = NOT_SAID.get(source or "")
        yield HistoryEntry(on=on, path=path, step=Step(step), answer=said, source=where)


def _refuse_answer(fields: Fields, notes: Notes) -> None:
    """Note what a step has that only an answer may have."""
    for key in _OF_ANSWERS:
        if key in fields:
            notes.error(
                "unknown-key",
                fields.key(key),
                fields.path,
                key=key,
                place=fields.path,
                known=listed(_UNANSWERED_KEYS),
            )


def _notes(node: Node, notes: Notes) -> Iterator[Note]:
    for place, item in enumerate(list_items(node, "notes", notes), start=1):
        fields = read_fields(item, f"notes.{place}", NOTE_KEYS, notes)
        if fields is None or _lacks(fields, "on", "text"):
            continue
        on, text = fields.day("on"), fields.text("text")
        if on is not None and text is not None:
            yield Note(on=on, path=fields.text("path"), text=text)


def _lacks(fields: Fields, *keys: str) -> bool:
    missing = [key for key in keys if key not in fields]
    for key in missing:
        fields.missing(key)
    return bool(missing)
