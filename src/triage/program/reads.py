"""Which answers the rules of a rulebook read: the questions an assessment is complete without.

A question is read when a rule tests it, directly or through findings, or when some `asked_when`
does. What is read by name counts, whether or not it can change anything.
"""

from __future__ import annotations

from collections.abc import Iterator

from triage.model.answer_path import AnswerPath, Element
from triage.model.condition import (
    Applies,
    Condition,
    Ref,
    RefKind,
)
from triage.model.finding import Extreme
from triage.model.question import Grid, ListOf
from triage.model.rulebook import Rulebook
from triage.model.walk import every_test, read_beside


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
        yield from rulebook.conditions.values()
        for _, question in rulebook.every_question():
            if question.asked_when is not None:
                yield question.asked_when

    def _condition(self, condition: Condition) -> None:
        for ref, test in every_test(condition):
            if isinstance(test, Applies) and ref.kind is RefKind.QUESTION:
                continue  # reads where the question applies, not what was answered
            for each in (ref, *read_beside(ref, test)):
                self._ref(each)

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
        for condition in finding.conditions:
            self._condition(condition)
        if isinstance(finding.body, Extreme):
            over = finding.body.over
            if over.collection is not None:
                self._exists(over.collection)
            self._ref(over)
