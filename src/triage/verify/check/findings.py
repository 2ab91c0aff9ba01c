"""Findings: cases that never hold, that change nothing, and values never concluded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from triage.diagrams.nodes import FALSE_NODE, Node
from triage.model.answer_path import Element
from triage.model.finding import Extreme, Finding, FindingRule, FirstMatch
from triage.model.rulebook import Rulebook
from triage.program.reads import elements
from triage.verify.state_space import StateSpace


@dataclass(frozen=True, slots=True)
class Case:
    """One rule of a finding, by its place from 1 on."""

    finding: str
    place: int
    rule: FindingRule

    @property
    def path(self) -> str:
        """Where it stands in the rulebook."""
        if self.rule.id is not None:
            return f"rules.{self.rule.id}"
        return f"findings.{self.finding}.rules.{self.place}"

    @property
    def name(self) -> str:
        """What a person calls it."""
        return self.rule.id or f"{self.finding}, {self.place}"


def cases_of(rulebook: Rulebook) -> Iterator[Case]:
    """Yield the rules of all findings."""
    for finding in rulebook.findings.values():
        if isinstance(finding.body, FirstMatch):
            for place, rule in enumerate(finding.body.rules, start=1):
                yield Case(finding.id, place, rule)


def never_holding(whole: StateSpace) -> frozenset[Case]:
    """Return the cases that hold nowhere on the day, in no item and no row."""
    return frozenset(
        case
        for case in cases_of(whole.rulebook)
        if all(node == FALSE_NODE for node in _held(whole, case))
    )


def never_decisive(whole: StateSpace) -> frozenset[Case]:
    """Return the cases without which the finding would be the same everywhere on the day."""
    return frozenset(
        case
        for case in cases_of(whole.rulebook)
        if not any(
            whole.witness(_decisive(whole, case, element)) for element in _elements(whole, case)
        )
    )


def never_concluded(whole: StateSpace) -> frozenset[tuple[str, str]]:
    """Return the findings with the values they have nowhere on the day.

    Those of a finding that takes its values from another are left out: they are that one's.
    """
    return frozenset(
        (finding.id, value)
        for finding in whole.rulebook.findings.values()
        if not isinstance(finding.body, Extreme)
        for code, value in enumerate(finding.body.values)
        if not any(whole.witness(_is(whole, node, code)) for node in _value_nodes(whole, finding))
    )


def _held(whole: StateSpace, case: Case) -> Iterator[Node]:
    for element in _elements(whole, case):
        yield whole.diagrams.conjunction(
            [whole.node(case.rule.when, element), whole.exists(element)]
        )


def _decisive(whole: StateSpace, case: Case, element: Element | None) -> Node:
    """Say where a case is the first that holds, and what comes after it would say otherwise.

    Where a caseworker states the finding nothing is concluded; but nobody has to.
    """
    diagrams = whole.diagrams
    body = whole.rulebook.findings[case.finding].body
    assert isinstance(body, FirstMatch)
    then = [body.values.index(str(each.then.value)) for each in body.rules]
    nodes = [whole.node(each.when, element) for each in body.rules]
    at = case.place - 1
    rest = diagrams.first_match(
        list(zip(nodes[case.place :], then[case.place :], strict=True)),
        body.values.index(str(body.otherwise.value)),
    )
    earlier = diagrams.disjunction(nodes[:at])
    differs = diagrams.negation(diagrams.indicator(rest, (then[at],)))
    here = diagrams.ite(earlier, FALSE_NODE, nodes[at])
    return diagrams.conjunction([here, differs, whole.exists(element)])


def _elements(whole: StateSpace, case: Case) -> list[Element | None]:
    return elements_of(whole.rulebook, whole.rulebook.findings[case.finding].for_each)


def elements_of(rulebook: Rulebook, collection: str | None) -> list[Element | None]:
    """Return the items or rows of a list or grid; for none, the one place at the top."""
    return [None] if collection is None else [*elements(rulebook, collection)]


def _value_nodes(whole: StateSpace, finding: Finding) -> Iterator[Node]:
    for element in elements_of(whole.rulebook, finding.for_each):
        yield whole.value(finding.id, element)


def _is(whole: StateSpace, value: Node, code: int) -> Node:
    return whole.diagrams.indicator(value, (code,))
