"""The interview as a state machine: every step gives a new state, replayed from its history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from typing import Any

from triage.diagnostics import Diagnostic, InvalidAssessment, TriageError
from triage.diagnostics.arguments import text_argument
from triage.engine import Engine, Evaluator, engine_named
from triage.intake.built_in import as_built_in
from triage.intake.earlier_names import assessment_carried_over, carried_over
from triage.intake.mapping import as_mapping, by_path, check_item, read_by_path
from triage.intake.places import (
    REASONS,
    Plain,
    checked,
    known_path,
    path_at,
    worded,
)
from triage.intake.reading import read_answers
from triage.interview.consistent_subset import ConsistentSubset
from triage.interview.order import Ask, Order
from triage.interview.transcript import Transcript, replayed
from triage.language.reading.yaml_events import ABSENT
from triage.model.answer_path import AnswerPath
from triage.model.answers import Answers, NotSaid, Origin, Source
from triage.model.asking import Goal
from triage.model.assessment import Assessment, HistoryEntry, Note, Step
from triage.model.outcome import Outcome
from triage.model.question import OpenReason
from triage.model.rulebook import Rulebook


@dataclass(frozen=True, repr=False)
class Interview:
    """A conversation, as far as it has come. Immutable: every step gives a new one.

    All of its state follows from `history`, `notes` and the day, `as_of`: the day of the meeting,
    and the day assessed for. With `in_order`, everything is asked in the order of the file, as on
    paper, and with `before` only what is looked up before the talk; else what can matter, in the
    order of the conversation. `Rulebook.interview` begins one.

    Every step raises `TriageError` where what is handed over has another type.
    """

    _rulebook: Rulebook = field(compare=False)
    _evaluator: Evaluator = field(compare=False)
    as_of: date
    case: str | None = None
    history: tuple[HistoryEntry, ...] = ()
    notes: tuple[Note, ...] = ()
    in_order: bool = False
    before: bool = False

    def __repr__(self) -> str:
        return f"Interview(case={self.case!r}, steps={len(self.history)})"

    def __copy__(self) -> Interview:
        return self  # nothing in it changes

    def __deepcopy__(self, _: dict[int, Any]) -> Interview:
        return self

    def __getstate__(self) -> dict[str, Any]:
        """Pickle what was said; what follows from it is found again."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    # --- what stands

    @property
    def answers(self) -> dict[str, Any]:
        """The answers that stand, as an assessment holds them."""
        return as_mapping(self._rulebook, self._stands)

    @property
    def answered(self) -> tuple[AnswerPath, ...]:
        """The paths of the answers that stand, in the order they were given."""
        return tuple(sorted(self._stands, key=lambda path: (self._said.when[path], path)))

    @property
    def set_aside(self) -> tuple[AnswerPath, ...]:
        """The paths of answers that do not stand any more, because their questions do not apply."""
        return tuple(path for path in self._said.answers if path not in self._stands)

    @property
    def assessment(self) -> Assessment:
        """Everything there is to save."""
        return Assessment(
            case=self.case,
            rulebook=self._rulebook.id,
            as_of=self.as_of,
            answers=self.answers,
            history=self.history,
            notes=self.notes or None,
        )

    def outcome(self, engine: Engine = "checked") -> Outcome:
        """Assess the answers that stand; errors are those of `Rulebook.assess`."""
        return self._evaluator.assess(self._answers, self.as_of, engine_named(engine))

    # --- what comes next

    @cached_property
    def next(self) -> Ask | None:
        """What is asked next; `None` where nothing is left to ask."""
        if self.before:
            return self._order.next_looked_up()
        return self._order.next_in_order() if self.in_order else self._order.next()

    @cached_property
    def left(self) -> tuple[Goal, int]:
        """The goal in progress, and how many answers can still matter to it."""
        return self._order.left()

    def ask(self, path: str) -> Ask | None:
        """Return a question out of turn; `None` where there is none, or it does not apply."""
        at = path_at(self._rulebook, text_argument(path, "path"))
        return None if at is None else self._order.out_of_turn(at)

    # --- steps

    def answer(self, path: str, value: object) -> Interview:
        """Answer a question; an earlier answer to it is kept in the history.

        An answer to a question that is looked up counts as looked up, whenever it is given.

        Raises:
            InvalidAssessment: there is no such question, it does not apply, or the answer does
                not fit it.
        """
        at = known_path(self._rulebook, text_argument(path, "path"))
        said = checked(self._rulebook, at, as_built_in(value), self.as_of)
        self._must_apply(at, said)
        if self._stands.get(at) == said:
            return self
        looked_up = self._rulebook.questions[at.question].looked_up
        source: NotSaid | None = Source.LOOKED_UP if looked_up else None
        return self._step(HistoryEntry(on=self.as_of, path=at, answer=said, source=source))

    def change(self, path: str, value: object) -> Interview:
        """Answer a question anew, or with `None` take its answer away; both stay in the history.

        Raises:
            InvalidAssessment: as `answer`, or there is no answer to take away.
        """
        if value is not None:
            return self.answer(path, value)
        at = known_path(self._rulebook, text_argument(path, "path"))
        if at not in self._said.answers:
            raise InvalidAssessment((Diagnostic("nothing-answered", path=at),))
        return self._step(HistoryEntry(on=self.as_of, path=at, step=Step.WITHDRAWN))

    def cannot_tell(self, path: str) -> Interview:
        """Note that the answer is unknown; it is not asked for again."""
        return self.answer(path, OpenReason.UNKNOWN.value)

    def would_rather_not(self, path: str) -> Interview:
        """Note that the person would rather not say; it is not asked for again."""
        return self.answer(path, OpenReason.DECLINED.value)

    def skip(self, path: str) -> Interview:
        """Put a question off: it comes again at the end, once, and is not answered.

        Raises:
            InvalidAssessment: there is no such question.
        """
        at = known_path(self._rulebook, text_argument(path, "path"))
        return self._step(HistoryEntry(on=self.as_of, path=at, step=Step.SKIPPED))

    def note(self, text: str, path: str | None = None) -> Interview:
        """Note something for people, beside a question or beside none.

        Raises:
            TriageError: nothing is noted.
        """
        said = worded(text_argument(text, "text"))
        if said in ABSENT:
            raise TriageError((Diagnostic("empty-note"),))
        beside = None if path is None else text_argument(path, "path")
        return replace(self, notes=(*self.notes, Note(on=self.as_of, path=beside, text=said)))

    @property
    def may_go_back(self) -> bool:
        """Whether there is a step of this meeting to take back."""
        return bool(self.history) and self.history[-1].on == self.as_of

    def back(self) -> Interview:
        """Take the last step of this meeting back; what earlier meetings said is changed instead.

        Raises:
            TriageError: this meeting has no step yet.
        """
        if not self.may_go_back:
            raise TriageError((Diagnostic("no-step-to-take-back"),))
        return replace(self, history=self.history[:-1])

    # --- from the history

    @cached_property
    def _said(self) -> Transcript:
        return replayed(self._rulebook, self.history, self.as_of)

    @cached_property
    def _standing(self) -> ConsistentSubset:
        return ConsistentSubset(self._rulebook, self._evaluator, self.as_of)

    @cached_property
    def _stands(self) -> dict[AnswerPath, Plain]:
        return self._standing.of(self._said)

    @cached_property
    def _answers(self) -> Answers:
        given = {path: self.history[self._said.when[path]] for path in self._stands}
        origins = {path: Origin(one.source or Source.SAID, one.on) for path, one in given.items()}
        return read_by_path(self._rulebook, self._stands, self.as_of, origins)

    @cached_property
    def _order(self) -> Order:
        return Order(self._rulebook, self._evaluator, self.as_of, self._said, self._stands)

    def _step(self, entry: HistoryEntry) -> Interview:
        return replace(self, history=(*self.history, entry))

    def _must_apply(self, path: AnswerPath, value: Plain) -> None:
        """Refuse an answer about an item that is not there, or where no question applies."""
        check_item(self._rulebook, self._stands, path)
        if value not in REASONS and not self._order.may_apply(path):
            together = self._standing.read({**self._stands, path: value})
            self._evaluator.typologies(together, self.as_of)  # names what contradicts what


