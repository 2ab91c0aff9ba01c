"""What a request works with: the rulebooks that are served, the journal, the clock, the limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Final, Protocol, Self

from triage import library
from triage.journal.journal import Journal
from triage.language.approval import refuse_unapproved
from triage.language.at_hand import find_rulebook
from triage.language.load import load
from triage.library.replaying import rulebook_files
from triage.model.rulebook import Rulebook
from triage.web.people import Role
from triage.web.references import References
from triage.web.settings import RequestLimits, Settings

if TYPE_CHECKING:
    from triage.programme.monitoring import Ledger

_READ_EVERYTHING: Final = frozenset({Role.AUDITOR})


class KeptLedger(Protocol):
    """What reports of a programme have shown, held while one more is made."""

    @property
    def ledger(self) -> Ledger:
        """What was shown until now."""
        ...

    def save(self, ledger: Ledger) -> None:
        """Keep what will have been shown.

        Raises:
            TriageError: it cannot be written.
        """
        ...


Ledgers = Callable[[str], AbstractContextManager[KeptLedger]]
"""What holds the ledger of a programme, by the id of its rulebook; for one report at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Served:
    """A rulebook that is served: as data, and as what assesses by it."""

    path: Path
    model: Rulebook
    book: library.Rulebook
    files: Mapping[str, bytes] = field(repr=False)
    """Its files as they were when it was loaded, for the journal."""

    @property
    def id(self) -> str:
        """The id of the rulebook."""
        return self.model.id

    @property
    def digest(self) -> str:
        """The digest of what it means."""
        return self.model.digest


class Office:
    """What every request works with; shared by threads, and nothing in it changes but caches.

    Raises:
        RulebookError: a rulebook does not load, or is not the approved one where it must be.
        JournalError: there is no journal.
        KeyProblem: a key is missing.
    """

    def __init__(
        self, settings: Settings, now: Callable[[], datetime], ledgers: Ledgers | None = None
    ) -> None:
        self.settings = settings
        self.ledgers = ledgers
        """Where it is kept what the figures of programmes have shown, if it is."""
        self.now = now
        """The time, with its zone."""
        served = (_served(name, approved=not settings.is_local) for name in settings.rulebooks)
        self.rulebooks: Mapping[str, Served] = {each.id: each for each in served}
        """The rulebooks, by id."""
        self._references = References(settings.secret.current())
        self._archives: dict[str, str] = {}
        self._lock = Lock()
        self.journal = Journal(settings.journal, settings.keys)

    @property
    def limits(self) -> RequestLimits:
        """What requests may take."""
        return self.settings.limits

    @property
    def follows(self) -> frozenset[Role]:
        """The roles that see figures of programmes.

        Two views of them tell of somebody who came in between. So they are for those who may read
        every case behind them, and for leads of one team only where it is kept what was shown.
        """
        return _READ_EVERYTHING | ({Role.TEAM_LEAD} if self.ledgers else set())

    def today(self) -> date:
        """Return the local day."""
        return self.now().astimezone().date()

    @property
    def first(self) -> Served:
        """The rulebook to begin with, where none is named."""
        return next(iter(self.rulebooks.values()))

    def rulebook(self, name: str) -> Served | None:
        """Return a rulebook by its id; `None` where it is not served."""
        return self.rulebooks.get(name)

    def by_digest(self, digest: str) -> Served | None:
        """Return a rulebook by the digest of what it means; `None` where it is not served."""
        return next((each for each in self.rulebooks.values() if each.digest == digest), None)

    def archive(self, served: Served) -> str:
        """Keep a rulebook in the journal, once; return what `Assessed.archive` names it by."""
        with self._lock:
            if served.id not in self._archives:
                kept = self.journal.keep_rulebook(served.files, served.digest)
                self._archives[served.id] = kept
            return self._archives[served.id]

    def ref(self, case: str) -> str:
        """Return what stands for a case in addresses."""
        return self._references.of(case)

    def case(self, ref: str) -> str | None:
        """Return the local id of a case that is meant; `None` where none can be."""
        return self._references.case(ref)

    def close(self) -> None:
        """Close the journal."""
        self.journal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _served(name: str, *, approved: bool) -> Served:
    path = find_rulebook(name)
    files = rulebook_files(path)
    model = load(path)
    if approved:
        refuse_unapproved(model, path)
    return Served(path, model, library.Rulebook(model), files)
