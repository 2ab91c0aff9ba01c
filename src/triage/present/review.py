"""Marks on what must be looked at before a page about a person is handed over to her or him."""

from __future__ import annotations

import enum
from collections.abc import Iterable

from triage.intake.places import path_at
from triage.model.protected import Characteristic
from triage.model.questions_read import questions_read
from triage.model.rulebook import Rulebook
from triage.model.walk import asserted
from triage.present.blocks import Line, Tone
from triage.present.held_answers import HeldAnswer
from triage.present.wording import Words


class Review(enum.StrEnum):
    """Why something must be looked at."""

    SAFETY = "safety"
    """It is kept off pages that may be printed, or follows from what is: safety, home, health."""
    FAMILY = "family"
    """The rulebook says that it concerns the family: others than the person."""
    OTHERS = "others"
    """Somebody wrote it freely, and may have written of others."""


class ReviewMarks:
    """Marks passages, and counts how many it has marked."""

    def __init__(self, rulebook: Rulebook, words: Words) -> None:
        """Go by what `rulebook` keeps off pages."""
        self._rulebook, self._words = rulebook, words
        self.count = 0
        """So many passages were marked so far."""

    def of(self, *found: Review | None) -> tuple[Line, ...]:
        """Mark a passage for some reasons; for none, it is not marked."""
        why = [each for each in Review if each in found]
        self.count += bool(why)
        said = (self._words.say(f"access.review_{each}") for each in why)
        return tuple(Line(each, tone=Tone.STRONG) for each in said)

    def of_answer(self, answer: HeldAnswer) -> tuple[Line, ...]:
        """Mark an answer by its question, by what it says of the family, and where it is free."""
        others = Review.OTHERS if answer.is_free_text else None
        family = Review.FAMILY if self._is_about_family(answer) else None
        return self.of(self.about(answer.path), family, others)

    def of_path(self, path: str) -> tuple[Line, ...]:
        """Mark what was done with a question."""
        return self.of(self.about(path))

    def of_rules(self, rules: Iterable[str]) -> tuple[Line, ...]:
        """Mark what follows from rules, where one holds because of what is kept off pages."""
        return self.of(Review.SAFETY if any(map(self._is_kept_off, rules)) else None)

    def _is_kept_off(self, rule: str) -> bool:
        book = self._rulebook
        read = questions_read(book.findings, asserted(book.conditions[rule]))
        return any(book.questions[owner or question].off_page for owner, _, question in read)

    def _is_about_family(self, answer: HeldAnswer) -> bool:
        """Say whether a question concerns the family, in this row or with this answer."""
        path, given = answer.path, answer.value
        if path is None:
            return False
        said = {path.row, *(map(str, given) if isinstance(given, list) else [str(given)])}
        marks = self._rulebook.questions[path.question].concerns
        return any(
            each.characteristic is Characteristic.FAMILY and (not each.of or said & {*each.of})
            for each in marks
        )

    def about(self, path: str | None) -> Review | None:
        """Say what a question is about that is looked at first, if anything."""
        at = None if path is None else path_at(self._rulebook, path)
        if at is None or not self._rulebook.questions[at.question].off_page:
            return None
        return Review.SAFETY
