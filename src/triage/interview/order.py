"""What is asked next in a conversation, and why it is asked then.

What is looked up comes before the talk, and never in it. The talk opens with everything up to the
person's own words. Then it goes through the themes in the order of the factors, and through each in
the order of the file: it asks what can change the typology or the first steps, and before a theme
is left, what the page shows of it. What was put off comes again, once. The next step closes the
talk. What can change only the rest of the plan, or the target group, comes after that.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from triage.engine import Evaluator, Inquiry
from triage.explain.open_questions import OpenQuestion, OpenQuestions
from triage.intake.mapping import is_there, read_by_path
from triage.intake.places import Plain, question_at
from triage.interview.elements import Elements, naming
from triage.interview.transcript import Transcript
from triage.model.answer_path import AnswerPath
from triage.model.asking import Goal
from triage.model.question import Grid, ListOf, OpenReason, Question
from triage.model.rulebook import Rulebook

_OPENING, _BRINGS = ("talk", "own_words"), ("brings",)
_ACCOUNT_OF, _CLOSING = ("account_of",), ("next_step",)
_FIRST, _LATER = (Goal.TYPOLOGY, Goal.FIRST_STEPS), (Goal.PLAN, Goal.TARGET_GROUP)
_ROUNDS = 2
"""A question is asked, and asked once more where it was put off."""


class AskReason(enum.StrEnum):
    """Why something is asked now."""

    OPENING = "opening"
    TYPOLOGY = "typology"
    FIRST_STEPS = "first_steps"
    PLAN = "plan"
    TARGET_GROUP = "target_group"
    PAGE = "page"
    CLOSING = "closing"
    LOOKED_UP = "looked_up"
    IN_ORDER = "in_order"


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked next: the question at a path, and why it is asked now.

    The path of a list asks how many items there are, that of a grid which rows matter, and one
    with `rest` about all rows that do not.
    """

    path: AnswerPath
    question: Question
    why: AskReason


_Asked = Callable[[frozenset[AnswerPath]], Iterator[Ask]]
"""A part of the talk: what it asks, in order, leaving out what was put off."""


