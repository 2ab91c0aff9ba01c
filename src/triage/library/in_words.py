"""What an outcome of a rulebook is in words: its page, the sheet, texts to paste, labels.

Nothing here writes a file or prints; what is wrong is raised, with diagnostics.
"""

from __future__ import annotations

from os import PathLike

from triage.diagnostics import Diagnostic, TriageError
from triage.diagnostics.arguments import (
    flag_argument,
    listed_argument,
    path_argument,
    text_argument,
    wrong_argument,
)
from triage.explain import Assessed, ExplainedOutcome, assessed_of
from triage.model.rulebook import Rulebook as RulebookModel
from triage.present import (
    LANGUAGES,
    SHEET_LANGUAGES,
    CopiedText,
    CopyTarget,
    OutcomePage,
    OutcomeTexts,
    copies_of,
    language_for,
    page_of,
    read_targets,
    sheet_language_for,
    sheet_of,
    texts_of,
)
from triage.present.choices import NONE_MADE, StaffChoices


class OutcomesInWords:
    """A rulebook that puts its outcomes in words; immutable."""

    __slots__ = ("_rulebook",)

    def __init__(self, rulebook: RulebookModel) -> None:
        self._rulebook = rulebook

    def page(  # noqa: PLR0913 - everything a page is made from
        self,
        outcome: ExplainedOutcome,
        *,
        language: str | None = None,
        case: str | None = None,
        by_hand: list[str] | tuple[str, ...] = (),
        for_staff: bool = False,
        everything: bool = False,
        choices: StaffChoices = NONE_MADE,
    ) -> OutcomePage:
        """Return the page of an outcome this rulebook gave, under the name of a `case`.

        It is in `language`, else the rulebook's own. It may be printed: answers kept off it count
        as open, so it is assessed anew where there are some, by the engine the outcome is from.
        `by_hand` are interventions the caseworker puts in the plan beside what is settled then;
        `choices` is what staff made of the suggestions, as `choices_in` finds it in a journal.
        A page `for_staff` begins with how the person may be reached, and shows what is kept off a
        page that may be printed; with `everything`, it is for staff too, and tells all there is.

        Raises:
            TriageError: the outcome is another rulebook's, or holds no answers any more; there
                are no pages in that language; or there is no such intervention.
            EnginesDisagree: as `assess`.
        """
        named = None if case is None else text_argument(case, "case")
        told_in, assessed = self._language(language), self._assessed(outcome)
        staff = flag_argument(for_staff, "for_staff")
        whole = flag_argument(everything, "everything")
        added = _named_by_hand(by_hand)
        if not isinstance(choices, StaffChoices):
            raise wrong_argument(choices, "choices", "triage.StaffChoices")
        page = page_of(
            assessed,
            told_in,
            case=named,
            by_hand=added,
            for_staff=staff,
            everything=whole,
            choices=choices,
        )
        return OutcomePage(told_in, page)

    def sheet(
        self,
        outcome: ExplainedOutcome,
        *,
        language: str | None = None,
        by_hand: list[str] | tuple[str, ...] = (),
        in_person: bool = False,
    ) -> OutcomePage:
        """Return the sheet the participant takes home, in plain words; costs as much as `page`.

        It is in `language`, else the rulebook's own: `da`, `sv` or `en`; translated by a machine
        `ar`, `so`, `prs`, `ti`, `uk` or `tr`. `in_person` says that it is given by hand, and that
        the person has said that she takes it home: then how to reach her need not be known.

        Raises:
            TriageError: as `page`; or nothing may be given to the person; or nobody knows, and it
                is not given in person.
        """
        own = sheet_language_for(None, self._rulebook.texts.language)
        asked = own if language is None else listed_argument(language, "language", SHEET_LANGUAGES)
        assessed, given = self._assessed(outcome), flag_argument(in_person, "in_person")
        added = _named_by_hand(by_hand)
        return OutcomePage(asked, sheet_of(assessed, asked, by_hand=added, in_person=given))

    def copies(
        self,
        outcome: ExplainedOutcome,
        target: str,
        *,
        language: str | None = None,
        by_hand: list[str] | tuple[str, ...] = (),
        limits: str | PathLike[str] | None = None,
    ) -> tuple[CopiedText, ...]:
        """Return plain texts to paste into a target, `journalnotat` or another: one, or one a step.

        They rest on no private answer, and on none about family, health or safety. `limits` is a
        file that says how long texts may be; without it, those of the package hold. It is assessed
        anew, so it costs as much as `assess`.

        Raises:
            TriageError: as `page`; there is no such target; nothing of the case belongs there; an
                sms may do harm, or nobody knows.
            RulebookError: the file of limits cannot be read, or does not say what it must.
        """
        named = CopyTarget(listed_argument(target, "target", tuple(map(str, CopyTarget))))
        told_in, assessed = self._language(language), self._assessed(outcome)
        targets = None if limits is None else read_targets(path_argument(limits, "limits"))
        return copies_of(assessed, named, told_in, by_hand=_named_by_hand(by_hand), targets=targets)

    def texts(
        self, outcome: ExplainedOutcome, *, language: str | None = None, everything: bool = False
    ) -> OutcomeTexts:
        """Return the labels and reasons of an outcome this rulebook gave; errors as of `page`."""
        whole = flag_argument(everything, "everything")
        return texts_of(self._assessed(outcome), self._language(language), everything=whole)

    def _assessed(self, outcome: ExplainedOutcome) -> Assessed:
        if not isinstance(outcome, ExplainedOutcome):
            raise wrong_argument(outcome, "outcome", "triage.ExplainedOutcome")
        made_by, own = outcome.rulebook, self._rulebook.stamp
        if (made_by.digest, made_by.texts_digest) != (own.digest, own.texts_digest):
            details = {"name": made_by.id, "rulebook": own.id}
            raise TriageError((Diagnostic("another-rulebook", path="rulebook", details=details),))
        return assessed_of(outcome)

    def _language(self, asked: str | None) -> str:
        if asked is None:
            return language_for(None, self._rulebook.texts.language)
        return listed_argument(asked, "language", LANGUAGES)


def _named_by_hand(by_hand: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    if type(by_hand) not in (list, tuple):
        raise wrong_argument(by_hand, "by_hand", "list")
    return tuple(text_argument(each, "by_hand") for each in by_hand)
