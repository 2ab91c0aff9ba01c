"""Conditions under new names: what they read, and the values and parameters they compare with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from triage.model.condition import (
    Among,
    Compared,
    Condition,
    DateCompared,
    Elapsed,
    ItemCount,
    Members,
    NumberTest,
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
from triage.model.finding import Extreme, FirstMatch
from triage.model.rulebook import Rulebook
from triage.model.walk import every_test, is_test, parts_of, with_parts
from triage.verify.diff.renaming import Renaming
from triage.verify.diff.thing_paths import question_path


class RenamedConditions:
    """The conditions of a rulebook, and what stands in them, under new names."""

    def __init__(self, old: Rulebook, renaming: Renaming) -> None:
        self._old, self._new = old, renaming

    def of(self, condition: Condition) -> Condition:
        """Return a condition that asks the same by new names."""
        if is_test(condition):
            ref = condition.ref
            return Tested(self.ref(ref), tuple(self._test(ref, each) for each in condition.tests))
        return with_parts(condition, tuple(map(self.of, parts_of(condition))))

    def ref(self, ref: Ref) -> Ref:
        """Return what a condition reads by its new name."""
        owner = ref.collection
        return replace(
            ref,
            id=self._id(ref),
            collection=owner and self._new.id(f"questions.{owner}"),
            row=ref.row and self._new.id(f"questions.{owner}.rows.{ref.row}"),
        )

    def _id(self, ref: Ref) -> str:
        match ref.kind:
            case RefKind.QUESTION:
                return self._new.id(question_path(ref.collection, ref.id))
            case RefKind.FINDING:
                return self._new.id(f"findings.{ref.id}")
            case RefKind.ROW | RefKind.TYPOLOGY:
                return ref.id

    def _test(self, ref: Ref, test: Test) -> Test:
        path = values_path(self._old, ref)
        match test:
            case Among() | Compared():
                return self.number(path, test)
            case DateCompared(operand=day):
                return replace(test, operand=self.value(None, day))
            case Elapsed(tests=tests) | Size(tests=tests):
                return replace(test, tests=tuple(self.number(None, each) for each in tests))
            case Members(values=values):
                return replace(test, values=tuple(self.value(path, each) for each in values))
            case Quantified(condition=condition):
                return replace(test, condition=self.of(condition))
            case ItemCount(tests, of, distinct):
                return replace(
                    test,
                    tests=tuple(self.number(None, each) for each in tests),
                    of=None if of is None else self.of(of),
                    distinct=distinct and self._new.id(question_path(ref.id, distinct)),
                )
            case _:
                return test

    def number(self, path: str | None, test: NumberTest) -> NumberTest:
        """Return a test of one value, by new names where it is one of those at a path."""
        match test:
            case Among(operands):
                return replace(test, operands=tuple(self._operand(path, each) for each in operands))
            case Compared(operand=operand):
                return replace(test, operand=self._operand(path, operand))

    def _operand(self, path: str | None, operand: Operand) -> Operand:
        if isinstance(operand, OtherQuestion):
            return OtherQuestion(self.ref(operand.ref))
        return self.value(path, operand)

    def value(self, path: str | None, value: Value) -> Value:
        """Return a fixed value, by its new id where it is one of those at a path."""
        parameter = value.parameter and self._new.id(f"parameters.{value.parameter}")
        return Value(self.scalar(path, value.value), parameter)

    def scalar(self, path: str | None, value: Scalar) -> Scalar:
        """Return a value by its new id where it is one of those at a path."""
        if path is None or not isinstance(value, str):
            return value
        return self._new.id(f"{path}.{value}")


def values_path(book: Rulebook, ref: Ref) -> str | None:
    """Return where the values stand that something tested may have; `None` where it has no such."""
    match ref.kind:
        case RefKind.TYPOLOGY:
            return "typologies.values"
        case RefKind.ROW:
            return f"questions.{ref.collection}.rows"
        case RefKind.FINDING:
            body = book.findings[ref.id].body
            if isinstance(body, Extreme):
                return values_path(book, body.over)
            return f"findings.{ref.id}.values" if isinstance(body, FirstMatch) else None
        case RefKind.QUESTION:
            return f"{question_path(ref.collection, ref.id)}.values"


def tuned(book: Rulebook) -> Iterator[tuple[str, str]]:
    """Yield each parameter that stands for a value, with where that value belongs."""
    conditions = [
        *book.conditions.values(),
        *(when for each in book.findings.values() for when in each.conditions),
        *(each.asked_when for _, each in book.every_question() if each.asked_when is not None),
        *(when for each in book.guarantees for when in each.conditions),
    ]
    for condition in conditions:
        for ref, test in every_test(condition):
            path = values_path(book, ref)
            for value in _fixed(test):
                if value.parameter is not None and path is not None:
                    yield value.parameter, path
    for path, value in _concluded_values(book):
        if value.parameter is not None:
            yield value.parameter, path


def _concluded_values(book: Rulebook) -> Iterator[tuple[str, Value]]:
    """Yield the values that rules of classes and of findings conclude, with where they belong."""
    for section, classes in (
        ("target_groups", book.target_groups),
        ("typologies", book.typologies),
    ):
        for each in () if classes is None else classes.rules:
            yield f"{section}.values", each.then
    for finding in book.findings.values():
        if isinstance(finding.body, FirstMatch):
            path = f"findings.{finding.id}.values"
            yield path, finding.body.otherwise
            yield from ((path, rule.then) for rule in finding.body.rules)


def _fixed(test: Test) -> Iterator[Value]:
    match test:
        case Among(operands):
            yield from (each for each in operands if isinstance(each, Value))
        case Compared(operand=Value() as value):
            yield value
        case Members(values=values):
            yield from values
        case _:
            pass
