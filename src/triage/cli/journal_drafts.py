"""A conversation kept in a journal: sealed after every answer, and never over somebody else's."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from triage.cases.case_file import Case, case_of
from triage.cli.dialogue import Overtaken
from triage.cli.journal_options import Office
from triage.diagnostics import ChangedMeanwhile, Diagnostic, TriageError
from triage.interview import Interview
from triage.journal.noted import Stamp
from triage.journal.sequence import OutOfSequence
from triage.library.noting import opening
from triage.model.assessment import Assessment
from triage.present import InterviewWords


@dataclass(frozen=True, slots=True)
class Begun:
    """An unfinished conversation that goes on: what was said, and who saved which version."""

    case: Case
    version: int
    saved: Stamp


def begun_in(office: Office, case: str) -> Begun | None:
    """Return the unfinished conversation of a case, if any; the caller notes that it was read."""
    if not office.journal.has(case):
        return None
    draft = office.draft(case)
    saved = draft.saved()
    if saved is None:
        return None
    assessment, version = draft.load()
    return Begun(case_of(assessment), version, saved)


class DraftKeeper:
    """Keeps one conversation beside the events of its case.

    INVARIANT: a conversation is written over only while it is what this one read or saved.
    """

    def __init__(
        self,
        office: Office,
        case: str,
        version: int,
        words: InterviewWords,
        begin: Callable[[Assessment], Interview],
    ) -> None:
        """Keep the conversation of a case in place of a version; 0 where none is kept.

        The case need not be in the journal yet. Where somebody else has saved, `begin` goes on
        from that.
        """
        self._office, self._case, self._words, self._begin = office, case, words, begin
        self.version = version

    def __enter__(self) -> DraftKeeper:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the conversation where it is."""

    @property
    def place(self) -> str:
        """What the place is called in a sentence."""
        return self._words.say("draft_place", case=self._case)

    @property
    def holds_any(self) -> bool:
        """Whether anything was kept."""
        return self.version > 0

    def keep(self, interview: Interview) -> None:
        """Seal the conversation into the journal; the case is opened where it is not open.

        Raises:
            Overtaken: somebody else has saved another; nothing was written.
            TriageError: somebody else has ended it, or the journal refuses.
        """
        if events := opening(self._office.journal, self._case):
            with suppress(OutOfSequence):  # somebody else has opened it since
                self._office.note(self._case, *events)
        draft = self._office.draft(self._case)
        try:
            self.version = draft.save(interview.assessment, self.version)
        except ChangedMeanwhile:
            assessment, self.version = draft.load()
            saved = draft.saved()
            if saved is None or not self.version:
                raise TriageError((Diagnostic("journal-draft-ended"),)) from None
            told = self._words.say("draft_overtaken", by=saved.by.id)
            raise Overtaken(self._begin(assessment), told) from None
