"""What is asked next in a conversation, and why it is asked then.

The talk opens with everything up to the person's own words, in file order. Then come the answers
that can change the typology, then those that can change the plan, theme by theme; before a theme is
left, what the page shows of it. What was put off comes again, once. The next step closes the talk.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from triage.engine import Evaluator, Inquiry
from triage.intake.mapping import is_there, read_by_path
from triage.intake.places import Plain, question_at
from triage.interview.next_question import next_question
from triage.interview.transcript import Transcript, unnamed
from triage.model.answer_path import AnswerPath, Element
from triage.model.asking import Asking, Goal, NextQuestion
from triage.model.question import PAGE, REST, Grid, ListOf, Lookup, OpenReason, Question, Text
from triage.model.rulebook import Rulebook

_OPENING, _SHOWN, _CLOSING = ("talk", "own_words"), ("brings", "account_of"), ("next_step",)
_ROUNDS = 2
"""A question is asked, and asked once more where it was put off."""


class AskReason(enum.StrEnum):
    """Why something is asked now."""

    OPENING = "opening"
    TYPOLOGY = "typology"
    PLAN = "plan"
    TARGET_GROUP = "target_group"
    PAGE = "page"
    CLOSING = "closing"
    IN_ORDER = "in_order"


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked next: the question at a path, and what its answer can change.

    The path of a list asks how many items there are, that of a grid which rows matter, and one
    with `rest` about all rows that do not.
    """

    path: AnswerPath
    question: Question
    why: AskReason
    about: NextQuestion | None = None


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
        last: AnswerPath | None,
    ) -> None:
        self._rulebook = rulebook
        self._evaluator = evaluator
        self._as_of = as_of
        self._said = said
        self._standing = standing
        self._last = last
        self._inquiry: Inquiry = evaluator.inquiry(read_by_path(rulebook, standing, as_of), as_of)

    def next(self) -> Ask | None:
        """Return what is asked next in the talk, or `None` where there is nothing left to ask."""
        found = self._first(self._talk)
        return self._first(self._closing) if found is None else found

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
        for goal in Goal:
            asking = self._asking(goal, frozenset())
            if asking.question is not None:
                return goal, asking.left
        return Goal.PLAN, 0

    def _first(self, asked: _Asked) -> Ask | None:
        for round_ in range(_ROUNDS):
            off = {path for path, times in self._said.put_off.items() if times > round_}
            found = next(asked(frozenset(off)), None)
            if found is not None:
                return found
        return None

    # --- the parts of the talk

    def _opening(self, off: frozenset[AnswerPath]) -> Iterator[Ask]:
        yield from self._open(self._up_to(_OPENING), off, AskReason.OPENING)

    def _talk(self, off: frozenset[AnswerPath]) -> Iterator[Ask]:
        """Open the talk, and then ask what can matter, theme by theme."""
        yield from self._opening(off)
        yield from self._items(off)
        proposed = self._proposed(off)
        theme = None if self._last is None else self._factor(self._last)
        if proposed is None or self._factor(proposed.path) != theme:
            yield from self._shown(off, theme)
        if proposed is not None:
            yield proposed
        for factor in self._rulebook.factors:
            yield from self._shown(off, factor)

    def _closing(self, off: frozenset[AnswerPath]) -> Iterator[Ask]:
        yield from self._open(self._with_roles(_CLOSING), off, AskReason.CLOSING)

    def _shown(self, off: frozenset[AnswerPath], factor: str | None) -> Iterator[Ask]:
        """Yield what the page shows of a theme."""
        shown = (each for each in self._with_roles(_SHOWN) if not each.keep_private)
        here = (each for each in shown if each.factor == factor)
        yield from self._open(here, off, AskReason.PAGE)

    def _everything(self, off: frozenset[AnswerPath]) -> Iterator[Ask]:
        for question in self._rulebook.questions.values():
            for path in self._paths(question, off):
                if self._is_open(path, off) and self.may_apply(path) and self._may_ask(path):
                    yield self._ask(path, AskReason.IN_ORDER)

    # --- lists and grids

    def _items(self, off: frozenset[AnswerPath]) -> Iterator[Ask]:
        """Yield what an item is called, and the first question of a row that was named."""
        for question in self._rulebook.questions.values():
            match question.domain:
                case ListOf(item=inner):
                    elements, why = self._elements(question.id), AskReason.PAGE
                    names = [each.id for each in _naming(inner)]
                case Grid(item=inner):
                    elements, why = self._chosen(question.id), AskReason.PLAN
                    names = [inner[0].id]
                case _:
                    continue
            for path in (each.at(name) for each in elements for name in names):
                if self._is_open(path, off) and self._asks(path):
                    yield self._ask(path, why)

    def _elements(self, owner: str) -> list[Element]:
        count = self._standing.get(AnswerPath.of(owner))
        keys = range(1, count + 1) if isinstance(count, int) else ()
        return [Element(owner, str(key)) for key in keys]

    def _chosen(self, grid: str) -> list[Element]:
        return [Element(grid, row) for row in self._said.rows(grid) or ()]

    def _paths(self, question: Question, off: frozenset[AnswerPath]) -> Iterator[AnswerPath]:
        """Yield the paths of a question in the order of the file, those inside after it."""
        id_ = question.id
        match question.domain:
            case ListOf(item=inner):
                yield AnswerPath.of(id_)
                yield from (item.at(each.id) for item in self._elements(id_) for each in inner)
            case Grid(rows, inner):
                if not self._is_begun(id_):
                    yield AnswerPath.of(id_)
                    return
                rest = self._rest(id_)
                chosen = self._chosen(id_)
                every = [] if rest is not None else [Element(id_, row) for row in rows]
                yield from (row.at(each.id) for row in chosen for each in inner)
                yield from () if rest is None or rest in off else (rest,)
                others = (row for row in every if row not in chosen)
                yield from (row.at(each.id) for row in others for each in inner)
            case _:
                yield AnswerPath.of(id_)

    def _is_begun(self, grid: str) -> bool:
        """Say whether something was said of a grid: which rows matter, or of some cell."""
        return any(path.question == grid for path in self._standing)

    def _rest(self, grid: str) -> AnswerPath | None:
        """Return the path for all rows not named, where rows were named and others left out."""
        domain = self._rulebook.collection(grid)
        spoken = {path.row for path in self._standing if path.question == grid}
        asked = self._said.rows(grid) is not None
        if asked and any(row not in spoken for row in self._unnamed(grid)):
            return Element(grid, REST).at(domain.item[0].id)
        return None

    def _unnamed(self, grid: str) -> list[str]:
        return unnamed(self._rulebook, self._said.answers, grid, self._said.rest)

    # --- what can matter

    def _proposed(self, off: frozenset[AnswerPath]) -> Ask | None:
        for goal in Goal:
            why = AskReason(goal.value)
            about = self._asking(goal, off).question
            if about is not None:
                return self._ask(self._led_to(AnswerPath.parse(about.path)), why, about)
        return None

    def _led_to(self, path: AnswerPath) -> AnswerPath:
        """Ask which rows of a grid matter before a cell, and about the rest of them at once."""
        grid = path.question
        if not isinstance(self._rulebook.questions[grid].domain, Grid):
            return path
        if not self._is_begun(grid) and path.owner not in self._said.put_off:
            return path.owner
        rest = self._rest(grid)
        if rest is None or path.row not in self._unnamed(grid):
            return path
        return rest if path.inner == rest.inner else path

    def _asking(self, goal: Goal, off: frozenset[AnswerPath]) -> Asking:
        """Ask the engine, with what was put off counting as given up for the moment."""
        said = dict(self._standing)
        for path in off:
            for each in self._places(path):
                said.setdefault(each, OpenReason.UNKNOWN.value)
        answers = read_by_path(self._rulebook, said, self._as_of)
        return next_question(
            self._rulebook, self._evaluator, answers, self._as_of, goal, self._last
        )

    def _places(self, path: AnswerPath) -> Iterable[AnswerPath]:
        if path.row != REST:
            return (path,)
        return map(path.in_row, self._unnamed(path.question))

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
            if leaf and self._is_open(path, off) and self._asks(path):
                yield self._ask(path, why)

    def _is_open(self, path: AnswerPath, off: frozenset[AnswerPath]) -> bool:
        return path not in self._standing and path not in off

    def may_apply(self, path: AnswerPath) -> bool:
        """Say whether a question may apply, as things stand."""
        return self._inquiry.may_apply(self._leaf(path))

    def _asks(self, path: AnswerPath) -> bool:
        """Say whether a question applies and is asked, whatever the open answers are."""
        return self._inquiry.applies(path) and self._inquiry.is_asked(path)

    def _may_ask(self, path: AnswerPath) -> bool:
        return self._inquiry.may_be_asked(self._leaf(path))

    def _leaf(self, path: AnswerPath) -> AnswerPath:
        """Return the path itself; of a grid, or the rest of one, a cell that is as it is."""
        domain = self._rulebook.questions[path.question].domain
        if isinstance(domain, Grid) and path.row in (None, REST):
            return Element(path.question, domain.rows[0]).at(domain.item[0].id)
        return path

    def _factor(self, path: AnswerPath) -> str | None:
        return self._rulebook.questions[path.question].factor

    def _ask(self, path: AnswerPath, why: AskReason, about: NextQuestion | None = None) -> Ask:
        return Ask(path, question_at(self._rulebook, path), why, about)


def _naming(inner: Iterable[Question]) -> Iterator[Question]:
    """Yield what people call an item by: its first free text for pages, and its first lookup."""
    texts = (each for each in inner if isinstance(each.domain, Text) and PAGE in each.used_for)
    lookups = (each for each in inner if isinstance(each.domain, Lookup))
    yield from (each for each in (next(texts, None), next(lookups, None)) if each is not None)
