"""Which answers the rules of a rulebook read: the questions an assessment is complete without.

A question is read when a rule tests it, directly or through findings, or when some `asked_when`
does. What is read by name counts, whether or not it can change anything.
"""

from __future__ import annotations

from collections.abc import Iterator

from triage.model.answer_path import AnswerPath, Element
from triage.model.condition import (
    AllOf,
    AnyOf,
    Applies,
    Condition,
    ItemCount,
    Negation,
    Quantified,
    Ref,
    RefKind,
    Test,
    Tested,
    compared_with,
)
from triage.model.finding import Extreme, FirstMatch, YesNoFinding
from triage.model.question import Grid, ListOf
from triage.model.rulebook import Rulebook


def elements(rulebook: Rulebook, collection: str) -> tuple[Element, ...]:
    """Return the rows of a grid, or as many items as a list can have."""
    domain = rulebook.collection(collection)
    keys = domain.rows if isinstance(domain, Grid) else map(str, range(1, domain.max + 1))
    return tuple(Element(collection, key) for key in keys)


def read_paths(rulebook: Rulebook) -> frozenset[AnswerPath]:
    """Return the paths of all answers that are read, items and rows unrolled.

    A list's own path stands for its number of items.
    """
    return _Reading(rulebook).paths()


class _Reading:
    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._paths: set[AnswerPath] = set()
        self._findings: set[str] = set()

    def paths(self) -> frozenset[AnswerPath]:
        for condition in self._conditions():
            self._condition(condition)
        return frozenset(self._paths)

    def _conditions(self) -> Iterator[Condition]:
        rulebook = self._rulebook
        for classification in rulebook.classifications():
            yield from (rule.when for rule in classification.rules)
        yield from (rule.when for rule in rulebook.recommendations)
        yield from (rule.when for rule in rulebook.availability)
        yield from (rule.when for rule in rulebook.warnings)
        for question in rulebook.questions.values():
            inner = question.domain.item if isinstance(question.domain, ListOf | Grid) else ()
            yield from (q.asked_when for q in (question, *inner) if q.asked_when is not None)

    def _condition(self, condition: Condition) -> None:
        match condition:
            case AllOf(parts) | AnyOf(parts):
                for part in parts:
                    self._condition(part)
            case Negation(part):
                self._condition(part)
            case Tested(ref, tests):
                for test in tests:
                    self._test(ref, test)

    def _test(self, ref: Ref, test: Test) -> None:
        if isinstance(test, Applies) and ref.kind is RefKind.QUESTION:
            return  # reads where the question applies, not what was answered
        self._ref(ref)
        for other in compared_with(test):
            self._ref(other)
        match test:
            case Quantified(_, inner):
                self._condition(inner)
            case ItemCount(_, of, distinct):
                if of is not None:
                    self._condition(of)
                if distinct is not None:
                    self._ref(Ref(RefKind.QUESTION, distinct, ref.id))
            case _:
                pass

    def _ref(self, ref: Ref) -> None:
        if ref.kind is RefKind.FINDING:
            self._finding(ref.id)
        elif ref.kind is RefKind.QUESTION:
            self._question(ref)

    def _question(self, ref: Ref) -> None:
        if ref.collection is None:
            if not isinstance(self._rulebook.questions[ref.id].domain, Grid):
                self._paths.add(AnswerPath.of(ref.id))
            return
        self._exists(ref.collection)
        row = Element(ref.collection, ref.row) if ref.row else None
        rows = (row,) if row else elements(self._rulebook, ref.collection)
        self._paths.update(each.at(ref.id) for each in rows)

    def _exists(self, collection: str) -> None:
        if isinstance(self._rulebook.collection(collection), ListOf):
            self._paths.add(AnswerPath.of(collection))

    def _finding(self, id_: str) -> None:
        if id_ in self._findings:
            return
        self._findings.add(id_)
        finding = self._rulebook.findings[id_]
        if finding.for_each is not None:
            self._exists(finding.for_each)
        match finding.body:
            case FirstMatch(rules=rules):
                for rule in rules:
                    self._condition(rule.when)
            case YesNoFinding(when):
                self._condition(when)
            case Extreme(over=over):
                if over.collection is not None:
                    self._exists(over.collection)
                self._ref(over)
