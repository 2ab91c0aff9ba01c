"""Walking all completions: the meaning of an assessment with open answers (sections 4.1, 4.5).

Each output is walked by itself. A walk chooses a value whenever an open answer is first read, so
an answer the output never reads is never chosen; and of values that the text behind the output
does not tell apart, one is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from triage.engine.possible import NoCompletion, Possible
from triage.engine.reference.choices import MOST_COMPLETIONS, MOST_STEPS, Steps, Walk, too_many
from triage.engine.reference.completion import Completion
from triage.engine.reference.kinds import Kinds, Known, asked_when
from triage.engine.reference.plan import Plan, holds
from triage.model.answer_path import AnswerPath
from triage.model.answers import Answers
from triage.model.condition import Condition, Ref, RefKind
from triage.model.guarantee import Status
from triage.model.outcome import RuleState
from triage.model.rule import Classification
from triage.model.rulebook import Rulebook
from triage.program.reads import read_paths

T = TypeVar("T", bound=Hashable)


def completions(
    rulebook: Rulebook,
    answers: Answers,
    as_of: date,
    kinds: Kinds | None = None,
    steps: Steps | None = None,
) -> Iterator[Completion]:
    """Return every completion of an assessment (section 4.1), as far as it is read.

    With `kinds`, values no test behind them tells apart are one.

    Raises:
        LimitReached: there are more than `MOST_COMPLETIONS`, or they take too many `steps`.
    """
    walk = Walk(steps)
    for _ in range(MOST_COMPLETIONS):
        completion = Completion(rulebook, answers, as_of, walk, kinds)
        if completion.agrees():
            yield completion
        if not walk.advance():
            return
    raise too_many()


def possible(rulebook: Rulebook, answers: Answers, as_of: date) -> Possible:
    """Return what completions give, over all of them.

    Raises:
        NoCompletion: the answers contradict each other.
        LimitReached: there are too many completions to walk.
    """
    outputs = Outputs(rulebook, answers, as_of, Steps(MOST_STEPS))
    if not outputs.consistent():
        raise NoCompletion
    return Possible(
        target_group=outputs.target_group(),
        typology=outputs.typology(),
        statuses={id_: outputs.statuses(id_) for id_ in rulebook.interventions},
        starts={id_: outputs.starts(id_) for id_ in rulebook.interventions},
        limits={id_: some for id_ in rulebook.interventions if (some := outputs.limits(id_))},
        rules={id_: outputs.rule(id_) for id_ in rulebook.rules},
        open={path for path in read_paths(rulebook) if outputs.is_open(path)},
    )


class Outputs:
    """The outputs of one assessment, each over all completions, each walked by itself.

    Every method raises `LimitReached` where the output has too many completions to walk, or all
    outputs so far take too many `steps`.
    """

    def __init__(
        self, rulebook: Rulebook, answers: Answers, as_of: date, steps: Steps | None = None
    ) -> None:
        self._steps, self._known = Steps() if steps is None else steps, Known()
        self._rulebook = rulebook
        self._answers = answers
        self._as_of = as_of
        given = {*answers.given, *answers.counts, *answers.grids}
        self._demands = [when for path in sorted(given) for when in self._applies(path)]

    def consistent(self) -> bool:
        """Say whether there is a completion."""
        return bool(self._over(lambda _: True, []))

    def typology(self) -> frozenset[str]:
        """Return the typologies, gap and conflict among them; none where there are no such."""
        classes = self._rulebook.typologies
        return self._class(classes, lambda each: str(each.typology()))

    def target_group(self) -> frozenset[str]:
        """Return the target groups in the same way."""
        classes = self._rulebook.target_groups
        return self._class(classes, lambda each: str(each.target_group()))

    def rule(self, id_: str) -> RuleState:
        """Return whether a rule holds in every completion, in some, or in none."""
        rule = self._rulebook.rules[id_]
        held = self._over(lambda each: holds(each, rule), [rule.when])
        if held == {True}:
            return RuleState.HOLDS
        return RuleState.MAY_HOLD if True in held else RuleState.CANNOT_HOLD

    def statuses(self, id_: str) -> frozenset[Status]:
        """Return the statuses of an intervention."""
        return self._over(lambda each: Plan(each).status(id_), self._speaking({id_}))

    def starts(self, id_: str) -> frozenset[str | None]:
        """Return the starts of an intervention; `None` where there is none."""
        return self._over(lambda each: Plan(each).start(id_), self._speaking({id_}))

    def limits(self, id_: str) -> dict[str, frozenset[int | None]]:
        """Return the values of each limit some rule of law sets on an intervention."""
        laws = [rule for rule in self._rulebook.availability if id_ in rule.interventions]
        names = sorted({name for rule in laws for name in rule.limits})
        return {name: self._limit(id_, name) for name in names}

    def is_open(self, path: AnswerPath) -> bool:
        """Say whether an answer is missing that applies in some completion.

        Items of an open list are not there to be answered.
        """
        count = self._answers.counts.get(path.owner)
        if path.item is not None and (count is None or path.item > count):
            return False
        if count is not None and path.element is None:
            return False
        if self._answers.value(path) is not None:
            return False
        return True in self._over(lambda each: each.path_applies(path), self._applies(path))

    def _over(self, read: Callable[[Completion], T], text: Iterable[Condition]) -> frozenset[T]:
        """Return what is read in some completion; `text` is all that reading it may look at."""
        demanded = (*self._demands, *text)
        kinds = Kinds(self._rulebook, demanded, self._as_of, self._steps, self._known)
        every = completions(self._rulebook, self._answers, self._as_of, kinds, self._steps)
        return frozenset(read(completion) for completion in every)

    def _class(
        self, classes: Classification | None, read: Callable[[Completion], str]
    ) -> frozenset[str]:
        if classes is None:
            return frozenset()
        return self._over(read, [rule.when for rule in classes.rules])

    def _limit(self, id_: str, name: str) -> frozenset[int | None]:
        return self._over(lambda each: Plan(each).limit(id_, name), self._speaking({id_}))

    def _speaking(self, ids: set[str]) -> Iterator[Condition]:
        """Return the conditions of rules about interventions, and about those they wait for."""
        rules = self._rulebook.recommendations
        after = {r.start.after for r in rules if ids.intersection(r.recommend)} - {None}
        ids = ids.union(map(str, after))
        for rule in rules:
            if ids.intersection((*rule.recommend, *rule.against)):
                yield rule.when
        for law in self._rulebook.availability:
            if ids.intersection(law.interventions):
                yield law.when

    def _applies(self, path: AnswerPath) -> Iterator[Condition]:
        """Return the conditions under which the answer at a path applies."""
        collection, question = path.place
        return asked_when(self._rulebook, Ref(RefKind.QUESTION, question, collection))
