"""The interview as a state machine: every step gives a new state, replayed from its history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from triage.diagnostics import Diagnostic, InvalidAssessment
from triage.engine import EngineName, Evaluator
from triage.engine.intake.mapping import by_path
from triage.engine.intake.places import REASONS, Plain, checked, owner_of, question_at, worded
from triage.engine.intake.reading import read_answers
from triage.explain.interview.order import Ask, Order
from triage.explain.interview.replay import Said, replayed
from triage.explain.interview.standing import Standing
from triage.model.asking import Goal
from triage.model.assessment import Assessment, HistoryEntry, Note, Step
from triage.model.outcome import Outcome
from triage.model.question import ListOf, OpenReason
from triage.model.rulebook import Rulebook
from triage.rulebook.reading.yaml_events import ABSENT


@dataclass(frozen=True, repr=False)
class Interview:
    """A conversation, as far as it has come. Immutable: every step gives a new one.

    All of its state follows from `history`, `notes` and the day, `as_of`: the day of the meeting,
    and the day assessed for. With `in_order`, everything is asked in the order of the file, as on
    paper; else what can matter, in the order of the conversation. `Rulebook.interview` begins one.
    """

    _rulebook: Rulebook = field(compare=False)
    _evaluator: Evaluator = field(compare=False)
    as_of: date
    case: str | None = None
    history: tuple[HistoryEntry, ...] = ()
    notes: tuple[Note, ...] = ()
    in_order: bool = False

    @classmethod
    def begin(
        cls,
        rulebook: Rulebook,
        evaluator: Evaluator,
        given: Assessment,
        as_of: date,
        *,
        in_order: bool = False,
    ) -> Interview:
        """Begin from an assessment, or go on with one that an interview saved.

        Where its answers are others than its history says, they were changed by hand; that counts
        as a step of the meeting the assessment is from.

        Raises:
            InvalidAssessment: an answer does not fit, or answers contradict each other.
        """
        evaluator.typologies(given.answers, as_of)  # refuses answers that contradict each other
        interview = cls(
            rulebook,
            evaluator,
            as_of,
            given.case,
            given.history or (),
            given.notes or (),
            in_order,
        )
        now = by_path(rulebook, read_answers(rulebook, given.answers, as_of))
        return interview._changed_by_hand(now, given.as_of or as_of)

    def __repr__(self) -> str:
        return f"Interview(case={self.case!r}, steps={len(self.history)})"

    # --- what stands

    @property
    def answers(self) -> dict[str, Any]:
        """The answers that stand, as an assessment holds them."""
        return self._standing.mapping(self._stands)

    @property
    def answered(self) -> tuple[str, ...]:
        """The paths of the answers that stand, in the order they were given."""
        return tuple(sorted(self._stands, key=lambda path: (self._said.when[path], path)))

    @property
    def set_aside(self) -> tuple[str, ...]:
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

    def outcome(self, engine: str = EngineName.CHECKED) -> Outcome:
        """Assess the answers that stand."""
        return self._evaluator.assess(self.answers, self.as_of, engine)

    # --- what comes next

    @cached_property
    def next(self) -> Ask | None:
        """What is asked next; `None` where nothing is left to ask."""
        return self._order.next_in_order() if self.in_order else self._order.next()

    @cached_property
    def left(self) -> tuple[Goal, int]:
        """The goal in progress, and how many answers can still matter to it."""
        return self._order.left()

    def ask(self, path: str) -> Ask | None:
        """Give a question out of turn; `None` where there is none, or it does not apply."""
        return self._order.out_of_turn(path)

    # --- steps

    def answer(self, path: str, value: object) -> Interview:
        """Answer a question; an earlier answer to it is kept in the history.

        Raises:
            InvalidAssessment: there is no such question, it does not apply, or the answer does
                not fit it.
        """
        said = checked(self._rulebook, path, value, self.as_of)
        self._must_apply(path, said)
        if self._stands.get(path) == said:
            return self
        return self._step(HistoryEntry(on=self.as_of, path=path, answer=said))

    def change(self, path: str, value: object) -> Interview:
        """Answer a question anew, or with `None` take its answer away; both stay in the history.

        Raises:
            InvalidAssessment: as `answer`.
            ValueError: there is no answer to take away.
        """
        if value is not None:
            return self.answer(path, value)
        if path not in self._said.answers:
            raise ValueError(f"there is no answer to take away at {path!r}")
        return self._step(HistoryEntry(on=self.as_of, path=path, step=Step.WITHDRAWN))

    def cannot_tell(self, path: str) -> Interview:
        """Note that the answer is unknown; it is not asked for again."""
        return self.answer(path, OpenReason.UNKNOWN.value)

    def would_rather_not(self, path: str) -> Interview:
        """Note that the person would rather not say; it is not asked for again."""
        return self.answer(path, OpenReason.DECLINED.value)

    def skip(self, path: str) -> Interview:
        """Put a question off: it comes again at the end, once, and is not answered.

        Raises:
            ValueError: there is no such question.
        """
        if question_at(self._rulebook, path) is None:
            raise ValueError(f"there is no question {path!r}")
        return self._step(HistoryEntry(on=self.as_of, path=path, step=Step.SKIPPED))

    def note(self, text: str, path: str | None = None) -> Interview:
        """Note something for people, beside a question or beside none.

        Raises:
            ValueError: nothing is noted.
        """
        said = worded(text)
        if said in ABSENT:
            raise ValueError("a note says something")
        return replace(self, notes=(*self.notes, Note(on=self.as_of, path=path, text=said)))

    @property
    def may_go_back(self) -> bool:
        """Whether there is a step of this meeting to take back."""
        return bool(self.history) and self.history[-1].on == self.as_of

    def back(self) -> Interview:
        """Take the last step of this meeting back; what earlier meetings said is changed instead.

        Raises:
            ValueError: this meeting has no step yet.
        """
        if not self.may_go_back:
            raise ValueError("this meeting has no step to take back")
        return replace(self, history=self.history[:-1])

    # --- from the history

    @cached_property
    def _said(self) -> Said:
        return replayed(self._rulebook, self.history, self.as_of)

    @cached_property
    def _standing(self) -> Standing:
        return Standing(self._rulebook, self._evaluator, self.as_of)

    @cached_property
    def _stands(self) -> dict[str, Plain]:
        return self._standing.of(self._said)

    @cached_property
    def _order(self) -> Order:
        known = (each.path for each in reversed(self.history))
        last = next((path for path in known if question_at(self._rulebook, path)), None)
        return Order(self._rulebook, self._evaluator, self.as_of, self._said, self._stands, last)

    def _step(self, entry: HistoryEntry) -> Interview:
        return replace(self, history=(*self.history, entry))

    def _must_apply(self, path: str, value: Plain) -> None:
        """Refuse an answer about an item that is not there, or where no question applies."""
        owner = owner_of(path)
        domain = self._rulebook.questions[owner].domain
        if owner != path and isinstance(domain, ListOf):
            count = self._stands.get(owner)
            there = count if isinstance(count, int) else 0
            if int(path.split(".")[1]) > there:
                details: dict[str, str | int] = {
                    "count": there,
                    "allowed": f"{domain.min}..{domain.max}",
                }
                problem = Diagnostic("wrong-number-of-items", path=owner, details=details)
                raise InvalidAssessment((problem,))
        if value not in REASONS and not self._order.may_apply(path):
            together = self._standing.mapping({**self._stands, path: value})
            self._evaluator.typologies(together, self.as_of)  # names what contradicts what

    def _changed_by_hand(self, now: Mapping[str, Plain], on: date) -> Interview:
        read = read_answers(self._rulebook, self.answers, self.as_of)
        before = by_path(self._rulebook, read)
        steps = [
            HistoryEntry(on=on, path=path, answer=value)
            for path, value in now.items()
            if before.get(path) != value
        ]
        gone = [
            HistoryEntry(on=on, path=path, step=Step.WITHDRAWN)
            for path in before
            if path not in now
        ]
        return replace(self, history=(*self.history, *gone, *steps))
