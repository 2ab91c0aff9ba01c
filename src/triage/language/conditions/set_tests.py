"""Tests of sets: which values are among the answer, and how many (section 2)."""

from __future__ import annotations

from triage.language.conditions.names import Scope, Subject
from triage.language.conditions.operands import read_value
from triage.language.conditions.value_tests import read_number_tests
from triage.language.reading.nodes import Node, ScalarNode, SequenceNode
from triage.model.condition import Members, Membership, Ref, Size
from triage.model.question import Choice, Number

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
    found = [read_value(each, Choice(values), scope) for each in nodes]
    members = tuple(value for value in found if value is not None)
    if len(members) < len(nodes):
        return None
    return Members(_MEMBERSHIP[key.text or ""], members)
