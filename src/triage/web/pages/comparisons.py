"""Drafts of rulebooks, compared with what is served beside the requests.

What comes of one is kept in memory, for whoever sent it and until they send another. Of the draft
nothing is kept.
"""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Annotated, Final

from fastapi import Depends, Request

from triage.diagnostics import Diagnostic
from triage.library.time_limit import time_limit
from triage.model.rulebook import Rulebook
from triage.verify.diff import RulesDiff, difference
from triage.web.beside import Beside
from triage.web.people import Person
from triage.web.problems import Busy

_SECONDS: Final = 600
"""What comparing may take; `triage rules diff` takes as long as it takes."""

_MOST_WAITING: Final = 4
_MOST_KEPT: Final = 20


@dataclass(frozen=True, slots=True)
class Comparison:
    """A draft that is compared with a rulebook, by its digest, or was."""

    digest: str
    since: datetime
    found: Future[RulesDiff]


class Comparisons:
    """The last comparison of each person, of those that were begun last."""

    def __init__(self, beside: Beside) -> None:
        self._beside = beside
        self._of = OrderedDict[str, Comparison]()
        self._lock = Lock()

    def begin(self, person: Person, served: Rulebook, draft: Rulebook, now: datetime) -> None:
        """Compare a draft with what is served, in the place of what the person sent before.

        Raises:
            Busy: others wait already.
        """
        with self._lock:
            before = self._of.pop(person.id, None)
            if before is not None:
                before.found.cancel()
            if sum(not each.found.done() for each in self._of.values()) >= _MOST_WAITING:
                raise Busy((Diagnostic("web-busy"),))
            found = self._beside.begin(lambda: _compared(served, draft))
            self._of[person.id] = Comparison(served.digest, now, found)
            if len(self._of) > _MOST_KEPT:
                _, oldest = self._of.popitem(last=False)
                oldest.found.cancel()

    def of(self, person: Person, served: Rulebook) -> Comparison | None:
        """Return what a person compares with a rulebook, or compared last; `None` of another."""
        found = self._of.get(person.id)
        return found if found and found.digest == served.digest else None


def _compared(served: Rulebook, draft: Rulebook) -> RulesDiff:
    with time_limit(_SECONDS):
        return difference(served, draft)


def _comparisons(request: Request) -> Comparisons:
    comparisons: Comparisons = request.app.state.comparisons
    return comparisons


AtComparisons = Annotated[Comparisons, Depends(_comparisons)]