def begin(
    rulebook: Rulebook,
    evaluator: Evaluator,
    given: Assessment,
    as_of: date,
    *,
    in_order: bool = False,
    source: NotSaid | None = None,
) -> Interview:
    """Begin an interview from an assessment, or go on with one that an interview saved.

    Where its answers are others than its history says, they were changed by hand; that counts as a
    step of the meeting the assessment is from, with answers from `source`, else said.

    Raises:
        InvalidAssessment: an answer does not fit, or answers contradict each other.
    """
    answers = read_answers(rulebook, given.answers, as_of)
    replaced = carried_over(rulebook, given.answers).replaced
    given = assessment_carried_over(rulebook, given)
    evaluator.typologies(answers, as_of)  # refuses answers that contradict each other
    said, noted = given.history or (), given.notes or ()
    begun = Interview(rulebook, evaluator, as_of, given.case, said, noted, in_order)
    steps = _by_hand(answers, begun, given.as_of, source)
    return replace(
        begun, history=(*begun.history, *_memories(replaced, begun, given.as_of), *steps)
    )


def _memories(
    replaced: Mapping[str, Any], begun: Interview, of: date | None
) -> Iterator[HistoryEntry]:
    """Return answers to questions that are asked in another way now: kept, answering nothing."""
    told = {each.path for each in begun.history}
    for path, answer in replaced.items():
        if path not in told:
            yield HistoryEntry(on=of or begun.as_of, path=path, answer=answer)


def _by_hand(
    answers: Answers, begun: Interview, of: date | None, source: NotSaid | None
) -> Iterator[HistoryEntry]:
    """Return the steps that lead from what the history says to the answers there are."""
    on, before = of or begun.as_of, by_path(begun._rulebook, begun._answers)
    now = by_path(begun._rulebook, answers)
    for path in before:
        if path not in now:
            yield HistoryEntry(on=on, path=path, step=Step.WITHDRAWN)
    for path, value in now.items():
        if before.get(path) != value:
            carried = answers.origins.get(path) is not None
            where = source or (Source.CARRIED_OVER if carried else None)
            yield HistoryEntry(on=on, path=path, answer=value, source=where)
