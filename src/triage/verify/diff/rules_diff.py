"""The difference of two versions of a rulebook as data: what is written otherwise, and for whom.

Pages, sheets and JSON are made of this. INVARIANT: everything is named as in the new version; what
was called otherwise before says how.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from triage.diagnostics import Shown
from triage.model.outcome import RulebookStamp
from triage.model.rulebook import Rulebook
from triage.verify.diff.region import Answered, Region
from triage.verify.diff.thing_paths import id_of

SCHEMA: Final = "triage.rules-diff/1"


class What(enum.StrEnum):
    """What became of a thing as it is written."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"


class Side(enum.StrEnum):
    """One of the two versions."""

    OLD = "old"
    NEW = "new"


# --- as it is written


@dataclass(frozen=True, slots=True)
class ChangedText:
    """A text in one language, before and after; `None` where a version has none."""

    path: str
    language: str
    before: str | None
    after: str | None

    def to_dict(self) -> dict[str, str | None]:
        """Return it as JSON-ready data."""
        return {
            "path": self.path,
            "language": self.language,
            "before": self.before,
            "after": self.after,
        }


@dataclass(frozen=True, slots=True)
class Written:
    """One thing that is written otherwise, by the path it has in texts and places.

    `formerly` is the id it had before, if another. `means_otherwise` says whether more than its
    texts and its name changed. `takes_in` and `leaves_out` are the interventions a rule is about
    now and was not, and was about and is not.
    """

    what: What
    kind: str
    path: str
    formerly: str | None = None
    means_otherwise: bool = False
    takes_in: tuple[str, ...] = ()
    leaves_out: tuple[str, ...] = ()
    texts: tuple[ChangedText, ...] = ()

    @property
    def id(self) -> str:
        """What it is called, now or last."""
        return id_of(self.path)

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return {
            "what": str(self.what),
            "kind": self.kind,
            "path": self.path,
            "formerly": self.formerly,
            "means_otherwise": self.means_otherwise,
            "takes_in": list(self.takes_in),
            "leaves_out": list(self.leaves_out),
            "texts": [each.to_dict() for each in self.texts],
        }


# --- as it comes out


@dataclass(frozen=True, slots=True)
class Movement:
    """So many (`count`) of all ways (`total`) to answer come to `after` where it was `before`.

    They are counted `over` the questions both outcomes depend on, and are ways to answer, not
    people. `output` is `typology`, `target_group`, an intervention with what of it,
    `mentor.status`, whether a warning is given, `warnings.W-late`, or whether a rule holds,
    `rules.R-mentor`. `regions` hold for them and nobody
    else; `more` says that they are not all. The assessment `shown` can be opened with the new
    version.
    """

    output: str
    before: str
    after: str
    count: int
    total: int
    over: tuple[str, ...]
    regions: tuple[Region, ...]
    more: bool
    shown: Shown

    @property
    def name(self) -> str:
        """What a declaration calls it."""
        return f"{self.output}: {self.before} -> {self.after}"

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return {
            "output": self.output,
            "before": self.before,
            "after": self.after,
            "count": self.count,
            "total": self.total,
            "over": list(self.over),
            "regions": [str(each) for each in self.regions],
            "more": self.more,
            "assessment": self.shown.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class ComesTo:
    """So many (`count`) of all ways (`total`) to answer so have the `value` of an output."""

    output: str
    value: str
    count: int
    total: int
    over: tuple[str, ...]
    shown: Shown

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return {
            "output": self.output,
            "value": self.value,
            "count": self.count,
            "total": self.total,
            "over": list(self.over),
            "assessment": self.shown.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class OneSided:
    """What only one version lets anybody answer to a question, and what comes of it there.

    `path` is that of the question. `answer` is the answer, or one of several. Nobody could answer
    so in the other version. `outcomes` has the target group, the typology and every output that
    depends on the question beside the typology, with all their values. `by_typology` names those
    that depend on it only in so far as the typology does; on others the answer has no bearing.
    """

    side: Side
    path: str
    answer: Answered
    outcomes: tuple[ComesTo, ...]
    by_typology: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return {
            "side": str(self.side),
            "question": self.path,
            "answer": self.answer.plain,
            "outcomes": [each.to_dict() for each in self.outcomes],
            "by_typology": list(self.by_typology),
        }


@dataclass(frozen=True, slots=True)
class AskedByOne:
    """A question only one version asks: in so many of all ways to answer, and what it bears on.

    `outputs` are those of that version that depend on it; where there are none, nothing follows
    from the answer.
    """

    side: Side
    path: str
    count: int
    total: int
    over: tuple[str, ...]
    outputs: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return {
            "side": str(self.side),
            "question": self.path,
            "count": self.count,
            "total": self.total,
            "over": list(self.over),
            "outputs": list(self.outputs),
        }


@dataclass(frozen=True, slots=True)
class Day:
    """What comes out differently on a day, which stands for all until the next one looked at.

    `movements` are those of everybody who can answer so in both versions, `answers` those of
    everybody else. `reasons` are movements of rules, which hold for others than before.
    `not_compared` names outputs that take too long to compare, and the paths of questions for which
    it takes too long to tell what comes of answers that only one version knows.
    """

    as_of: date
    movements: tuple[Movement, ...]
    reasons: tuple[Movement, ...] = ()
    answers: tuple[OneSided, ...] = ()
    questions: tuple[AskedByOne, ...] = ()
    not_compared: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return {
            "as_of": self.as_of.isoformat(),
            "movements": [each.to_dict() for each in self.movements],
            "reasons": [each.to_dict() for each in self.reasons],
            "answers": [each.to_dict() for each in self.answers],
            "questions": [each.to_dict() for each in self.questions],
            "not_compared": list(self.not_compared),
        }


@dataclass(frozen=True, slots=True)
class RulesDiff:
    """The difference of two versions.

    `before` is the old version under the names of the `after`, for putting either into words;
    `old` and `new` say which they are.
    """

    old: RulebookStamp
    new: RulebookStamp
    before: Rulebook
    after: Rulebook
    written: tuple[Written, ...]
    days: tuple[Day, ...]

    @property
    def movements(self) -> tuple[Movement, ...]:
        """Every outcome that moves on some day, for those who can answer so in both versions."""
        return tuple(each for day in self.days for each in day.movements)

    @property
    def is_whole(self) -> bool:
        """Whether everything was compared on every day."""
        return not any(day.not_compared for day in self.days)

    @property
    def texts(self) -> Iterator[ChangedText]:
        """Every text that changed."""
        return (text for each in self.written for text in each.texts)

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return {
            "schema": SCHEMA,
            "old": self.old.model_dump(mode="json"),
            "new": self.new.model_dump(mode="json"),
            "written": [each.to_dict() for each in self.written],
            "days": [each.to_dict() for each in self.days],
        }
