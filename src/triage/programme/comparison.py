"""One assessment under several programmes: which are for the person, and what each would suggest.

The programmes stand by id. No order, number or share says which of them fits better. What has to
stay off a page that may be printed is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, Literal

from pydantic import Field

from triage.diagnostics import LimitReached
from triage.engine import EngineName, Evaluator
from triage.explain.off_page import OffPage
from triage.explain.open_questions import OpenQuestion, OpenQuestions
from triage.explain.plan import SUGGESTED
from triage.explain.premises import reads_private
from triage.intake.off_page import without_off_page
from triage.intake.reading import read_answers
from triage.intake.set_aside import own_answers
from triage.model import programme as model
from triage.model.answers import Answers
from triage.model.asking import Goal
from triage.model.frozen import Document, Frozen
from triage.model.outcome import CONFLICT, GAP, IS_NOT, IsNot, RulebookStamp, RuleState
from triage.programme.summary import Intervention, Part

COMPARISON_SCHEMA: Final = "triage.programme-comparison/1"


class AskedFirst(Frozen):
    """A condition of the programme, in the words of its source; `certain`, or by open answers."""

    rule: str
    because: str
    certain: bool


class SuggestedEffort(Part):
    """A part of what a programme offers, and what of it is suggested, or may be.

    `asked_first` is what the programme sets for some of that. It is no law, and closes nothing.
    """

    suggested: tuple[Intervention, ...]
    perhaps: tuple[Intervention, ...]
    asked_first: tuple[AskedFirst, ...] = ()


class AskedQuestion(Frozen):
    """An open question, by its path and as it is asked."""

    path: str
    ask: str


class Compared(Frozen):
    """What one programme makes of the assessment.

    `target_group` holds the ids that are possible, in the order of the rulebook, then `gap` and
    `conflict`; it is empty in a programme without target groups, and where it is `kept_off`.
    `reasons` are those of the rules that hold. Where several are possible, `settled_by` are the
    open questions that settle which, and `settled_off_page` says that answers kept off the page
    do; null is too much to tell.
    """

    rulebook: RulebookStamp
    title: str
    target_group: tuple[str, ...]
    target_group_labels: tuple[str, ...]
    kept_off: bool
    reasons: tuple[str, ...]
    settled_by: tuple[AskedQuestion, ...] | None
    settled_off_page: bool | None
    efforts: tuple[SuggestedEffort, ...]
    not_asked_here: tuple[str, ...] = Field(
        description="Questions that were answered and that this rulebook does not have"
    )


class Comparison(Document):
    """One assessment under several programmes, by id."""

    schema_: Literal["triage.programme-comparison/1"] = Field(COMPARISON_SCHEMA, alias="schema")
    is_not: IsNot = IS_NOT
    language: str
    as_of: date
    programmes: tuple[Compared, ...]


def compare(
    evaluators: Iterable[Evaluator],
    answers: Mapping[str, object],
    as_of: date,
    language: str,
    *,
    everything: bool = False,
) -> Comparison:
    """Assess answers under each programme; what a rulebook does not ask is left out there.

    Without `everything`, answers that are kept off a page that may be printed are taken as open.

    Raises:
        InvalidAssessment: an answer is to no question of any of them, or does not fit.
    """
    every = sorted(evaluators, key=lambda each: each.rulebook.id)
    books = [each.rulebook for each in every]
    compared = []
    for evaluator in every:
        own, elsewhere = own_answers(evaluator.rulebook, answers, books)
        read = read_answers(evaluator.rulebook, own, as_of)
        writer = _Writer(evaluator, read, as_of, language, everything=everything)
        compared.append(writer.compared(elsewhere))
    return Comparison(language=language, as_of=as_of, programmes=tuple(compared))


class _Writer:
    def __init__(
        self,
        evaluator: Evaluator,
        answers: Answers,
        as_of: date,
        language: str,
        *,
        everything: bool,
    ) -> None:
        self._evaluator, self._as_of, self._language = evaluator, as_of, language
        self._rulebook, self._everything = evaluator.rulebook, everything
        self._answers = answers if everything else without_off_page(self._rulebook, answers)
        self._outcome = evaluator.assess(self._answers, as_of, EngineName.CHECKED)
        self._off_page = OffPage(self._rulebook, self._outcome, everything=everything)

    def compared(self, elsewhere: tuple[str, ...]) -> Compared:
        book, own = self._rulebook, self._rulebook.programme
        possible = self._possible()
        kept_off = len(possible) == 1 and self._off_page.class_(book.target_groups, possible[0])
        possible = () if kept_off else possible
        settling = self._settling() if len(possible) > 1 else []
        return Compared(
            rulebook=book.stamp,
            title=self._text("programme.label") or self._text("rulebook.title") or book.id,
            target_group=possible,
            target_group_labels=tuple(map(self._group, possible)),
            kept_off=kept_off,
            reasons=tuple(self._reasons(possible)),
            settled_by=None if settling is None else tuple(self._told(settling)),
            settled_off_page=None if settling is None else any(map(self._is_off_page, settling)),
            efforts=tuple(map(self._effort, own.efforts.values())) if own else (),
            not_asked_here=elsewhere,
        )

    def _possible(self) -> tuple[str, ...]:
        """Return the target groups in the order of the rulebook, a gap or a conflict last."""
        groups, found = self._rulebook.target_groups, self._outcome.target_group
        if groups is None or found is None:
            return ()
        return tuple(each for each in (*groups.values, GAP, CONFLICT) if each in found.possible)

    def _text(self, path: str) -> str | None:
        return self._rulebook.texts.get(path, self._language)

    def _group(self, group: str) -> str:
        return self._rulebook.texts.label(f"target_groups.values.{group}", self._language)

    def _reasons(self, possible: tuple[str, ...]) -> Iterator[str]:
        groups = self._rulebook.target_groups
        for rule in groups.rules if groups else ():
            holds = self._outcome.rules[rule.id] is RuleState.HOLDS
            reason = self._text(f"rules.{rule.id}.because")
            private = not self._everything and reads_private(self._rulebook, rule.when)
            told = holds and not (private or self._off_page.reason(rule.id))
            if told and possible == (rule.then.value,) and reason:
                yield reason

    def _settling(self) -> list[OpenQuestion] | None:
        """Return the open questions that bear on the target group, in file order."""
        try:
            inquiry = self._evaluator.inquiry(self._answers, self._as_of)
            return OpenQuestions(self._rulebook, inquiry).about(Goal.TARGET_GROUP)
        except LimitReached:
            return None

    def _is_off_page(self, found: OpenQuestion) -> bool:
        return found.path.question in self._off_page.questions

    def _told(self, settling: Iterable[OpenQuestion]) -> Iterator[AskedQuestion]:
        for found in settling:
            if not self._is_off_page(found):
                owner, inner = found.path.place
                id_ = inner if owner is None else f"{owner}.item.{inner}"
                ask = self._text(f"questions.{id_}.ask") or id_
                yield AskedQuestion(path=str(found.path), ask=ask)

    def _effort(self, effort: model.Effort) -> SuggestedEffort:
        certain, perhaps = list[Intervention](), list[Intervention]()
        # The answers that must stay off a page count as open, so what they may speak against is
        # among what may be suggested, for everybody alike.
        for id_ in effort.interventions:
            if self._off_page.suggested(id_):
                continue
            statuses = self._outcome.interventions[id_].possible
            label = self._rulebook.texts.label(f"interventions.{id_}", self._language)
            if SUGGESTED.issuperset(statuses):
                certain.append(Intervention(id=id_, label=label))
            elif not SUGGESTED.isdisjoint(statuses):
                perhaps.append(Intervention(id=id_, label=label))
        path = f"programme.efforts.{effort.id}"
        return SuggestedEffort(
            id=effort.id,
            label=self._rulebook.texts.label(path, self._language),
            description=self._text(f"{path}.description"),
            source=effort.source,
            suggested=tuple(certain),
            perhaps=tuple(perhaps),
            asked_first=tuple(self._asked_first({each.id for each in (*certain, *perhaps)})),
        )

    def _asked_first(self, told: set[str]) -> Iterator[AskedFirst]:
        for rule in self._rulebook.availability:
            state = self._outcome.rules[rule.id]
            speaks = not (rule.rests_on_law or told.isdisjoint(rule.interventions))
            if not speaks or state is RuleState.CANNOT_HOLD or self._off_page.reason(rule.id):
                continue
            because = self._text(f"rules.{rule.id}.because") or ""
            yield AskedFirst(rule=rule.id, because=because, certain=state is RuleState.HOLDS)
