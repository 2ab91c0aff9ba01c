"""What is still open: which questions may still change something, in which order, and how (4.6).

The page, the interview and `next_question` ask here, so that they cannot say different things. All
of it is exact: a question counts where two completions differ in its answer alone, and in what
thereby starts or stops applying, and differ in what the question is said to bear on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

from triage.diagnostics import LimitReached
from triage.engine import Evaluator, Inquiry
from triage.explain.answered import answered
from triage.explain.first_steps import about_first_steps
from triage.explain.off_page import OffPage
from triage.explain.plan import may_be_core
from triage.intake.places import question_at
from triage.model.answer_path import AnswerPath
from triage.model.answers import Answers
from triage.model.asking import Awaited, Effect, Goal
from triage.model.outcome import Outcome
from triage.model.question import Choice, Grid, OpenReason, Question, YesNo
from triage.model.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """An open question that may change something.

    `bears_on` is the first goal it bears on; with `None`, it is a limit of law or a warning.
    `applies` says that it does so whatever the other open answers are, and `asked` that it is asked
    then, and not only noted; `looked_up`, that the person is never asked. A lookup stands for the
    open `answers` that its table would fill; any other question for its own.
    """

    path: AnswerPath
    question: Question
    factor: str | None
    why: OpenReason
    applies: bool
    bears_on: Goal | None
    answers: tuple[AnswerPath, ...]
    asked: bool = True
    looked_up: bool = False

    @property
    def may_be_asked(self) -> bool:
        """Whether the person can be asked now: it certainly applies, and is asked then."""
        return self.waits and self.applies and self.asked

    @property
    def waits(self) -> bool:
        """Whether the person may be asked: nobody has given the answer up, or looks it up."""
        return self.why is OpenReason.ABSENT and not self.looked_up


class OpenQuestions:
    """The open questions of one inquiry."""

    def __init__(self, rulebook: Rulebook, inquiry: Inquiry) -> None:
        self._rulebook = rulebook
        self._inquiry = inquiry

    def settled(self, goal: Goal) -> bool:
        """Say whether no open answer bears on a goal."""
        return not self._bearing(goal)

    def about(self, goal: Goal) -> list[OpenQuestion]:
        """Return the questions that bear on a goal, in the order in which they are asked.

        First stands what leaves the fewest questions for the typology, or moves the most of the
        plan. What settles a target group is looked up rather than talked about: that is in file
        order.
        """
        found = self.bearing_on(goal)
        return sorted(found, key=lambda each: (self._weight(each, goal), self.position(each.path)))

    def bearing_on(self, goal: Goal) -> Iterator[OpenQuestion]:
        """Yield the questions that bear on a goal, but those about items that are not there yet."""
        return self._questions(self._bearing(goal), goal)

    @cached_property
    def all(self) -> list[OpenQuestion]:
        """The questions that bear on anything a page shows, in the order of `about` by goals.

        Those that bear on limits of law and warnings alone come last, in file order. A lookup
        stands where the first answer does that it would fill, for all of those that bear.
        """
        rest = self._questions(self._bearing_on_the_rest, None)
        found: dict[AnswerPath, OpenQuestion] = {}
        for each in chain(
            *map(self.about, Goal), sorted(rest, key=lambda each: self.position(each.path))
        ):
            first = found.setdefault(each.path, each)
            found[each.path] = replace(first, answers=_all_of(first.answers, each.answers))
        return list(found.values())

    def effects(self, found: OpenQuestion) -> tuple[Effect, ...]:
        """Group the values of a question by the typologies they leave, where they leave several."""
        domain = found.question.domain
        if not isinstance(domain, Choice | YesNo):
            return ()
        after = self._inquiry.typologies_after(found.path)
        groups: dict[tuple[str, ...], list[str]] = {}
        for value in domain.values:
            if left := after[self._inquiry.class_of(found.path, value)]:
                groups.setdefault(left, []).append(value)
        if len(groups) < 2:
            return ()
        return tuple(Effect(values=tuple(each), typologies=left) for left, each in groups.items())

    def decides_alone(self, found: OpenQuestion) -> bool:
        """Say whether what is possible of the typology differs between answers to a question."""
        after = (set(self._inquiry.typologies_after(path)) for path in found.answers)
        return any(len(left - {()}) > 1 for left in after)

    def interventions(self, found: OpenQuestion) -> tuple[str, ...]:
        """Return the interventions a question bears on, by status or start, in file order."""
        about = self._inquiry.about_plan
        moved = {id_ for path in found.answers for id_ in about.get(path, ())}
        return tuple(id_ for id_ in self._rulebook.interventions if id_ in moved)

    def awaited(self, outcome: Outcome, off_page: Collection[str]) -> Iterator[tuple[str, Awaited]]:
        """Yield the interventions that wait for nothing but facts still to be looked up.

        What is kept off a page is no such fact on it.
        """
        opened = [AnswerPath.parse(each.path) for each in outcome.open]
        looked_up = [
            each
            for each in opened
            if question_at(self._rulebook, each).looked_up and each.question not in off_page
        ]
        for intervention in may_be_core(self._rulebook, outcome) if looked_up else ():
            found = self._inquiry.awaits(intervention, looked_up)
            if found is not None:
                yield intervention, found

    # --- what bears on what

    def _bearing(self, goal: Goal) -> Collection[AnswerPath]:
        match goal:
            case Goal.TYPOLOGY:
                return self._inquiry.about_typology
            case Goal.FIRST_STEPS:
                return self._about_first_steps
            case Goal.PLAN:
                return self._inquiry.about_plan
            case Goal.TARGET_GROUP:
                return self._inquiry.about_target_group

    @cached_property
    def _about_first_steps(self) -> frozenset[AnswerPath]:
        return about_first_steps(self._rulebook, self._inquiry, self._is_asked_for)

    def _is_asked_for(self, path: AnswerPath) -> bool:
        """Say whether the person may be asked: nobody has given the answer up or looks it up."""
        given_up = path in self._inquiry.answers.reasons
        return not (given_up or self._rulebook.questions[path.question].looked_up)

    @property
    def _bearing_on_the_rest(self) -> frozenset[AnswerPath]:
        goals = frozenset[AnswerPath]().union(*map(self._bearing, Goal))
        limits = self._inquiry.about_limits
        warnings = self._inquiry.about_warnings(self._rulebook.warnings, goals | limits)
        return (limits | warnings) - goals

    def _questions(
        self, bearing: Iterable[AnswerPath], goal: Goal | None
    ) -> Iterator[OpenQuestion]:
        asked: dict[AnswerPath, list[AnswerPath]] = {}
        for path in bearing:
            asked.setdefault(self._lookup_of(path) or path, []).append(path)
        for path, waiting in asked.items():
            if self._is_there(path):
                yield self._question(path, goal, tuple(sorted(waiting)))

    def _question(
        self, path: AnswerPath, goal: Goal | None, waiting: tuple[AnswerPath, ...]
    ) -> OpenQuestion:
        return OpenQuestion(
            path=path,
            question=question_at(self._rulebook, path),
            factor=self._rulebook.questions[path.question].asked_among,
            why=self._inquiry.answers.reason(path),
            applies=self._inquiry.applies(path),
            bears_on=goal,
            answers=waiting,
            asked=self._inquiry.is_asked(path),
            looked_up=self._rulebook.questions[path.question].looked_up,
        )

    def _is_there(self, path: AnswerPath) -> bool:
        """Say whether an answer has a place to stand: the item it is about is there, if any."""
        return path.item is None or path.owner in self._inquiry.answers.counts

    def _lookup_of(self, path: AnswerPath) -> AnswerPath | None:
        """Return the open lookup beside a question whose table could fill it."""
        answers = self._inquiry.answers
        owner, question = path.place
        for (place, name), columns in self._rulebook.fillings.items():
            if place == owner and any(column == question for _, column in columns):
                lookup = path.beside(name)
                is_open = answers.value(lookup) is None and lookup not in answers.reasons
                if is_open and self._is_there(lookup) and self._inquiry.applies(lookup):
                    return lookup
        return None

    # --- the order

    def _weight(self, each: OpenQuestion, goal: Goal) -> float:
        match goal:
            case Goal.TYPOLOGY:
                return round(min(map(self._inquiry.questions_left, each.answers)), 9)
            case Goal.FIRST_STEPS | Goal.PLAN:
                return -len(self.interventions(each))
            case Goal.TARGET_GROUP:
                return 0.0

    def position(self, path: AnswerPath) -> tuple[int, ...]:
        """Return the place of a question in the file."""
        top = list(self._rulebook.questions).index(path.question)
        if path.element is None:
            return (top,)
        domain = self._rulebook.collection(path.question)
        inner = [each.id for each in domain.item].index(str(path.inner))
        row = domain.rows.index(path.element.key) if isinstance(domain, Grid) else path.item
        return top, row or 0, inner


# --- what a page shows of it


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """An open question as a page shows it, and what its answer would change.

    `effects` say what each value leaves of the typology, and are empty where all leave the same or
    values are not listed one by one; `alone`, whether it makes a difference by itself.
    """

    found: OpenQuestion
    effects: tuple[Effect, ...] = ()
    alone: bool = False
    interventions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StillOpen:
    """The first open questions that may change something, and how many more there are.

    `more` is exact. It is `None` where being exact takes too much: then `questions` are the first
    open ones of the file, and nothing is said of what they change. `declined` says that an answer
    somebody would rather not give matters too; it is not asked for again, and not counted.

    `awaited` are interventions a core rule may recommend that wait for nothing but facts still to
    be looked up, with these facts; in the order of the catalogue.
    """

    questions: tuple[ShownQuestion, ...] = ()
    more: int | None = 0
    declined: bool = False
    awaited: Mapping[str, Awaited] = field(default_factory=dict)


def still_open(
    rulebook: Rulebook,
    evaluator: Evaluator,
    answers: Answers,
    outcome: Outcome,
    *,
    everything: bool = False,
    most: int = 3,
) -> StillOpen:
    """Return what is still open of an outcome, with at most `most` questions.

    Only those are shown that apply whatever the other open answers are. Questions kept off the
    page are neither shown nor counted, but where `everything` is shown.
    """
    off_page = OffPage(rulebook, outcome, everything=everything).questions
    if not outcome.exact:
        return _first_open(rulebook, answers, outcome, off_page, most)
    try:
        asking = OpenQuestions(rulebook, evaluator.inquiry(answers, outcome.as_of))
        every = [each for each in asking.all if each.path.question not in off_page]
        counted = [each for each in every if each.why is not OpenReason.DECLINED]
        first = [each for each in counted if each.applies][:most]
        shown = tuple(_shown(asking, each) for each in first)
        awaited = dict(asking.awaited(outcome, off_page))
    except LimitReached:
        return _first_open(rulebook, answers, outcome, off_page, most)
    return StillOpen(shown, len(counted) - len(shown), len(counted) < len(every), awaited)


def _shown(asking: OpenQuestions, found: OpenQuestion) -> ShownQuestion:
    alone = found.bears_on is Goal.TYPOLOGY and asking.decides_alone(found)
    return ShownQuestion(found, asking.effects(found), alone, asking.interventions(found))


def _first_open(
    rulebook: Rulebook,
    answers: Answers,
    outcome: Outcome,
    off_page: Collection[str],
    most: int,
) -> StillOpen:
    """Return the first open questions of the file that always apply; nothing is known of them."""
    waiting = {each.path for each in outcome.open if each.why == "absent"}
    first = (
        _unexplored(rulebook, each.path, each.question)
        for each in answered(rulebook, answers)
        if each.path in waiting and each.path.question not in off_page
    )
    always = [each for each in first if each.applies]
    return StillOpen(tuple(map(ShownQuestion, always[:most])), None)


def _unexplored(rulebook: Rulebook, path: AnswerPath, question: Question) -> OpenQuestion:
    owner = rulebook.questions[path.question]
    applies = owner.applies_when is None and question.applies_when is None
    return OpenQuestion(
        path, question, owner.asked_among, OpenReason.ABSENT, applies, None, (path,)
    )


def _all_of(*answers: tuple[AnswerPath, ...]) -> tuple[AnswerPath, ...]:
    return tuple(sorted({*chain(*answers)}))
