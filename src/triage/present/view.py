"""What every section of the page reads."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from triage.explain.answered import Answered, answered
from triage.explain.off_page import OffPage
from triage.explain.open_questions import StillOpen
from triage.explain.plan import Plan, plan_of
from triage.intake.off_page import without_off_page
from triage.model.answer_path import AnswerPath
from triage.model.answers import Answers
from triage.model.outcome import Outcome
from triage.model.rulebook import Rulebook
from triage.present.conditions import ConditionWords
from triage.present.legal_basis import LegalBasis
from triage.present.names import Names
from triage.present.wording import Words


@dataclass(frozen=True, slots=True)
class View:
    """One assessment with its outcome, and the words to tell it in.

    `everything` also shows what is not suggested, shortens nothing and keeps nothing off. Without
    it, the assessment is one that may be printed (`Assessed.printable`).
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
    everything: bool

    def given(self, role: str) -> tuple[Answered, ...]:
        """Return the answers to the questions with a role on the page, private ones left out."""
        by_path = {found.path: found for found in answered(self.rulebook, self.answers)}
        known = (
            by_path.get(AnswerPath.of(question)) for question in self.rulebook.page.get(role, ())
        )
        return tuple(
            found
            for found in known
            if found and found.answer is not None and not found.question.keep_private
        )


def view_of(  # noqa: PLR0913 - everything a page is made from
    rulebook: Rulebook,
    answers: Answers,
    outcome: Outcome,
    language: str,
    *,
    case: str | None = None,
    still_open: StillOpen | None = None,
    by_hand: Collection[str] = (),
    everything: bool = False,
) -> View:
    """Gather what the sections read.

    Raises:
        ValueError: not `everything` is shown, and answers are among them that are kept off a page.
    """
    if not everything and without_off_page(rulebook, answers) is not answers:
        raise ValueError("answers that are kept off the page are never on one")
    words = Words(language)
    names = Names(rulebook, words)
    off_page = OffPage(rulebook, outcome, everything=everything)
    return View(
        rulebook=rulebook,
        answers=answers,
        outcome=outcome,
        words=words,
        names=names,
        conditions=ConditionWords(rulebook, words, names, discreet=True),
        plan=plan_of(rulebook, outcome, off_page.suggested, by_hand),
        still_open=still_open,
        off_page=off_page,
        legal_basis=LegalBasis(rulebook, words, names),
        case=case,
        everything=everything,
    )
