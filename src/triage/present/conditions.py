"""Conditions in words: what a rule tests, as a caseworker or a method developer reads it."""

from __future__ import annotations

import operator
from collections.abc import Iterable
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
    Order,
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
from triage.model.walk import conjuncts
from triage.present.blocks import labelled
from triage.present.names import Names, question_path
from triage.present.wording import Words

_IS = {
    Order.AT_LEAST: operator.ge,
    Order.AT_MOST: operator.le,
    Order.MORE_THAN: operator.gt,
    Order.LESS_THAN: operator.lt,
}
_MOST_NAMED = 5
_AGO = {1: "words.months_ago", 12: "words.years_ago"}


class ConditionWords:
    """Puts conditions of one rulebook into the words of one language.

    With `discreet`, as a caseworker reads it: what is tested of a private question is not told, and
    comparisons on a scale name its values.
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
        """Return one phrase for each thing that must hold, but for what is private altogether."""
        return tuple(self.of(part) for part in conjuncts(condition) if not self.is_private(part))

    def of(self, condition: Condition) -> str:
        """Put a condition into one phrase."""
        match condition:
            case AllOf(()):
                return self._words.say("words.always")
            case AllOf(parts):
                return "; ".join(self._said(parts))
            case AnyOf(parts):
                said = (f"({text})" if "; " in text else text for text in self._said(parts))
                return self._words.say("words.either", parts=self._words.either(said))
            case Negation(part):
                return self._words.say("words.negation", part=self.of(part))
            case Tested(ref, tests):
                return self._tested(ref, tests)

    def is_private(self, condition: Condition) -> bool:
        """Say whether nothing of a condition may be told."""
        match condition:
            case AllOf(parts) | AnyOf(parts):
                return bool(parts) and all(map(self.is_private, parts))
            case Negation(part):
                return self.is_private(part)
            case Tested(ref):
                return self._discreet and self._keeps_private(ref)

    def plan_count(self, count: PlanCount) -> str:
        """Put what a warning counts in the plan into one phrase."""
        everything = len(count.interventions) == len(self._rulebook.interventions)
        if everything:
            of = self._words.say("words.every_intervention")
        elif self._discreet:
            of = self._words.some(map(self._names.intervention, count.interventions), _MOST_NAMED)
        else:
            of = self._words.either(self._names.interventions(count.interventions))
        start = self._names.start(count.start).lower() if count.start else ""
        subject = f"{of} ({start})" if start else of
        said = self._numbers(TYPOLOGY, count.tests)
        return labelled(subject, said)

    def _said(self, parts: Iterable[Condition]) -> Iterable[str]:
        said = tuple(map(self.of, parts))
        return dict.fromkeys(said) if self._discreet else said

    def _tested(self, ref: Ref, tests: tuple[Test, ...]) -> str:
        if self._discreet and self._keeps_private(ref):
            return self._words.say("words.private")
        values = self._compared(ref, tests) if self._discreet else ()
        if values:
            said = self._words.either(self._value(ref, each) for each in values)
        else:
            said = self._words.both(self._test(ref, test) for test in tests)
        return labelled(self._subject(ref), said)

    def _compared(self, ref: Ref, tests: tuple[Test, ...]) -> tuple[str, ...]:
        """Return the values of a scale that comparisons with fixed values leave."""
        values = left = self._scale(ref)
        for test in tests:
            if not isinstance(test, Compared) or isinstance(test.operand, OtherQuestion):
                return ()
            limit = test.operand.value
            if limit not in values:
                return ()
            within, place = _IS[test.order], values.index(str(limit))
            left = tuple(each for each in left if within(values.index(each), place))
        return left

    def _scale(self, ref: Ref) -> tuple[str, ...]:
        if ref.kind is RefKind.FINDING:
            return self._rulebook.findings[ref.id].body.values
        question = _question(self._rulebook, ref) if ref.kind is RefKind.QUESTION else None
        domain = question.domain if question else None
        return domain.values if isinstance(domain, Choice) and domain.ordered else ()

    def _subject(self, ref: Ref) -> str:
        """Name what is tested: to a caseworker as it is asked, in a listing by label or id."""
        if self._discreet or ref.kind is not RefKind.QUESTION:
            return self._names.ref(ref)
        label = self._names.label(question_path(self._rulebook, ref.collection, ref.id))
        row = ref.row and self._names.label(f"questions.{ref.collection}.rows.{ref.row}")
        return f"{row}, {label}" if row else label

    def _keeps_private(self, ref: Ref) -> bool:
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
        if question is None or not isinstance(question.domain, Number):
            return str(number)
        path = question_path(self._rulebook, ref.collection, ref.id)
        return self._names.with_unit(str(number), path, question.domain.unit)

    def _values_path(self, ref: Ref) -> str | None:
        """Return where the labels of what is tested stand; `None` for yes and no."""
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
