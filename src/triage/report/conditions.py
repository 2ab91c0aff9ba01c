"""Conditions in words: what a rule tests, as a caseworker or a method developer reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from triage.model.condition import (
    TYPOLOGY,
    AllOf,
    Among,
    AnyOf,
    Applies,
    AsOf,
    Compared,
    Condition,
    DateCompared,
    Elapsed,
    ItemCount,
    Members,
    Membership,
    Negation,
    Operand,
    OtherQuestion,
    Quantified,
    Ref,
    RefKind,
    Scalar,
    Size,
    Test,
    Tested,
    Value,
)
from triage.model.finding import Extreme
from triage.model.question import Choice, Grid, ListOf, Number, Question, Subset, YesNo
from triage.model.rule import PlanCount
from triage.model.rulebook import Rulebook
from triage.report.blocks import labelled
from triage.report.names import Names, question_path
from triage.report.wording import Words

_AGO = {1: "words.months_ago", 12: "words.years_ago"}


class ConditionWords:
    """Puts conditions of one rulebook into the words of one language.

    With `discreet`, as a caseworker reads it: what is tested of a private question is left out, and
    questions are named as they are asked.
    """

    def __init__(
        self, rulebook: Rulebook, words: Words, names: Names, discreet: bool = False
    ) -> None:
        """Take the names of `rulebook` from `names`."""
        self._rulebook = rulebook
        self._words = words
        self._names = names
        self._discreet = discreet

    def parts(self, condition: Condition) -> tuple[str, ...]:
        """Give one phrase for each thing that must hold."""
        inner = condition.parts if isinstance(condition, AllOf) else (condition,)
        return tuple(text for part in inner if (text := self.of(part)))

    def of(self, condition: Condition) -> str:
        """Put a condition into one phrase; empty where nothing of it may be said."""
        match condition:
            case AllOf(()):
                return self._words.say("words.always")
            case AllOf(parts):
                return "; ".join(self._said(parts))
            case AnyOf(parts):
                said = (f"({text})" if "; " in text else text for text in self._said(parts))
                return self._words.say("words.either", parts=self._words.either(said))
            case Negation(part):
                inner = self.of(part)
                return self._words.say("words.negation", part=inner) if inner else ""
            case Tested(ref, tests):
                return self._tested(ref, tests)

    def plan_count(self, count: PlanCount) -> str:
        """Put what a warning counts in the plan into one phrase."""
        everything = len(count.interventions) == len(self._rulebook.interventions)
        chosen = (self._names.intervention(each) for each in count.interventions)
        of = (
            self._words.say("words.every_intervention")
            if everything
            else self._words.either(chosen)
        )
        start = self._names.start(count.start).lower() if count.start else ""
        subject = f"{of} ({start})" if start else of
        said = self._numbers(TYPOLOGY, count.tests)
        return labelled(subject, said)

    def _said(self, parts: Iterable[Condition]) -> Iterator[str]:
        return (text for part in parts if (text := self.of(part)))

    def _tested(self, ref: Ref, tests: tuple[Test, ...]) -> str:
        if self._discreet and self._is_private(ref):
            return ""
        said = self._words.both(text for test in tests if (text := self._test(ref, test)))
        return labelled(self._subject(ref), said)

    def _subject(self, ref: Ref) -> str:
        """Name what is tested: to a caseworker as it is asked, in a listing by label or id."""
        if self._discreet or ref.kind is not RefKind.QUESTION:
            return self._names.ref(ref)
        label = self._names.label(question_path(self._rulebook, ref.collection, ref.id))
        row = ref.row and self._names.label(f"questions.{ref.collection}.rows.{ref.row}")
        return f"{row}, {label}" if row else label

    def _is_private(self, ref: Ref) -> bool:
        if ref.kind is not RefKind.QUESTION:
            return False
        owner = self._rulebook.questions.get(ref.collection or "")
        question = _question(self._rulebook, ref)
        return bool((owner and owner.keep_private) or (question and question.keep_private))

    def _test(self, ref: Ref, test: Test) -> str:
        match test:
            case Among(operands, negated):
                said = self._words.either(self._operand(ref, each) for each in operands)
                return self._words.say("words.not_value", value=said) if negated else said
            case Compared(order, operand):
                return self._words.say(f"words.{order}", value=self._operand(ref, operand))
            case DateCompared(before, operand):
                key = "words.before" if before else "words.on_or_after"
                return self._words.say(key, value=self._operand(ref, operand))
            case Elapsed(per_unit, tests):
                return self._words.say(_AGO[per_unit], value=self._numbers(ref, tests))
            case Members(membership, values):
                return self._members(ref, membership, values)
            case Size(tests):
                return self._words.say("words.count", value=self._numbers(ref, tests))
            case Quantified(quantifier, condition):
                return self._words.say(f"words.{quantifier}", condition=self.of(condition))
            case ItemCount():
                return self._item_count(ref, test)
            case Applies(expected):
                return self._words.say("words.applies" if expected else "words.applies_not")

    def _members(self, ref: Ref, membership: Membership, values: tuple[Value, ...]) -> str:
        names = (self._operand(ref, each) for each in values)
        joined = (self._words.both if membership is Membership.ALL else self._words.either)(names)
        return self._words.say(f"words.{membership}", value=joined)

    def _item_count(self, ref: Ref, test: ItemCount) -> str:
        value = self._numbers(ref, test.tests)
        if test.distinct is not None:
            question = self._names.question(ref.id, test.distinct)
            return self._words.say("words.count_distinct", question=question, value=value)
        if test.of is not None:
            condition = self.of(test.of)
            return self._words.say("words.count_of", condition=condition, value=value)
        return self._words.say("words.count", value=value)

    def _numbers(self, ref: Ref, tests: Iterable[Test]) -> str:
        return self._words.both(self._test(ref, test) for test in tests)

    def _operand(self, ref: Ref, operand: Operand) -> str:
        if isinstance(operand, OtherQuestion):
            name = self._subject(operand.ref)
            return self._words.say("words.same_as", question=name)
        said = self._fixed(ref, operand.value)
        if self._discreet or operand.parameter is None:
            return said
        return f"{said} (${operand.parameter})"

    def _fixed(self, ref: Ref, value: Scalar) -> str:
        if isinstance(value, AsOf):
            return self._words.say("words.as_of")
        if isinstance(value, date):
            return self._words.date(value)
        return self._value(ref, value)

    def _value(self, ref: Ref, value: str | int) -> str:
        if isinstance(value, int):
            return self._with_unit(ref, value)
        path = self._values_path(ref)
        if path is None:
            return self._words.say("yes" if value == "yes" else "no")
        return self._names.label(f"{path}.{value}")

    def _with_unit(self, ref: Ref, number: int) -> str:
        question = _question(self._rulebook, ref) if ref.kind is RefKind.QUESTION else None
        if question and isinstance(question.domain, Number) and question.domain.unit:
            return f"{number} {question.domain.unit}"
        return str(number)

    def _values_path(self, ref: Ref) -> str | None:
        """Give where the labels of what is tested stand; `None` for yes and no."""
        match ref.kind:
            case RefKind.TYPOLOGY:
                return "typologies.values"
            case RefKind.ROW:
                return f"questions.{ref.collection}.rows"
            case RefKind.FINDING:
                return self._finding_values(ref.id)
            case RefKind.QUESTION:
                question = _question(self._rulebook, ref)
                if question and isinstance(question.domain, Choice | Subset):
                    path = question_path(self._rulebook, ref.collection, ref.id)
                    return f"{path}.values"
                return None

    def _finding_values(self, finding: str) -> str | None:
        body = self._rulebook.findings[finding].body
        if isinstance(body, Extreme):
            return self._values_path(body.over)
        if body.values == YesNo().values:
            return None
        return f"findings.{finding}.values"


def _question(rulebook: Rulebook, ref: Ref) -> Question | None:
    if ref.collection is None:
        return rulebook.questions.get(ref.id)
    domain = rulebook.questions[ref.collection].domain
    inner = domain.item if isinstance(domain, ListOf | Grid) else ()
    return next((question for question in inner if question.id == ref.id), None)
