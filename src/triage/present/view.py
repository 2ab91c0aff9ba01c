"""What every section of the page reads."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from triage.explain.answered import Answered, answered
from triage.explain.off_page import OffPage
from triage.explain.open_questions import StillOpen
from triage.explain.plan import Plan, plan_of
from triage.intake.off_page import without_off_page
from triage.model.answer_path import AnswerPath
from triage.model.answers import Answers
from triage.model.outcome import Outcome
from triage.model.rulebook import Rulebook, Subject
from triage.present.choices import NONE_MADE, StaffChoices
from triage.present.conditions import ConditionWords
from triage.present.legal_basis import LegalBasis
from triage.present.names import Names
from triage.present.wording import Words

MOST_NAMED = 6
"""So many things of which nothing is told are named, and how many more there are."""

NONE_AGREED: Final[Mapping[str, date | None]] = MappingProxyType({})
"""Nothing was agreed on, as far as the page knows."""


@dataclass(frozen=True, slots=True)
class View:
    """One assessment with its outcome, and the words to tell it in.

    A page `for_staff` keeps nothing off. Any other is of an assessment that may be printed
    (`Assessed.printable`). With `everything`, which is for staff too, it also shows what is not
    suggested. `choices` is what staff made of it since; `agreed` are the interventions agreed on
    with the person, and by when each begins.
    """

    rulebook: Rulebook
    answers: Answers
    outcome: Outcome
    words: Words
    names: Names
    conditions: ConditionWords
    plan: Plan
    still_open: StillOpen | None
    off_page: OffPage
    legal_basis: LegalBasis
    case: str | None
    for_staff: bool
    everything: bool
    choices: StaffChoices
    agreed: Mapping[str, date | None]

    def given(self, role: str) -> tuple[Answered, ...]:
        """Return the answers to the questions with a role on the page, private ones left out."""
        return tuple(each for each in self._known(role) if not each.question.keep_private)

    def contact(self) -> tuple[Answered, ...]:
        """Return the answers on how she may be reached, for staff alone."""
        return tuple(self._known("contact")) if self.for_staff else ()

    def _known(self, role: str) -> Iterator[Answered]:
        by_path = {found.path: found for found in answered(self.rulebook, self.answers)}
        asked = map(AnswerPath.of, self.rulebook.page.get(role, ()))
        found = (by_path[path] for path in asked if path in by_path)
        return (each for each in found if each.answer is not None)


def view_of(  # noqa: PLR0913 - everything a page is made from
    rulebook: Rulebook,
    answers: Answers,
    outcome: Outcome,
    language: str,
    *,
    case: str | None = None,
    still_open: StillOpen | None = None,
    by_hand: Collection[str] = (),
    without: Collection[str] = (),
    for_staff: bool = False,
    everything: bool = False,
    choices: StaffChoices = NONE_MADE,
    agreed: Mapping[str, date | None] = NONE_AGREED,
    on_screen: bool = False,
) -> View:
    """Gather what the sections read; `without` are interventions the caseworker leaves out.

    Raises:
        ValueError: it is not for staff, and answers are among them that are kept off a page.
    """
    for_staff = for_staff or everything
    if not for_staff and without_off_page(rulebook, answers) is not answers:
        raise ValueError("answers that are kept off the page are never on one")
    words = Words(language, rulebook.subject is Subject.MUNICIPALITY, on_screen)
    names = Names(rulebook, words)
    off_page = OffPage(rulebook, outcome, everything=for_staff)
    return View(
        rulebook=rulebook,
        answers=answers,
        outcome=outcome,
        words=words,
        names=names,
        conditions=ConditionWords(rulebook, words, names, discreet=True),
        plan=plan_of(
            rulebook,
            outcome,
            lambda id_: id_ in without or off_page.suggested(id_),
            by_hand,
            still_open.awaited if still_open else (),
        ),
        still_open=still_open,
        off_page=off_page,
        legal_basis=LegalBasis(rulebook, words, names),
        case=case,
        for_staff=for_staff,
        everything=everything,
        choices=choices,
        agreed=agreed,
    )
