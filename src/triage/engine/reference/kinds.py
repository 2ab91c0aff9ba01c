"""Values that the text of some conditions tells apart: one of each kind stands for all (4.5).

What a condition can read is followed through the text: its tests, the findings and the typology it
names, and the `asked_when` of every question it tests. Two values of a question are of one kind
where every test on that way says the same of both. A question compared with another keeps all its
values apart, and a list its numbers of items.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from triage.engine.reference.choices import Steps, domain_values
from triage.engine.reference.tests import ValueTest, constant, meets
from triage.model.answer_path import AnswerPath
from triage.model.answers import AnswerValue
from triage.model.condition import (
    Among,
    Applies,
    Compared,
    Condition,
    ItemCount,
    Members,
    Quantified,
    Ref,
    RefKind,
    Size,
    Test,
)
from triage.model.finding import Extreme, Finding
from triage.model.question import Choice, Domain, ListOf, Number, Subset, YesNo
from triage.model.rulebook import Rulebook
from triage.model.walk import every_test, read_beside

Key = tuple[str | None, str]
"""A list or grid, and a question in it; of other questions the id alone."""


_LOOKS_A_TEST = 4
"""How many values are looked through in the time of a test in a completion, about."""

Known = set[tuple[Domain, tuple[ValueTest, ...]]]
"""The domains whose kinds were looked through already, with the tests that tell them apart."""


class Kinds:
    """The values of open answers that some conditions tell apart, on one day.

    `known` are those looked through before, in the same `steps`.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        conditions: Iterable[Condition],
        as_of: date,
        steps: Steps | None = None,
        known: Known | None = None,
    ) -> None:
        self._rulebook = rulebook
        self._as_of = as_of
        self._steps = Steps() if steps is None else steps
        self._known: Known = set() if known is None else known
        self._tests: dict[Key, list[ValueTest]] = {}
        self._compared: set[Key] = set()
        self._followed: set[Ref] = set()
        self._found: dict[Key, Sequence[AnswerValue]] = {}
        for condition in conditions:
            self._condition(condition)

    def values(self, path: AnswerPath, domain: Domain) -> Sequence[AnswerValue]:
        """Return a value of each kind of the answer at a path, in the order of the domain.

        Raises:
            LimitReached: there are too many values to look through.
        """
        key = path.place
        if key not in self._found:
            if key in self._compared or isinstance(domain, ListOf):
                self._found[key] = domain_values(domain, self._as_of)
            else:
                tests = tuple(dict.fromkeys(self._tests.get(key, ())))
                self._found[key], looks = _told_apart(domain, tests, self._as_of)
                if (domain, tests) not in self._known:
                    self._known.add((domain, tests))
                    self._steps.take(looks // _LOOKS_A_TEST)
        return self._found[key]

    # --- following the text

    def _condition(self, condition: Condition) -> None:
        for ref, test in every_test(condition):
            self._test(ref, test)

    def _test(self, ref: Ref, test: Test) -> None:
        self._ref(ref)
        others = list(read_beside(ref, test))
        for other in others:
            self._whole(other)
        match test:
            case Quantified() | ItemCount() | Applies():
                pass
            case _ if others:
                self._whole(ref)
            case _ if ref.kind is RefKind.QUESTION:
                self._tests.setdefault((ref.collection, ref.id), []).append(test)

    def _whole(self, ref: Ref) -> None:
        """Keep all values of a question apart; what is not a question has none of its own."""
        self._ref(ref)
        if ref.kind is RefKind.QUESTION:
            self._compared.add((ref.collection, ref.id))

    def _ref(self, ref: Ref) -> None:
        anywhere = replace(ref, row=None)
        if anywhere not in self._followed:
            self._followed.add(anywhere)
            for condition in self._behind(ref):
                self._condition(condition)

    def _behind(self, ref: Ref) -> Iterator[Condition]:
        """Return what decides the value of something, and where it applies."""
        match ref.kind:
            case RefKind.QUESTION:
                yield from asked_when(self._rulebook, ref)
            case RefKind.TYPOLOGY:
                if (typologies := self._rulebook.typologies) is not None:
                    yield from (rule.when for rule in typologies.rules)
            case RefKind.FINDING:
                yield from self._finding(self._rulebook.findings[ref.id])
            case RefKind.ROW:
                pass

    def _finding(self, finding: Finding) -> Iterator[Condition]:
        if finding.for_each is not None:
            yield from asked_when(self._rulebook, Ref(RefKind.QUESTION, finding.for_each))
        yield from finding.conditions
        if isinstance(finding.body, Extreme):
            self._whole(finding.body.over)


def asked_when(rulebook: Rulebook, ref: Ref) -> Iterator[Condition]:
    """Return the conditions under which a question applies: its own, and its list's or grid's."""
    questions = [rulebook.questions[ref.collection or ref.id]]
    if ref.collection is not None:
        inner = rulebook.collection(ref.collection).item
        questions += [question for question in inner if question.id == ref.id]
    yield from (each.applies_when for each in questions if each.applies_when is not None)


@lru_cache(1024)
def _told_apart(
    domain: Domain, tests: tuple[ValueTest, ...], as_of: date
) -> tuple[Sequence[AnswerValue], int]:
    """Return the first value of each kind that tests tell apart, and how often a value was tested.

    Kept, as days are many.
    """

    def rank(each: AnswerValue) -> int:
        if isinstance(each, int):
            return each
        assert isinstance(domain, Choice | YesNo)
        return domain.values.index(str(each))

    found: dict[tuple[bool, ...], AnswerValue] = {}
    candidates = _candidates(domain, tests, as_of)
    for value in candidates:
        said = tuple(meets(value, test, as_of, rank, constant) for test in tests)
        found.setdefault(said, value)
    return tuple(found.values()), len(candidates) * len(tests)


def _candidates(domain: Domain, tests: Sequence[ValueTest], as_of: date) -> Sequence[AnswerValue]:
    """Return values of a domain, at least one of each kind, in order."""
    match domain:
        case Number(low, high):
            near = {at + step for test in tests for at in _numbers(test) for step in (-1, 0, 1)}
            return sorted({low, high, *(value for value in near if low <= value <= high)})
        case Subset(values) if not any(isinstance(test, Size) for test in tests):
            named = {str(v.value) for t in tests if isinstance(t, Members) for v in t.values}
            members = tuple(value for value in values if value in named)
            return domain_values(Subset(members), as_of)
        case _:
            return domain_values(domain, as_of)


def _numbers(test: ValueTest) -> Iterator[int]:
    """Return the numbers a test of a number names."""
    match test:
        case Among(operands):
            named = operands
        case Compared(_, operand):
            named = (operand,)
        case _:
            return
    for operand in named:
        value = constant(operand)
        assert isinstance(value, int)
        yield value