class Order:
    """The order of one conversation, as it stands."""

    def __init__(
        self,
        rulebook: Rulebook,
        evaluator: Evaluator,
        as_of: date,
        said: Transcript,
        standing: Mapping[AnswerPath, Plain],
    ) -> None:
        self._rulebook = rulebook
        self._evaluator = evaluator
        self._as_of = as_of
        self._said = said
        self._standing = standing
        self._elements = Elements(rulebook, said, standing)
        self._inquiry: Inquiry = evaluator.inquiry(read_by_path(rulebook, standing, as_of), as_of)

    def next(self) -> Ask | None:
        """Return what is asked next in the talk, or `None` where there is nothing left to ask."""
        parts = (self._talk, self._closing, self._rest_of_the_plan)
        return next((found for part in parts if (found := self._first(part)) is not None), None)

    def next_looked_up(self) -> Ask | None:
        """Return what is looked up next before the talk, in the order of the file."""
        return self._first(self._looked_up)

    def next_in_order(self) -> Ask | None:
        """Return the first open question of the file that may apply, whether or not it matters."""
        return self._first(self._everything)

    def out_of_turn(self, path: AnswerPath) -> Ask | None:
        """Return the question at a path; `None` where it does not apply."""
        if not is_there(self._standing, path):
            return None
        return self._ask(path, AskReason.IN_ORDER) if self.may_apply(path) else None

    def left(self) -> tuple[Goal, int]:
        """Return the goal in progress, and how many answers can still matter to it."""
        asking = self._asking(frozenset())
        for goal in Goal:
            waiting = [each for each in asking.bearing_on(goal) if each.waits]
            if any(each.may_be_asked for each in waiting):
                return goal, len(waiting)
        return Goal.PLAN, 0

    def _first(self, asked: _Asked) -> Ask | None:
        every = self._said.put_off.items()
        rounds = [frozenset(path for path, times in every if times > n) for n in range(_ROUNDS)]
        found = (next(asked(off), None) for off in dict.fromkeys(rounds))
        return next((each for each in found if each is not None), None)

    # --- the parts of the talk

    def _opening(self, off: frozenset[AnswerPath]) -> Iterator[Ask]:
        yield from self._open(self._up_to(_OPENING), off, AskReason.OPENING)

    def _talk(self, off: frozenset[AnswerPath]) -> Iterator[Ask]:
        """Open the talk, and then ask what can matter first, theme by theme."""
        yield from self._opening(off)
        yield from self._items(off)
        left = self._left_behind
        proposed = self._proposed(off, _FIRST)
        for theme in self._themes:
            here = (each for each in proposed if self._theme(each.path) == theme)
            yield from (e for e in here if e.why is AskReason.TYPOLOGY or theme not in left)
            yield from self._shown(off, _BRINGS, theme)
        for theme in self._themes:
            yield from self._shown(off, _ACCOUNT_OF, theme)

    def _rest_of_the_plan(self, off: frozenset[AnswerPath]) -> Iterator[Ask]:
        proposed = self._proposed(off, _LATER)
        for theme in self._themes:
            yield from (each for each in proposed if self._theme(each.path) == theme)

    def _looked_up(self, off: frozenset[AnswerPath]) -> Iterator[Ask]:
        for question in self._rulebook.questions.values():
            for path in self._elements.paths(question, off) if question.looked_up else ():
                if self._is_open(path, off) and self._asks(path):
                    yield self._ask(path, AskReason.LOOKED_UP)

    def _closing(self, off: frozenset[AnswerPath]) -> Iterator[Ask]:
        yield from self._open(self._with_roles(_CLOSING), off, AskReason.CLOSING)

    def _shown(
        self, off: frozenset[AnswerPath], roles: Iterable[str], theme: str | None
    ) -> Iterator[Ask]:
        """Yield what the page shows of a theme, under some headings."""
        shown = (each for each in self._with_roles(roles) if not each.keep_private)
        here = (each for each in shown if each.asked_among == theme)
        yield from self._open(here, off, AskReason.PAGE)

    def _everything(self, off: frozenset[AnswerPath]) -> Iterator[Ask]:
        for question in self._rulebook.questions.values():
            for path in self._elements.paths(question, off):
                if self._is_open(path, off) and self.may_apply(path) and self._may_ask(path):
                    yield self._ask(path, AskReason.IN_ORDER)

    # --- lists and grids

    def _items(self, off: frozenset[AnswerPath]) -> Iterator[Ask]:
        """Yield what an item is called, and the first question of a row that was named."""
        for question in self._rulebook.questions.values():
            match question.domain:
                case ListOf(item=inner):
                    elements, why = self._elements.elements(question.id), AskReason.PAGE
                    names = [each.id for each in naming(inner)]
                case Grid(item=inner):
                    elements, why = self._elements.chosen(question.id), AskReason.FIRST_STEPS
                    names = [inner[0].id]
                case _:
                    continue
            for path in (each.at(name) for each in elements for name in names):
                if self._is_open(path, off) and self._asks(path):
                    yield self._ask(path, why)

    # --- what can matter

    def _proposed(self, off: frozenset[AnswerPath], goals: Iterable[Goal]) -> list[Ask]:
        """Return what can change one of the goals, in the order of the file."""
        asking = self._asking(off)
        found: dict[AnswerPath, tuple[Goal, OpenQuestion]] = {}
        for goal in goals:
            for each in asking.bearing_on(goal):
                if each.may_be_asked:
                    found.setdefault(each.path, (goal, each))
        in_order = sorted(found.values(), key=lambda pair: asking.position(pair[1].path))
        return [
            self._ask(self._elements.led_to(each.path), AskReason(goal)) for goal, each in in_order
        ]

    def _asking(self, off: frozenset[AnswerPath]) -> OpenQuestions:
        """Ask the engine, with what was put off counting as given up for the moment."""
        if not off:
            return self._nothing_off
        said = dict(self._standing)
        for path in off:
            for each in self._elements.places(path):
                said.setdefault(each, OpenReason.UNKNOWN.value)
        answers = read_by_path(self._rulebook, said, self._as_of)
        return OpenQuestions(self._rulebook, self._evaluator.inquiry(answers, self._as_of))

    @cached_property
    def _nothing_off(self) -> OpenQuestions:
        return OpenQuestions(self._rulebook, self._inquiry)

    # --- questions

    def _up_to(self, roles: Iterable[str]) -> list[Question]:
        """Return all questions of the file up to the last one with one of these roles."""
        questions = list(self._rulebook.questions.values())
        marked = {each.id for each in self._with_roles(roles)}
        last = max((n for n, each in enumerate(questions) if each.id in marked), default=-1)
        return questions[: last + 1]

    def _with_roles(self, roles: Iterable[str]) -> list[Question]:
        """Return the questions with one of these roles on the page, in file order."""
        marked = {id_ for role in roles for id_ in self._rulebook.page.get(role, ())}
        return [each for each in self._rulebook.questions.values() if each.id in marked]

    def _open(
        self, questions: Iterable[Question], off: frozenset[AnswerPath], why: AskReason
    ) -> Iterator[Ask]:
        for each in questions:
            leaf, path = not isinstance(each.domain, ListOf | Grid), AnswerPath.of(each.id)
            if leaf and not each.looked_up and self._is_open(path, off) and self._asks(path):
                yield self._ask(path, why)

    def _is_open(self, path: AnswerPath, off: frozenset[AnswerPath]) -> bool:
        return path not in self._standing and path not in off

    def may_apply(self, path: AnswerPath) -> bool:
        """Say whether a question may apply, as things stand."""
        return self._inquiry.may_apply(self._elements.leaf(path))

    def _asks(self, path: AnswerPath) -> bool:
        """Say whether a question applies and is asked, whatever the open answers are."""
        return self._inquiry.applies(path) and self._inquiry.is_asked(path)

    def _may_ask(self, path: AnswerPath) -> bool:
        return self._inquiry.may_be_asked(self._elements.leaf(path))

    def _theme(self, path: AnswerPath) -> str | None:
        return self._rulebook.questions[path.question].asked_among

    @property
    def _themes(self) -> tuple[str | None, ...]:
        """The factors in their order, and then what belongs to none."""
        return (*self._rulebook.factors, None)

    @property
    def _left_behind(self) -> set[str | None]:
        """The themes the talk has been in, before the one it has come to.

        What the page gives an account of is asked after all themes, and leads back to none.
        """
        after = {each.id for each in self._with_roles(_ACCOUNT_OF)}
        told = sorted(filter(self._is_told, self._said.when), key=self._said.when.__getitem__)
        come_to = [*told[-1:], *[path for path in told if path.question not in after][-1:]]
        at = max((self._themes.index(self._theme(path)) for path in come_to), default=0)
        been_in = set(map(self._theme, self._standing))
        return been_in.intersection(self._themes[:at])

    def _is_told(self, path: AnswerPath) -> bool:
        """Say whether an answer belongs to the talk in its turn."""
        question = self._rulebook.questions[path.question]
        return not (question.looked_up or question.any_time)

    def _ask(self, path: AnswerPath, why: AskReason) -> Ask:
        return Ask(path, question_at(self._rulebook, path), why)
