"""The same rulebook and the same answers in another order (rulebook language, section 4.8)."""

from __future__ import annotations

from typing import Any

from tests.strategies.drawing import Draw, shuffled
from tests.strategies.shape import Document


def reordered(draw: Draw, document: Document) -> Document:
    """Draw another order of a document wherever order says nothing.

    Order is kept where it has a meaning: of values, of steps, of what comes first in a plan, and
    of rules of which the first decides.
    """
    drawn: Document = {}
    for section in shuffled(draw, document):
        first = section == "findings" or (
            section in ("typologies", "target_groups")
            and document[section].get("policy") == "first"
        )
        kept = section in ("rulebook", "first_steps")
        body = document[section]
        drawn[section] = body if kept else _Reordering(draw, first).node(section, body)
    return drawn


class _Reordering:
    def __init__(self, draw: Draw, first: bool) -> None:
        self._draw = draw
        self._first = first

    def node(self, key: str, its: Any) -> Any:
        """Reorder what stands under a key, and all within."""
        if isinstance(its, dict):
            if isinstance(its.get("rows"), list) and "columns" in its and "kind" not in its:
                return self._table(its)
            keys = list(its) if key in ("values", "rows") else shuffled(self._draw, its)
            return {inner: self.node(inner, its[inner]) for inner in keys}
        if isinstance(its, list):
            parts = [self.node("", part) for part in its]
            kept = key in ("values", "steps") or (self._first and key in ("rules", "table"))
            return parts if kept else shuffled(self._draw, parts)
        return its

    def _table(self, table: Document) -> Document:
        """Reorder the columns of a decision table, and its rows where none comes first."""
        columns = shuffled(self._draw, range(len(table["columns"])))
        rows = table["rows"] if self._first else shuffled(self._draw, table["rows"])
        return {
            "rows": [[self.node("", row[column]) for column in columns] for row in rows],
            "columns": [table["columns"][column] for column in columns],
        }


def reordered_answers(draw: Draw, answers: Any) -> Any:
    """Draw another order of the keys of answers; the items of lists stay where they are."""
    if isinstance(answers, dict):
        return {key: reordered_answers(draw, answers[key]) for key in shuffled(draw, answers)}
    if isinstance(answers, list):
        return [reordered_answers(draw, item) for item in answers]
    return answers
