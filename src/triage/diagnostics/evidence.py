"""What shows a finding about meaning: constructed assessments, exact counts, a way to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Answers = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Shown:
    """One constructed assessment: nobody's answers.

    `because` are the answers it is about, by path; `answers` are all of them, as a case file has
    them, and `as_of` is the day, as ISO text.
    """

    as_of: str
    because: Answers
    answers: Answers

    @property
    def day(self) -> date:
        """The day it is assessed for."""
        return date.fromisoformat(self.as_of)

    def to_dict(self) -> dict[str, object]:
        """Return it as plain data."""
        return {"as_of": self.as_of, "because": dict(self.because), "answers": dict(self.answers)}


@dataclass(frozen=True, slots=True)
class Evidence:
    """So many (`count`) of all (`total`) ways to answer the questions `over`, and examples.

    `proposal` is a piece of a rulebook that would mend it, as a file would have it.
    """

    shown: tuple[Shown, ...] = ()
    count: int | None = None
    total: int | None = None
    over: tuple[str, ...] = ()
    proposal: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return it as plain data, with the same keys every time."""
        return {
            "count": self.count,
            "total": self.total,
            "over": list(self.over),
            "assessments": [each.to_dict() for each in self.shown],
            "proposal": self.proposal,
        }
