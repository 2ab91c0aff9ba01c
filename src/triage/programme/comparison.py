"""One assessment under several programmes: which are for the person, and what each would suggest.

The programmes stand by id. No order, number or share says which of them fits better. What has to
stay off a page that may be printed is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, Literal

from pydantic import Field

from triage.engine import EngineName, Evaluator
from triage.explain.off_page import OffPage
from triage.explain.plan import SUGGESTED
from triage.explain.premises import reads_private
from triage.intake.off_page import without_off_page
from triage.intake.reading import read_answers
from triage.model import programme as model
from triage.model.frozen import Document, Frozen
from triage.model.outcome import IS_NOT, IsNot, Outcome, RulebookStamp, RuleState
from triage.model.rulebook import Rulebook
from triage.programme.summary import Intervention, Part

COMPARISON_SCHEMA: Final = "triage.programme-comparison/1"


class SuggestedEffort(Part):
    """A part of what a programme offers, and what of it is suggested, or may be."""

    suggested: tuple[Intervention, ...]
    perhaps: tuple[Intervention, ...]


class Compared(Frozen):
    """What one programme makes of the assessment.

    `target_group` holds the ids that are possible, `gap` and `conflict` among them; it is empty in
    a programme without target groups, and where it is `kept_off`. `reasons` are those of the rules
    that hold.
    """

    rulebook: RulebookStamp
    title: str
    target_group: tuple[str, ...]
    target_group_labels: tuple[str, ...]
    kept_off: bool
    reasons: tuple[str, ...]
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
    evaluators: Iterable[Evaluator], answers: Mapping[str, object], as_of: date, language: str
) -> Comparison:
    """Assess answers under each programme; what a rulebook does not ask is left out there.

    Raises:
        InvalidAssessment: an answer is to no question of any of them, or does not fit.
    """
    every = sorted(evaluators, key=lambda each: each.rulebook.id)
    known = {id_ for each in every for id_ in each.rulebook.questions}
    return Comparison(
        language=language,
        as_of=as_of,
        programmes=tuple(_compared(each, answers, known, as_of, language) for each in every),
    )


def _compared(
    evaluator: Evaluator,
    answers: Mapping[str, object],
    known: set[str],
    as_of: date,
    language: str,
) -> Compared:
    book = evaluator.rulebook
    elsewhere = [id_ for id_ in answers if id_ in known and id_ not in book.questions]
    asked = {id_: answer for id_, answer in answers.items() if id_ not in elsewhere}
    printable = without_off_page(book, read_answers(book, asked, as_of))
    outcome = evaluator.assess(printable, as_of, EngineName.CHECKED)
    return _Writer(book, outcome, language).compared(tuple(sorted(elsewhere)))


class _Writer:
    def __init__(self, rulebook: Rulebook, outcome: Outcome, language: str) -> None:
        self._rulebook = rulebook
        self._outcome = outcome
        self._language = language
        self._off_page = OffPage(rulebook, outcome)

    def compared(self, elsewhere: tuple[str, ...]) -> Compared:
        book, own = self._rulebook, self._rulebook.programme
        possible = self._outcome.target_group.possible if self._outcome.target_group else ()
        kept_off = len(possible) == 1 and self._off_page.class_(book.target_groups, possible[0])
        possible = () if kept_off else possible
        return Compared(
            rulebook=book.stamp,
            title=self._text("programme.label") or self._text("rulebook.title") or book.id,
            target_group=possible,
            target_group_labels=tuple(map(self._group, possible)),
            kept_off=kept_off,
            reasons=tuple(self._reasons(possible)),
            efforts=tuple(map(self._effort, own.efforts.values())) if own else (),
            not_asked_here=elsewhere,
        )

    def _text(self, path: str) -> str | None:
        return self._rulebook.texts.get(path, self._language)

    def _group(self, group: str) -> str:
        return self._rulebook.texts.label(f"target_groups.values.{group}", self._language)

    def _reasons(self, possible: tuple[str, ...]) -> Iterator[str]:
        groups = self._rulebook.target_groups
        for rule in groups.rules if groups else ():
            holds = self._outcome.rules[rule.id] is RuleState.HOLDS
            reason = self._text(f"rules.{rule.id}.because")
            private = reads_private(self._rulebook, rule.when)
            told = holds and not (private or self._off_page.reason(rule.id))
            if told and possible == (rule.then.value,) and reason:
                yield reason

    def _effort(self, effort: model.Effort) -> SuggestedEffort:
        certain, perhaps = list[Intervention](), list[Intervention]()
        for id_ in filter(self._may_be_told, effort.interventions):
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
        )

    def _may_be_told(self, intervention: str) -> bool:
        off = self._off_page
        return not (off.suggested(intervention) or off.refused(intervention))
