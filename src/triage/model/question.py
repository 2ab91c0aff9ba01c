"""Questions, and what an answer to one may be (rulebook language, section 2)."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

from triage.model.condition import AsOf, Condition
from triage.model.protected import ProtectedMark

NO, YES = "no", "yes"
UP, DOWN = "up", "down"

PEOPLE, PAGE, REPORT = "people", "page", "report"
"""What a question is asked for, if not for rules."""


REST = "rest"
"""The name that stands for every row of a grid not named beside it."""


class OpenReason(enum.StrEnum):
    """Why a question has no value: three reasons that are printed apart and concluded alike."""

    ABSENT = "absent"
    UNKNOWN = "unknown"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of `values`; `ordered` (a scale) means lowest first."""

    values: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes or no."""

    @property
    def values(self) -> tuple[str, ...]:
        """The two values, as they are written in answers and outcomes."""
        return (NO, YES)


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number from `min` to `max`, both included; `unit` is a word for people."""

    min: int
    max: int
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """A date from `start` to `end`, both included."""

    start: date | AsOf
    end: date | AsOf

    def bounds(self, as_of: date) -> tuple[date, date]:
        """First and last allowed date when `as_of` is put in; the first may lie after the last."""
        first = as_of if isinstance(self.start, AsOf) else self.start
        last = as_of if isinstance(self.end, AsOf) else self.end
        return first, last


@dataclass(frozen=True, slots=True)
class Subset:
    """Any subset of `values`, the empty one included."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lookup:
    """A key of a reference table: its row fills the siblings of the question."""

    table: str


@dataclass(frozen=True, slots=True)
class Text:
    """Free text for people; no rule may test it."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """From `min` to `max` items, each answering the questions of `item`."""

    min: int
    max: int
    item: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """For each of the fixed `rows`, the questions of `item`."""

    rows: tuple[str, ...]
    item: tuple[Question, ...]


Domain = Choice | YesNo | Number | Dates | Subset | Lookup | Text | ListOf | Grid
Collection = ListOf | Grid


@dataclass(frozen=True, slots=True)
class Question:
    """One question, at the top of a rulebook or of each item of a list or row of a grid.

    `asked_when` decides where it applies; `changeable` marks what a person and a caseworker can
    work on, and `steps` which way a person can go by learning, getting or trying something: `up`
    or `down`, or values that are steps, each later one a further step. `keep_private` shields the
    answer from lists, reports and logs; `off_page` keeps also what follows from the answer off a
    page that may be printed; `used_for` says why a question that no rule reads is asked
    nevertheless; `programme_only` marks what a programme asks for itself: who belongs to it, and
    its own monitoring. Only target groups may rest on it. `concerns` says which protected
    characteristics it is about, `proxy_of` which it stands close to; `job_demand` that it says what
    a job demands, and not who the person is.

    In a conversation it is asked among the questions of the factor `theme`, else of its own. What
    is `looked_up` stands in a register or a record: it is never asked of the person.

    With `any_time`, `asked_when` decides only when it is asked: it always applies, so that its
    answer can be noted whatever else was said. `reason_off_page` are values that only a reason must
    not tell of: what is concluded from them may be printed, why may not.
    """

    id: str
    domain: Domain
    factor: str | None = None
    theme: str | None = None
    asked_when: Condition | None = None
    changeable: bool = False
    keep_private: bool = False
    off_page: bool = False
    used_for: tuple[str, ...] = ()
    programme_only: bool = False
    concerns: tuple[ProtectedMark, ...] = ()
    proxy_of: tuple[ProtectedMark, ...] = ()
    job_demand: bool = False
    steps: tuple[str, ...] = ()
    any_time: bool = False
    reason_off_page: tuple[str, ...] = ()
    looked_up: bool = False

    @property
    def asked_among(self) -> str | None:
        """The factor among whose questions it is asked."""
        return self.theme or self.factor

    @property
    def applies_when(self) -> Condition | None:
        """The condition under which it applies; `None`: always."""
        return None if self.any_time else self.asked_when
