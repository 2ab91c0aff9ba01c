"""What breaks the bounds of questions that are kept apart, by a mark of theirs, from all others."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from triage.model.question import Grid, ListOf, Question
from triage.model.rulebook import Rulebook


def marked_alone(rulebook: Rulebook, mark: str) -> Iterator[tuple[str, str]]:
    """Yield marked questions inside a list or grid that is not, as path and id of that one."""
    for question in rulebook.questions.values():
        for item in _items(question) if not getattr(question, mark) else ():
            if getattr(item, mark):
                yield f"questions.{question.id}.item.{item.id}", question.id


def _items(question: Question) -> tuple[Question, ...]:
    return question.domain.item if isinstance(question.domain, ListOf | Grid) else ()


def filled_outside(rulebook: Rulebook, apart: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Yield path of the table, lookup and column where one kept apart fills one that is not."""
    for (owner, lookup), columns in rulebook.fillings.items():
        for table, column in columns if owner is None and lookup in apart else ():
            if column not in apart:
                yield f"tables.{table}", lookup, column
