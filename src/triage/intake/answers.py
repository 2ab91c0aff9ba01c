"""Answers, checked and filled: what every engine evaluates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from triage.model.question import OpenReason

AnswerValue = str | int | date | frozenset[str]
"""A value of a choice, scale, lookup or text; a number; a date; a set."""


@dataclass(frozen=True, slots=True, repr=False)
class Answers:
    """The answers of one assessment by path, with tables having filled what they fill.

    `given` holds what was answered and `filled` what tables added. `counts` holds the lengths of
    given lists, and `grids` the grids that were answered at all. `reasons` holds what was
    answered as unknown or declined; everything else is absent. The representation shows counts,
    never answers.
    """

    given: Mapping[str, AnswerValue]
    filled: Mapping[str, AnswerValue] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    grids: frozenset[str] = frozenset()
    reasons: Mapping[str, OpenReason] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Show counts, never answers."""
        return f"Answers(given={len(self.given)}, filled={len(self.filled)})"

    def value(self, path: str) -> AnswerValue | None:
        """Return the answer at a path, given or filled; `None` where it is open."""
        return self.given.get(path, self.filled.get(path))

    def reason(self, path: str) -> OpenReason:
        """Say why an open answer is open."""
        return self.reasons.get(path, OpenReason.ABSENT)
