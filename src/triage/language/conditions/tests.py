"""Tests: of a single value, of a set, of a date (section 2)."""

from __future__ import annotations

from triage.language.conditions.kinds import TEST_KEYS, refuse_test
from triage.language.conditions.names import Scope, Subject, values_of
from triage.language.conditions.operands import read_operand, read_value
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from triage.language.reading.scalars import LARGEST_NUMBER
from triage.model.condition import (
    Among,
    Compared,
    DateCompared,
    Elapsed,
    Members,
    Membership,
    NumberTest,
    Order,
    Ref,
    Size,
)
from triage.model.question import Choice, Number

_ORDERS = {order.value: order for order in Order}


def read_among(node: Node, subject: Subject, scope: Scope, negated: bool = False) -> Among | None:
    """Read `v`, `[v, w]` or `{question: other}`, or what stands under `not`."""
    if isinstance(node, SequenceNode):
        if not node.items:
            scope.error("empty-list", node, key="not" if negated else str(subject.ref))
            return None
        nodes = node.items
    else:
        nodes = (node,)
    operands = [read_operand(each, subject, scope) for each in nodes]
    found = tuple(operand for operand in operands if operand is not None)
    return Among(found, negated) if len(found) == len(nodes) else None


def read_value_test(
    key: ScalarNode, node: Node, subject: Subject, scope: Scope
) -> Among | Compared | None:
    """Read one entry of `{not: v}`, `{question: other}` or `{at_least: v}`."""
    if key.text == "not":
        return read_among(node, subject, scope, negated=True)
    if key.text == "question":
        return read_among(MappingNode(((key, node),), node.span), subject, scope)
    order = _ORDERS[key.text or ""]
    operand = read_operand(node, subject, scope)
    return None if operand is None else Compared(order, operand)


def read_number_tests(node: Node, subject: Subject, scope: Scope) -> tuple[NumberTest, ...] | None:
    """Read a number test that stands inside another test, such as that of `count`."""
    if not isinstance(node, MappingNode):
        among = read_among(node, subject, scope)
        return None if among is None else (among,)
    if not node.entries:
        scope.error("empty-test", node, name=str(subject.ref))
        return None
    found: list[NumberTest] = []
    for key, value in node.entries:
        if key.text not in TEST_KEYS["number"]:
            refuse_test(key.text or "", key, subject, scope)
        elif test := read_value_test(key, value, subject, scope):
            found.append(test)
    return tuple(found) if len(found) == len(node.entries) else None


_MEMBERSHIP = {
    "includes": Membership.ALL,
    "includes_any": Membership.ANY,
    "includes_all": Membership.ALL,
    "excludes": Membership.NONE,
}


def read_set_test(
    key: ScalarNode, node: Node, values: tuple[str, ...], subject: Subject, scope: Scope
) -> Members | Size | None:
    """Read one entry of a test of a set with these `values`."""
    if key.text == "count":
        size = Number(0, len(values))
        counted = Subject(
            Ref(subject.ref.kind, "count"), size, may_not_apply=False, comparable=False
        )
        tests = read_number_tests(node, counted, scope)
        return None if tests is None else Size(tests)
    if key.text == "includes" and isinstance(node, SequenceNode):
        scope.error("one-value-expected", node, test="includes")
        return None
    nodes = node.items if isinstance(node, SequenceNode) else (node,)
    if not nodes:
        scope.error("empty-list", node, key=key.text or "")
        return None
    known = values_of(subject.ref)
    found = [read_value(each, Choice(values), scope, known) for each in nodes]
    members = tuple(value for value in found if value is not None)
    if len(members) < len(nodes):
        return None
    return Members(_MEMBERSHIP[key.text or ""], members)


_MONTHS = {"months_ago": 1, "years_ago": 12}
# Time elapsed has no range of its own: it is negative for dates to come.
_ANY_NUMBER = Number(-LARGEST_NUMBER, LARGEST_NUMBER)


def read_date_test(
    key: ScalarNode, node: Node, subject: Subject, scope: Scope
) -> DateCompared | Elapsed | None:
    """Read one entry of a date's test."""
    if key.text in _MONTHS:
        # What is tested is a number of its own, and problems name it by the key it stands under.
        ref = Ref(subject.ref.kind, key.text)
        elapsed = Subject(ref, _ANY_NUMBER, may_not_apply=False, comparable=False)
        tests = read_number_tests(node, elapsed, scope)
        return None if tests is None else Elapsed(_MONTHS[key.text], tests)
    day = read_value(node, subject.domain, scope)
    return None if day is None else DateCompared(key.text == "before", day)
