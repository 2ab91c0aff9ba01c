"""What is held about one case: its file, and whatever else was found that is about it."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from triage.cases.case_file import Case


class Place(enum.StrEnum):
    """Where a trace of a case was found, beside its file."""

    BEFORE_EDIT = "before_edit"
    """In the journal of a change that was broken off: the file as it was."""
    AFTER_EDIT = "after_edit"
    """The same: the file as it would have become."""
    BACKUP = "backup"
    """A copy that an editor leaves under a name made from that of the file."""
    SAME_ID = "same_id"
    """Another case file in the folder, with the same id of the case."""
    EARLIER = "earlier"
    """In the journal: what an earlier assessment was made of."""
    DRAFT = "draft"
    """In the journal: a talk that is not over."""
    UNFINISHED = "unfinished"
    """What a write that was broken off has left; nobody can tell of which file."""


@dataclass(frozen=True, slots=True, repr=False)
class Trace:
    """One place where something is held; `case` is what it says, where that can be read."""

    place: Place
    name: str
    case: Case | None

    def __repr__(self) -> str:
        return f"Trace(place={self.place.value!r})"


@dataclass(frozen=True, slots=True, repr=False)
class Held:
    """The case file, its comments, and the traces of it elsewhere."""

    case: Case
    comments: tuple[str, ...] = ()
    traces: tuple[Trace, ...] = ()

    def __repr__(self) -> str:
        return f"Held(traces={len(self.traces)})"
