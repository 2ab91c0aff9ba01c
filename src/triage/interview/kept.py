"""An interview kept somewhere: each step is saved before it counts, and over nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from triage.interview.machine import Interview
from triage.model.assessment import Assessment

V = TypeVar("V")


class InterviewStorage(Protocol[V]):
    """Where one interview is kept, by whoever embeds it.

    A version is whatever tells one state of what is kept from another, such as a number in a row
    or the tag of a document. INVARIANT: `save` compares and writes in one step.
    """

    def load(self) -> tuple[Assessment, V]:
        """Return what is kept, and its version."""
        ...

    def save(self, assessment: Assessment, expected: V) -> V:
        """Keep an assessment in place of the version expected; return the new version.

        Raises:
            ChangedMeanwhile: another version is kept; nothing was written.
        """
        ...


class KeptInterview:
    """An interview in a storage, as far as it was saved. Not to be shared by threads."""

    def __init__(
        self, storage: InterviewStorage[V], begin: Callable[[Assessment], Interview]
    ) -> None:
        self._storage = storage
        self._begin = begin
        self.reload()

    def __repr__(self) -> str:
        return f"KeptInterview({self.interview!r})"

    def reload(self) -> Interview:
        """Begin from what is kept now, and return it; what the storage raises is raised."""
        assessment, self._version = self._storage.load()
        self.interview = self._begin(assessment)
        return self.interview

    def step(self, take: Callable[[Interview], Interview]) -> Interview:
        """Take a step, save what comes of it, and return it.

        Where the step or saving fails, the interview is as before.

        Raises:
            ChangedMeanwhile: somebody else has saved; `reload` shows what.
            InvalidAssessment: the step cannot be taken.
        """
        taken = take(self.interview)
        self._version = self._storage.save(taken.assessment, self._version)
        self.interview = taken
        return taken
