"""Answers with some changed: what then no longer applies is left out, and said.

A change that itself does not apply beside the answers it leaves is refused, as any such answer is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from triage.diagnostics import HIDDEN, Diagnostic, InvalidAssessment
from triage.engine import Evaluator
from triage.intake.mapping import as_mapping, by_path
from triage.intake.places import (
    REASONS,
    Plain,
    checked,
    misfit,
    owner_of,
    question_at,
    unknown_question,
)
from triage.intake.reading import read_answers
from triage.model.question import REST, Grid, ListOf
from triage.model.rulebook import Rulebook
from triage.program.reads import elements

Given = Mapping[str, Plain]
"""Answers by path, as files hold them."""

Wanted = Mapping[str, Plain | None]
"""Answers that become others, by path, or are taken back."""


@dataclass(frozen=True, slots=True, repr=False)
class Changed:
    """Answers after changes, and the paths of those that no longer apply."""

    answers: Mapping[str, Any]
    set_aside: tuple[str, ...]


class ChangedAnswers:
    """Changes the answers of one assessment, given as `answers`."""

    def __init__(
        self, rulebook: Rulebook, evaluator: Evaluator, answers: Mapping[str, Any], as_of: date
    ) -> None:
        self._rulebook = rulebook
        self._evaluator = evaluator
        self._as_of = as_of
        self._answers = answers

    @cached_property
    def given(self) -> Given:
        """The answers by path."""
        return by_path(self._rulebook, read_answers(self._rulebook, self._answers, self._as_of))

    def value(self, path: str) -> Plain | None:
        """Return what was answered at a path; `unknown` and `declined` are no value."""
        found = self.given.get(path)
        return None if found in REASONS else found

    def _checked(self, path: str, value: object | None) -> Plain | None:
        """Return a value as files hold it; `None` stays.

        Raises:
            InvalidAssessment: there is no such question, or the value does not fit.
        """
        if question_at(self._rulebook, path) is None:
            raise unknown_question(path, _paths(self._rulebook))
        if value is None:
            return None
        question = self._rulebook.questions[owner_of(path)]
        domain = question.domain
        if isinstance(domain, Grid) and path == question.id and value not in REASONS:
            cells = (f"{path}.{domain.rows[0]}.{each.id}" for each in domain.item)
            raise misfit(question, ", ".join(cells))
        return checked(self._rulebook, path, value, self._as_of)

    def _check_item(self, there: Given, path: str) -> None:
        """Check that the item an answer is about is there, if it is about one.

        Raises:
            InvalidAssessment: there are fewer items.
        """
        owner, domain = owner_of(path), self._rulebook.questions[owner_of(path)].domain
        if isinstance(domain, ListOf) and not self._is_there(there, path):
            count = there.get(owner)
            details: dict[str, str | int] = {
                "count": count if isinstance(count, int) else 0,
                "allowed": f"{path.split('.')[1]}..{domain.max}",
            }
            problem = Diagnostic("wrong-number-of-items", path=owner, details=details)
            raise InvalidAssessment((problem,))

    def with_(self, changes: Mapping[str, object | None]) -> Changed:
        """Return the answers with changes; `None` takes an answer back.

        Raises:
            InvalidAssessment: a change does not fit, or does not apply.
        """
        wanted = self.wanted(changes)
        changed = self.if_standing(wanted)
        if changed is None:
            whole = as_mapping(self._rulebook, self._merged(wanted))
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
            for each in self._places(_text(path))
        }
        there = {**self.given, **found}
        for path in found:
            self._check_item({each: said for each, said in there.items() if said is not None}, path)
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
            if path not in kept and path not in wanted and owner_of(path) not in grids
        )
        return Changed(as_mapping(self._rulebook, kept), tuple(gone))

    def _merged(self, wanted: Wanted) -> Given:
        merged = {**self.given, **wanted}
        there = {path: value for path, value in merged.items() if value is not None}
        for owner in {owner_of(path) for path in wanted if owner_of(path) != path}:
            if there.get(owner) in REASONS:
                del there[owner]
        for grid in filter(self._is_grid, wanted):
            cells = [each for each in there if owner_of(each) == grid and each not in wanted]
            for each in cells:
                del there[each]
        return {path: value for path, value in there.items() if self._is_there(there, path)}

    def _is_grid(self, path: str) -> bool:
        top = self._rulebook.questions.get(path)
        return top is not None and isinstance(top.domain, Grid)

    def _places(self, path: str) -> tuple[str, ...]:
        """Return the places a path stands for; `rest` are all rows that were not answered."""
        top, *inside = path.split(".")
        question = self._rulebook.questions.get(top)
        if question is None or inside[:1] != [REST] or not isinstance(question.domain, Grid):
            return (path,)
        said = {each.split(".")[1] for each in self.given if each.startswith(f"{top}.")}
        others = [row for row in question.domain.rows if row not in said]
        return tuple(f"{top}.{row}.{inside[1]}" for row in others)

    def _is_there(self, there: Given, path: str) -> bool:
        """Say whether the item an answer is about is there, if it is about one."""
        owner = owner_of(path)
        if owner == path or not isinstance(self._rulebook.questions[owner].domain, ListOf):
            return True
        count = there.get(owner)
        return isinstance(count, int) and int(path.split(".")[1]) <= count

    def _standing(self, there: Given) -> Given:
        """Return the answers that can stand together, without those whose questions fall away."""
        behind = self._evaluator.left_behind(as_mapping(self._rulebook, there), self._as_of)
        if behind is None:
            return self._one_by_one(there)
        if not behind:
            return there
        kept = {path: value for path, value in there.items() if path not in behind}
        kept = {path: value for path, value in kept.items() if self._applies_in(behind, kept, path)}
        return self._standing(kept)

    def _applies_in(self, behind: Collection[str], there: Given, path: str) -> bool:
        return owner_of(path) not in behind and self._is_there(there, path)

    def _one_by_one(self, there: Given) -> Given:
        """Return the answers that can stand together, those asked earlier before those later."""
        order = self._evaluator.order()
        kept: dict[str, Plain] = {}
        for path in sorted(there, key=lambda each: order.get(each, len(order))):
            more = {**kept, path: there[path]}
            whole = as_mapping(self._rulebook, more)
            if self._is_there(more, path) and self._evaluator.consistent(whole, self._as_of):
                kept = more
        return kept


def _text(path: object) -> str:
    """Return a path; what is no text is the path of no question."""
    return path if isinstance(path, str) else HIDDEN


def _paths(rulebook: Rulebook) -> Iterator[str]:
    """Yield every path an answer can stand at."""
    for question in rulebook.questions.values():
        yield question.id
        if isinstance(question.domain, ListOf | Grid):
            for element in elements(rulebook, question.id):
                yield from (f"{question.id}.{element}.{each.id}" for each in question.domain.item)
