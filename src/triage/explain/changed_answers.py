"""Answers with some changed: what then no longer applies is left out, and said.

A change that itself does not apply beside the answers it leaves is refused, as any such answer is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from triage.diagnostics import HIDDEN, InvalidAssessment
from triage.engine import Evaluator
from triage.intake.mapping import by_path, check_item, is_there, read_by_path
from triage.intake.places import (
    REASONS,
    Plain,
    checked,
    misfit,
    path_at,
    unknown_question,
)
from triage.model.answer_path import AnswerPath, Element
from triage.model.answers import Answers
from triage.model.question import REST, Grid, ListOf
from triage.model.rulebook import Rulebook
from triage.program.reads import elements

Given = Mapping[AnswerPath, Plain]
"""Answers by path, as files hold them."""

Wanted = Mapping[AnswerPath, Plain | None]
"""Answers that become others, by path, or are taken back."""


@dataclass(frozen=True, slots=True, repr=False)
class Changed:
    """Answers after changes, and the paths of those that no longer apply."""

    answers: Answers
    set_aside: tuple[AnswerPath, ...]


class ChangedAnswers:
    """Changes the answers of one assessment, given as `answers`."""

    def __init__(
        self, rulebook: Rulebook, evaluator: Evaluator, answers: Answers, as_of: date
    ) -> None:
        self._rulebook = rulebook
        self._evaluator = evaluator
        self._as_of = as_of
        self._answers = answers

    @cached_property
    def given(self) -> Given:
        """The answers by path."""
        return by_path(self._rulebook, self._answers)

    def _checked(self, path: AnswerPath, value: object | None) -> Plain | None:
        """Return a value as files hold it; `None` stays.

        Raises:
            InvalidAssessment: the value does not fit.
        """
        if value is None:
            return None
        question = self._rulebook.questions[path.question]
        domain = question.domain
        if isinstance(domain, Grid) and path.element is None and value not in REASONS:
            cells = (Element(path, domain.rows[0]).at(each.id) for each in domain.item)
            raise misfit(question, "one-of", ", ".join(cells))
        return checked(self._rulebook, path, value, self._as_of)

    def with_(self, changes: Mapping[str, object | None]) -> Changed:
        """Return the answers with changes; `None` takes an answer back.

        Raises:
            InvalidAssessment: a change does not fit, or does not apply.
        """
        wanted = self.wanted(changes)
        changed = self.if_standing(wanted)
        if changed is None:
            whole = self._read(self._merged(wanted))
            self._evaluator.typologies(whole, self._as_of)  # names what contradicts what
            raise InvalidAssessment(())
        return changed

    def wanted(self, changes: Mapping[str, object | None]) -> Wanted:
        """Check changes, and give them by every path they stand for.

        Raises:
            InvalidAssessment: there is no such question or item, or a value does not fit.
        """
        found = {
            each: self._checked(each, value)
            for path, value in changes.items()
            for each in self._places(path)
        }
        merged = {**self.given, **found}
        there = {path: value for path, value in merged.items() if value is not None}
        for path in found:
            check_item(self._rulebook, there, path)
        return found

    def if_standing(self, wanted: Wanted) -> Changed | None:
        """Return the answers with changes; nothing where one of these does not apply."""
        there = self._merged(wanted)
        kept = self._standing(there)
        if any(value is not None and path not in kept for path, value in wanted.items()):
            return None
        grids = set(filter(self._is_grid, wanted))  # their cells go with them
        gone = (
            path
            for path in self.given
            if path not in kept and path not in wanted and path.owner not in grids
        )
        return Changed(self._read(kept), tuple(gone))

    def _read(self, there: Given) -> Answers:
        return read_by_path(self._rulebook, there, self._as_of)

    def _merged(self, wanted: Wanted) -> Given:
        merged = {**self.given, **wanted}
        there = {path: value for path, value in merged.items() if value is not None}
        for owner in {path.owner for path in wanted if path.element is not None}:
            if there.get(owner) in REASONS:
                del there[owner]
        for grid in filter(self._is_grid, wanted):
            cells = [each for each in there if each.owner == grid and each not in wanted]
            for each in cells:
                del there[each]
        return {path: value for path, value in there.items() if is_there(there, path)}

    def _is_grid(self, path: AnswerPath) -> bool:
        return isinstance(self._rulebook.questions[path.question].domain, Grid) and (
            path.element is None
        )

    def _places(self, text: object) -> tuple[AnswerPath, ...]:
        """Return the places a path stands for; `rest` are all rows that were not answered.

        Raises:
            InvalidAssessment: there is no such question.
        """
        path = path_at(self._rulebook, text) if isinstance(text, str) else None
        if path is None:
            name = text if isinstance(text, str) else HIDDEN
            sayable = self._rulebook.texts.unsaid.shown(_paths(self._rulebook))
            raise unknown_question(name, sayable)
        if path.row != REST:
            return (path,)
        domain = self._rulebook.collection(path.question)
        assert isinstance(domain, Grid)
        said = {each.row for each in self.given if each.question == path.question}
        return tuple(path.in_row(row) for row in domain.rows if row not in said)

    def _standing(self, there: Given) -> Given:
        """Return the answers that can stand together, without those whose questions fall away."""
        behind = self._evaluator.left_behind(self._read(there), self._as_of)
        if behind is None:
            return self._one_by_one(there)
        if not behind:
            return there
        kept = {path: value for path, value in there.items() if path not in behind}
        return self._standing(
            {
                path: value
                for path, value in kept.items()
                if path.owner not in behind and is_there(kept, path)
            }
        )

    def _one_by_one(self, there: Given) -> Given:
        """Return the answers that can stand together, those asked earlier before those later."""
        order = self._evaluator.order()
        kept: dict[AnswerPath, Plain] = {}
        for path in sorted(there, key=lambda each: order.get(each, len(order))):
            more = {**kept, path: there[path]}
            whole = self._read(more)
            if is_there(more, path) and self._evaluator.consistent(whole, self._as_of):
                kept = more
        return kept


def _paths(rulebook: Rulebook) -> Iterator[AnswerPath]:
    """Yield every path an answer can stand at."""
    for question in rulebook.questions.values():
        yield AnswerPath.of(question.id)
        if isinstance(question.domain, ListOf | Grid):
            for element in elements(rulebook, question.id):
                yield from (element.at(each.id) for each in question.domain.item)
