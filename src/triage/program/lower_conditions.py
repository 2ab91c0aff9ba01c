"""Lowering of conditions: names become variables, quantifiers become and, or and counts."""

from __future__ import annotations

from typing import Protocol

from triage.model.answer_path import Element
from triage.model.condition import (
    AllOf,
    Among,
    AnyOf,
    Applies,
    Compared,
    Condition,
    DateCompared,
    Elapsed,
    ItemCount,
    Members,
    Negation,
    Operand,
    OtherQuestion,
    Quantified,
    Quantifier,
    Ref,
    RefKind,
    Size,
    Test,
    Tested,
)
from triage.model.question import Choice, ListOf, Subset, YesNo
from triage.model.rulebook import Rulebook
from triage.program.formula import (
    FALSE,
    TRUE,
    UNBOUNDED,
    CountIn,
    DateIn,
    DistinctIn,
    Equal,
    Formula,
    In,
    Intervals,
    MembersIn,
    Ordered,
    SizeIn,
    conjunction,
    disjunction,
    negation,
)
from triage.program.lower_tests import (
    Encode,
    compares_questions,
    encode_in,
    encode_number,
    intervals_of,
    mask_of,
)
from triage.program.program import DateSpan, Derived, Variable
from triage.program.reads import elements


class Numbering(Protocol):
    """What lowering a condition needs to know of the answers and findings around it."""

    rulebook: Rulebook

    def answer(self, ref: Ref, element: Element | None) -> Variable:
        """Return the variable of a question."""

    def derived(self, finding_id: str, element: Element | None) -> Derived:
        """Return the derived value of a finding."""

    def typology(self) -> Derived:
        """Return the derived typology."""

    def applies(self, ref: Ref, element: Element | None) -> Formula:
        """Say when a question applies."""

    def exists(self, element: Element) -> Formula:
        """Say when an item or row is there."""

    def span(self, span: DateSpan) -> int:
        """Number a span of dates."""


