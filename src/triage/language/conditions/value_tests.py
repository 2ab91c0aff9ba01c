"""Tests of a single value: of a choice, scale, yes_no or number, a finding, a row or typology."""

from __future__ import annotations

from triage.language.conditions.kinds import TEST_KEYS, refuse_test
from triage.language.conditions.names import Scope, Subject
from triage.language.conditions.operands import read_operand
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from triage.model.condition import Among, Compared, NumberTest, Order

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
