"""A case as its pages show it: assessed now from its conversation, or again as it was noted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from triage import library
from triage.explain import Assessed, ExplainedOutcome, assessed_of
from triage.journal.events import About, Agreed, Confirmed, Declined, Departed, Suggested
from triage.journal.events import Assessed as Noted
from triage.journal.sequence import Sequence
from triage.library.replaying import assessed_again, kept_rulebook
from triage.model.assessment import Assessment
from triage.model.rulebook import Rulebook
from triage.present.choices import NONE_MADE, StaffChoices, choices_in
from triage.web.case_access import CaseAccess
from triage.web.office import Office, Served
from triage.web.pages.meeting import assessed_in, served_for


@dataclass(frozen=True, slots=True, repr=False)
class ShownCase:
    """An assessed case, and what staff made of it; or a conversation in progress, by its version.

    `served` is the rulebook of the latter.
    """

    outcome: ExplainedOutcome
    assessment: Assessment
    choices: StaffChoices = NONE_MADE
    served: Served | None = None
    draft: int | None = None

    @property
    def is_draft(self) -> bool:
        """Whether it is not noted in the journal."""
        return self.draft is not None

    @property
    def assessed(self) -> Assessed:
        """What pages are made of."""
        return assessed_of(self.outcome)


@contextmanager
def shown_case(office: Office, access: CaseAccess) -> Iterator[ShownCase | None]:
    """Yield a case as it stands: from the conversation in progress, else as it was last noted.

    `None` where nothing was said yet. It is by the rulebook as it was, whose translations go with
    the block.

    Raises:
        TriageError: its rulebook is not at hand any more, or being exact takes too much.
    """
    kept, version = access.draft().load()
    if version and kept.answers:
        yield _now(office, kept, version)
        return
    history = () if access.standing.assessed is None else access.history()
    noted = assessed_in(history)
    if noted is None:
        yield None
        return
    with _noted_book(office, noted) as book:
        outcome = assessed_again(book, noted.assessment, noted.outcome)
        given = Assessment.model_validate(noted.assessment)
        yield ShownCase(outcome, given, choices_in(history))


def _now(office: Office, kept: Assessment, version: int) -> ShownCase:
    served = served_for(office, kept)
    today = kept.model_copy(update={"as_of": office.today()})
    outcome = served.book.assess(today, most_seconds=office.limits.seconds)
    return ShownCase(outcome, today, served=served, draft=version)


@contextmanager
def noted_rulebook(office: Office, noted: Noted) -> Iterator[Rulebook]:
    """Yield the rulebook a case was assessed by: one that is served, else as it was kept.

    Raises:
        TriageError: it was not kept, or does not load any more.
    """
    served = office.by_digest(noted.rulebook.digest)
    if served is not None:
        yield served.model
        return
    with kept_rulebook(office.journal.rulebook_files(str(noted.archive))) as rulebook:
        yield rulebook


@contextmanager
def _noted_book(office: Office, noted: Noted) -> Iterator[library.Rulebook]:
    """Yield what assesses by the rulebook of a case: made once where that is served."""
    served = office.by_digest(noted.rulebook.digest)
    with noted_rulebook(office, noted) as rulebook:
        yield library.Rulebook(rulebook) if served is None else served.book


def suggestion_in(case: Sequence) -> tuple[int, Suggested] | None:
    """Return the last suggestion of a case that counts, and its number."""
    every = reversed(case.counting.items())
    return next(((at, each) for at, each in every if isinstance(each, Suggested)), None)


def left_out_in(case: Sequence) -> tuple[str, ...]:
    """Return the interventions that are not hers, of those that were suggested last.

    A worker departed from them, or she said no to them, and nobody has chosen them since.
    """
    found = suggestion_in(case)
    since = 0 if found is None else found[0]
    departed = {
        each.about.intervention
        for each in case.counting.values()
        if isinstance(each, Departed) and each.suggested >= since
    }
    left_out = {id_ for id_ in departed if id_} - case.chosen
    return tuple(sorted(left_out | _declined(case, since)))


def _declined(case: Sequence, since: int) -> set[str]:
    """Return the interventions she has said no to since an event, and that none chose later."""
    found = set[str]()
    for number, event in case.counting.items():
        match event:
            case Declined(intervention=id_) if number > since:
                found.add(id_)
            case (
                Agreed(intervention=id_)
                | Confirmed(about=About(intervention=str(id_)))
                | Departed(instead=About(intervention=str(id_)))
            ):
                found.discard(id_)
            case _:
                pass
    return found
