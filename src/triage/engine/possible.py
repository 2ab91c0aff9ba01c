"""What all engines find, before it is written up: the possible values of every output.

Values are frozen sets, so that equal findings can share what is written of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, TypeVar

from triage.diagnostics import Diagnostic
from triage.model.answer_path import AnswerPath
from triage.model.guarantee import Status
from triage.model.outcome import RuleState

T = TypeVar("T", bound=int | str | None)

_KEPT = 1 << 12
"""So many sets of one value are kept, for all rulebooks together."""


class NoCompletion(Exception):
    """The answers contradict each other: nothing completes them (section 4.1).

    Never leaves the engine, which names a smallest contradicting set instead.
    """


class Conclusion(NamedTuple):
    """The outputs in one completion (sections 4.3 and 4.4).

    `rules` holds the ids of the rules that hold. An intervention is absent from `starts` where
    nothing recommends it; `limits` holds the limits some rule sets.
    """

    target_group: str | None
    typology: str | None
    statuses: Mapping[str, Status]
    starts: Mapping[str, str]
    limits: Mapping[str, Mapping[str, int]]
    rules: frozenset[str]


@lru_cache(_KEPT, typed=True)
def alone(value: T) -> frozenset[T]:
    """Return the set of one value; equal ones are the same set."""
    return frozenset((value,))


@dataclass(slots=True)
class Possible:
    """The outputs over all completions (section 4.5).

    `limit` says why they are not exact where they are not: they may then hold more than there is.
    """

    target_group: frozenset[str] = frozenset()
    typology: frozenset[str] = frozenset()
    statuses: dict[str, frozenset[Status]] = field(default_factory=dict)
    starts: dict[str, frozenset[str | None]] = field(default_factory=dict)
    limits: dict[str, dict[str, frozenset[int | None]]] = field(default_factory=dict)
    rules: dict[str, RuleState] = field(default_factory=dict)
    open: set[AnswerPath] = field(default_factory=set)
    limit: tuple[Diagnostic, ...] = ()
