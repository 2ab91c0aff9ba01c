"""Answers, checked and filled: what every engine evaluates."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, get_args

from triage.model.answer_path import AnswerPath
from triage.model.question import OpenReason

AnswerValue = str | int | date | frozenset[str]
"""A value of a choice, scale, lookup or text; a number; a date; a set."""


class Source(enum.StrEnum):
    """Where an answer came from."""

    SAID = "said"
    LOOKED_UP = "looked_up"
    """Found in a register or a record, and not asked of the person."""
    FILLED = "filled"
    """Filled in by a table of the rulebook, from the lookup beside it."""
    CARRIED_OVER = "carried_over"
    """Taken from an earlier assessment of the same person."""


NotSaid = Literal[Source.LOOKED_UP, Source.CARRIED_OVER]
"""Where an answer that somebody gave came from, if it was not said."""

NotSaidName = Literal["looked_up", "carried_over"]
"""The same by its name."""

NOT_SAID: Mapping[str, NotSaid] = {each.value: each for each in get_args(NotSaid)}


class Origin(NamedTuple):
    """Where an answer came from, and on which day where that is known."""

    source: Source
    on: date | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What stands at a path: a value, or why there is none; and where it came from.

    The value of a list is its number of items. An absent answer comes from nowhere.
    """

    value: AnswerValue | None
    open: OpenReason | None
    origin: Origin | None

    def __repr__(self) -> str:
        """Show whether there is a value, never which."""
        return f"Answer({'known' if self.open is None else self.open.value})"


_SAID, _FILLED = Origin(Source.SAID), Origin(Source.FILLED)


@dataclass(frozen=True, slots=True, repr=False)
class Answers:
    """The answers of one assessment by path, with tables having filled what they fill. Immutable.

    `given` holds what was answered and `filled` what tables added. `counts` holds the lengths of
    given lists, and `grids` the grids that were answered at all. `reasons` holds what was
    answered as unknown or declined; everything else is absent. `origins` say where answers came
    from that were not simply said. The representation shows counts, never answers.

    INVARIANT: what a path holds in `given`, `filled`, `counts` or `reasons`, it holds in one alone.
    """

    given: Mapping[AnswerPath, AnswerValue]
    filled: Mapping[AnswerPath, AnswerValue] = field(default_factory=dict)
    counts: Mapping[AnswerPath, int] = field(default_factory=dict)
    grids: frozenset[AnswerPath] = frozenset()
    reasons: Mapping[AnswerPath, OpenReason] = field(default_factory=dict)
    origins: Mapping[AnswerPath, Origin] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in _MAPPINGS:
            object.__setattr__(self, name, MappingProxyType(getattr(self, name)))

    def __reduce__(self) -> tuple[type[Answers], tuple[Any, ...]]:
        """Pickle plain copies: views are not pickled."""
        given, filled, counts, reasons, origins = (dict(getattr(self, each)) for each in _MAPPINGS)
        return Answers, (given, filled, counts, self.grids, reasons, origins)

    def __repr__(self) -> str:
        """Show counts, never answers."""
        return f"Answers(given={len(self.given)}, filled={len(self.filled)})"

    def __getitem__(self, path: AnswerPath) -> Answer:
        """Return what stands at a path: where nothing does, that it is absent."""
        value = self.counts.get(path, self.value(path))
        reason = self.reason(path) if value is None else None
        return Answer(value, reason, None if reason is OpenReason.ABSENT else self._origin(path))

    def __iter__(self) -> Iterator[AnswerPath]:
        """Yield the paths at which something stands, in order."""
        known = {*self.given, *self.filled, *self.counts, *self.reasons}
        return iter(sorted(known, key=lambda each: each.order))

    def value(self, path: AnswerPath) -> AnswerValue | None:
        """Return the answer at a path, given or filled; `None` where it is open."""
        return self.given.get(path, self.filled.get(path))

    def reason(self, path: AnswerPath) -> OpenReason:
        """Say why an open answer is open."""
        return self.reasons.get(path, OpenReason.ABSENT)

    def _origin(self, path: AnswerPath) -> Origin:
        return self.origins.get(path, _FILLED if path in self.filled else _SAID)


_MAPPINGS = ("given", "filled", "counts", "reasons", "origins")
