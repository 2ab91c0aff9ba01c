"""Conditions: from nodes to `model.Condition`, every name resolved (sections 2 and 3)."""

from __future__ import annotations

from collections.abc import Callable

from triage.diagnostics import nearest
from triage.language.conditions.kinds import TEST_KEYS, kind_of, refuse_test
from triage.language.conditions.names import Scope, Subject
from triage.language.conditions.tests import (
    read_among,
    read_date_test,
    read_number_tests,
    read_set_test,
    read_value_test,
)
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from triage.language.reading.scalars import yes_or_no
from triage.model.condition import (
    AllOf,
    AnyOf,
    Applies,
    Condition,
    ItemCount,
    Negation,
    Quantified,
    Quantifier,
    Ref,
    RefKind,
    Test,
    Tested,
)
from triage.model.question import YES, Choice, Grid, ListOf, Number, Subset, YesNo


def read_condition(node: Node, scope: Scope) -> Condition | None:
    """Read a condition: a mapping, all of whose entries must hold.

    Gives `None` where any part of it is wrong; all that is wrong is noted.
    """
    if not isinstance(node, MappingNode):
        scope.error("not-a-condition", node)
        return None
    parts = [_read_entry(key, value, scope) for key, value in node.entries]
    return join(parts)


def join(parts: list[Condition | None]) -> Condition | None:
    """Return the condition that all parts hold, or `None` where one of them is wrong."""
    good = tuple(part for part in parts if part is not None)
    if len(good) < len(parts):
        return None
    return good[0] if len(good) == 1 else AllOf(good)


def read_entry(name: ScalarNode, node: Node, subject: Subject, scope: Scope) -> Condition | None:
    """Read one entry whose name is resolved already."""
    if isinstance(node, ScalarNode) and node.text is None:
        scope.error("empty-test", name, name=name.text or "")
        return None
    tests = _read_tests(node, subject, scope)
    return None if tests is None else Tested(subject.ref, tests)


def _read_entry(key: ScalarNode, value: Node, scope: Scope) -> Condition | None:
    match key.text:
        case "all":
            return _read_parts(key, value, scope, join)
        case "any":
            return _read_parts(key, value, scope, _either)
        case "not":
            part = read_condition(value, scope)
            return None if part is None else Negation(part)
        case _:
            subject = scope.subject(key)
            return None if subject is None else read_entry(key, value, subject, scope)


def _read_parts(
    key: ScalarNode,
    node: Node,
    scope: Scope,
    put_together: Callable[[list[Condition | None]], Condition | None],
) -> Condition | None:
    if not isinstance(node, SequenceNode):
        scope.notes.wrong_kind(node, f"{scope.path}.{key.text}", "list")
        return None
    if not node.items:
        scope.error("empty-list", node, key=key.text or "")
        return None
    return put_together([read_condition(item, scope) for item in node.items])


def _either(parts: list[Condition | None]) -> Condition | None:
    good = tuple(part for part in parts if part is not None)
    return AnyOf(good) if len(good) == len(parts) else None


def _read_tests(node: Node, subject: Subject, scope: Scope) -> tuple[Test, ...] | None:
    if not isinstance(node, MappingNode):
        if isinstance(subject.domain, Choice | YesNo | Number):
            among = read_among(node, subject, scope)
            return None if among is None else (among,)
        test = node.text or "" if isinstance(node, ScalarNode) else "[…]"
        refuse_test(test, node, subject, scope)
        return None
    if not node.entries:
        scope.error("empty-test", node, name=str(subject.ref))
        return None
    found = [_read_test(key, value, node, subject, scope) for key, value in node.entries]
    tests = tuple(test for test in found if test is not None)
    return tests if len(tests) == len(found) else None


def _read_test(
    key: ScalarNode, value: Node, node: MappingNode, subject: Subject, scope: Scope
) -> Test | None:
    if key.text == "applies" and subject.may_not_apply:
        return _read_applies(key, value, node, scope)
    if key.text not in TEST_KEYS[kind_of(subject.domain)]:
        refuse_test(key.text or "", key, subject, scope)
        return None
    match subject.domain:
        case Subset(values):
            return read_set_test(key, value, values, subject, scope)
        case ListOf() | Grid():
            return _read_elements(key, value, subject, scope)
        case Choice() | YesNo() | Number():
            return read_value_test(key, value, subject, scope)
        case _:
            return read_date_test(key, value, subject, scope)


def _read_applies(key: ScalarNode, value: Node, node: MappingNode, scope: Scope) -> Applies | None:
    if len(node.entries) > 1:
        scope.error("applies-stands-alone", key)
        return None
    text = value.text or "" if isinstance(value, ScalarNode) else ""
    expected = yes_or_no(text)
    if expected is None:
        scope.error("not-yes-or-no", value, value=text)
        return None
    return Applies(expected == YES)


def _read_elements(key: ScalarNode, value: Node, subject: Subject, scope: Scope) -> Test | None:
    inner = scope.inside(subject.ref.id)
    if key.text == "count":
        return _read_count(value, subject, scope)
    condition = read_condition(value, inner)
    return None if condition is None else Quantified(Quantifier(key.text or ""), condition)


def _read_count(node: Node, subject: Subject, scope: Scope) -> ItemCount | None:
    of_node, distinct_node, rest = _split_count(node)
    inner = scope.inside(subject.ref.id)
    of = None if of_node is None else read_condition(of_node, inner)
    distinct = None if distinct_node is None else _read_distinct(distinct_node, subject, inner)
    if isinstance(rest, MappingNode) and not rest.entries:
        scope.error("count-of-nothing", node, name=str(subject.ref))
        return None
    everything = of_node is None and distinct_node is None
    counted = Subject(
        Ref(subject.ref.kind, "count"),
        _sizes(subject, everything),
        may_not_apply=False,
        comparable=False,
    )
    tests = read_number_tests(rest, counted, scope)
    if tests is None or (of_node and of is None) or (distinct_node and distinct is None):
        return None
    return ItemCount(tests, of, distinct)


def _split_count(node: Node) -> tuple[Node | None, Node | None, Node]:
    """Take what is counted, `of` and `distinct`, apart from the test of the number."""
    if not isinstance(node, MappingNode):
        return None, None, node
    rest = tuple(entry for entry in node.entries if entry[0].text not in {"of", "distinct"})
    return node.get("of"), node.get("distinct"), MappingNode(rest, node.span)


def _sizes(subject: Subject, everything: bool) -> Number:
    match subject.domain:
        case ListOf(low, high):
            return Number(low if everything else 0, high)
        case Grid(rows):
            return Number(0, len(rows))
        case _:
            raise TypeError(subject)


def _read_distinct(node: Node, subject: Subject, inner: Scope) -> str | None:
    if not isinstance(node, ScalarNode) or node.text is None:
        inner.notes.wrong_kind(node, f"{inner.path}.distinct", "text")
        return None
    own = inner.names.inner.get(subject.ref.id, {})
    if node.text not in own:
        near = nearest(node.text, own)
        inner.error("unknown-item-question", node, near, name=node.text, collection=subject.ref.id)
        return None
    found = inner.subject(node)
    if found is None:
        return None
    single = isinstance(found.domain, Choice | YesNo | Number)
    if found.ref.kind is not RefKind.QUESTION or not single:
        inner.error("not-countable", node, name=node.text)
        return None
    return node.text