class ConditionLowering:
    """Turns conditions into formulas; `element` is the item or row in hand, if any."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering

    def lower(self, condition: Condition, element: Element | None) -> Formula:
        """Flatten one condition."""
        match condition:
            case AllOf(parts):
                return conjunction(*(self.lower(part, element) for part in parts))
            case AnyOf(parts):
                return disjunction(*(self.lower(part, element) for part in parts))
            case Negation(part):
                return negation(self.lower(part, element))
            case Tested(ref, tests):
                return self._tested(ref, tests, element)

    def subject(self, ref: Ref, element: Element | None) -> int:
        """Return the number of what a reference reads: a variable or a derived value."""
        if ref.kind is RefKind.TYPOLOGY:
            return self._numbering.typology().index
        if ref.kind is RefKind.FINDING:
            return self._derived(ref, element).index
        return self._numbering.answer(ref, element).index

    def _derived(self, ref: Ref, element: Element | None) -> Derived:
        if ref.row is not None and ref.collection is not None:
            element = Element(ref.collection, ref.row)
        return self._numbering.derived(ref.id, element)

    def _tested(self, ref: Ref, tests: tuple[Test, ...], element: Element | None) -> Formula:
        if ref.kind is RefKind.ROW:
            return self._row(tests, element)
        plain = [
            test
            for test in tests
            if isinstance(test, Among | Compared) and not compares_questions(test)
        ]
        others = [test for test in tests if test not in plain]
        parts = [self._other(ref, test, element) for test in others]
        if plain:
            index, encode, low, high = self._scale(ref, element)
            parts.append(_in(index, intervals_of(plain, encode, low, high)))
        return conjunction(*parts)

    def _row(self, tests: tuple[Test, ...], element: Element | None) -> Formula:
        assert element is not None
        rows = tuple(each.key for each in elements(self._numbering.rulebook, element.owner))
        code = rows.index(element.key)
        plain = [test for test in tests if isinstance(test, Among | Compared)]
        allowed = intervals_of(plain, encode_in(rows), 0, len(rows) - 1)
        return TRUE if any(low <= code <= high for low, high in allowed) else FALSE

    def _scale(self, ref: Ref, element: Element | None) -> tuple[int, Encode, int, int]:
        """Return what a value test needs: number, coding, lowest and highest code."""
        if ref.kind is RefKind.TYPOLOGY:
            typology = self._numbering.typology()
            values = typology.values[:-2]  # without gap and conflict, where it does not apply
            return typology.index, encode_in(values), 0, len(values) - 1
        if ref.kind is RefKind.FINDING:
            derived = self._derived(ref, element)
            return derived.index, encode_in(derived.values), 0, len(derived.values) - 1
        variable = self._numbering.answer(ref, element)
        if isinstance(variable.domain, Choice | YesNo):
            return variable.index, encode_in(variable.domain.values), variable.low, variable.high
        return variable.index, encode_number, variable.low, variable.high

    def _other(self, ref: Ref, test: Test, element: Element | None) -> Formula:
        match test:
            case Applies(expected):
                applies = self._applies(ref, element)
                return applies if expected else negation(applies)
            case Quantified(quantifier, inner):
                return self._quantified(ref.id, quantifier, inner)
            case ItemCount():
                return self._item_count(ref.id, test)
            case Members() | Size():
                return self._set_test(self._numbering.answer(ref, element), test)
            case DateCompared() | Elapsed():
                return self._date_test(self._numbering.answer(ref, element).index, test)
            case Among() | Compared():
                return self._comparison(ref, test, element)

    def _applies(self, ref: Ref, element: Element | None) -> Formula:
        if ref.kind is RefKind.QUESTION:
            return self._numbering.applies(ref, element)
        index, _, low, high = self._scale(ref, element)
        return In(index, ((low, high),))

    # --- lists and grids

    def _here(self, collection: str) -> Formula:
        return self._numbering.applies(Ref(RefKind.QUESTION, collection), None)

    def _elements(self, collection: str) -> list[Element]:
        return list(elements(self._numbering.rulebook, collection))

    def _quantified(self, collection: str, quantifier: Quantifier, inner: Condition) -> Formula:
        there = [
            (self._numbering.exists(element), self.lower(inner, element))
            for element in self._elements(collection)
        ]
        if quantifier is Quantifier.EVERY:
            holds = (disjunction(negation(exists), meets) for exists, meets in there)
            return conjunction(self._here(collection), *holds)
        some = disjunction(*(conjunction(exists, meets) for exists, meets in there))
        if quantifier is Quantifier.SOME:
            return some
        return conjunction(self._here(collection), negation(some))

    def _item_count(self, collection: str, test: ItemCount) -> Formula:
        there = [
            (
                conjunction(
                    self._numbering.exists(element),
                    TRUE if test.of is None else self.lower(test.of, element),
                ),
                element,
            )
            for element in self._elements(collection)
        ]
        allowed = intervals_of(test.tests, encode_number, 0, len(there))
        if test.distinct is not None:
            ref = Ref(RefKind.QUESTION, test.distinct, collection)
            guarded = tuple(
                (meets, self._numbering.answer(ref, element).index) for meets, element in there
            )
            return conjunction(self._here(collection), DistinctIn(guarded, allowed))
        domain = self._numbering.rulebook.collection(collection)
        if test.of is None and isinstance(domain, ListOf):
            count = self._numbering.answer(Ref(RefKind.QUESTION, collection), None)
            return _in(count.index, allowed)
        counted = CountIn(tuple(meets for meets, _ in there), allowed)
        return conjunction(self._here(collection), counted)

    # --- sets, dates and other questions

    def _set_test(self, variable: Variable, test: Members | Size) -> Formula:
        assert isinstance(variable.domain, Subset)
        values = variable.domain.values
        if isinstance(test, Size):
            return SizeIn(variable.index, intervals_of(test.tests, encode_number, 0, len(values)))
        mask = mask_of((str(value.value) for value in test.values), values)
        return MembersIn(variable.index, test.membership, mask)

    def _date_test(self, index: int, test: DateCompared | Elapsed) -> Formula:
        if isinstance(test, DateCompared):
            span = DateSpan(before=test.operand) if test.before else DateSpan(since=test.operand)
            return DateIn(index, self._numbering.span(span))
        allowed = intervals_of(test.tests, encode_number)
        spans = (
            DateSpan(months=(_first_month(low, test.per_unit), _last_month(high, test.per_unit)))
            for low, high in allowed
        )
        return disjunction(*(DateIn(index, self._numbering.span(span)) for span in spans))

    def _comparison(self, ref: Ref, test: Among | Compared, element: Element | None) -> Formula:
        left, encode, low, high = self._scale(ref, element)

        def equal(operand: Operand, negated: bool) -> Formula:
            if isinstance(operand, OtherQuestion):
                return Equal(left, self.subject(operand.ref, element), negated)
            one = intervals_of([Among((operand,), negated)], encode, low, high)
            return _in(left, one)

        if isinstance(test, Compared):
            assert isinstance(test.operand, OtherQuestion)
            return Ordered(left, test.order, self.subject(test.operand.ref, element))
        join = conjunction if test.negated else disjunction
        return join(*(equal(operand, test.negated) for operand in test.operands))


def _in(index: int, intervals: Intervals) -> Formula:
    return In(index, intervals) if intervals else FALSE


def _first_month(low: int, per_unit: int) -> int | None:
    return None if low <= -UNBOUNDED else low * per_unit


def _last_month(high: int, per_unit: int) -> int | None:
    return None if high >= UNBOUNDED else high * per_unit + per_unit - 1
