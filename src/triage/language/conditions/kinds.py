"""The kinds of questions, and which tests each allows: the table of section 2."""

from __future__ import annotations

from triage.diagnostics import nearest
from triage.language.conditions.names import Scope, Subject
from triage.language.reading.nodes import Node, ScalarNode
from triage.model.condition import Order
from triage.model.question import (
    Choice,
    Dates,
    Domain,
    Grid,
    ListOf,
    Lookup,
    Number,
    Subset,
    Text,
    YesNo,
)

_PLAIN = "`v`, `[v, w]`, `{not: v}`"
_ORDERED = ", ".join(f"`{{{order}: v}}`" for order in Order)
_QUANTIFIED = "`{some: …}`, `{every: …}`, `{none: …}`, `{count: …}`"
_AS_WRITTEN = {
    "choice": _PLAIN,
    "scale": f"{_PLAIN}, {_ORDERED}",
    "yes_no": "`yes`, `no`",
    "number": f"`7`, `[1, 2]`, `{{not: 7}}`, {_ORDERED}",
    "date": "`{before: d}`, `{on_or_after: d}`, `{months_ago: …}`, `{years_ago: …}`",
    "set": "`{includes: v}`, `{includes_any: [v, w]}`, `{includes_all: [v, w]}`, "
    "`{excludes: v}`, `{count: …}`",
    "list": _QUANTIFIED,
    "grid": _QUANTIFIED,
}
_APPLIES = ", `{applies: yes}`"

_VALUE = frozenset({"not", "question"})
_ORDERS = frozenset(order.value for order in Order)
_ELEMENTS = frozenset({"some", "every", "none", "count"})
TEST_KEYS = {
    "choice": _VALUE,
    "yes_no": _VALUE,
    "scale": _VALUE | _ORDERS,
    "number": _VALUE | _ORDERS,
    "date": frozenset({"before", "on_or_after", "months_ago", "years_ago"}),
    "set": frozenset({"includes", "includes_any", "includes_all", "excludes", "count"}),
    "list": _ELEMENTS,
    "grid": _ELEMENTS,
}
"""The keys of the tests of each kind, but for `applies`."""


_KINDS = {
    Choice: "choice",
    YesNo: "yes_no",
    Number: "number",
    Dates: "date",
    Subset: "set",
    Lookup: "lookup",
    Text: "text",
    ListOf: "list",
    Grid: "grid",
}


def kind_of(domain: Domain) -> str:
    """Return the word a rulebook uses for the kind of question."""
    match domain:
        case Choice(ordered=True):
            return "scale"
        case _:
            return _KINDS[type(domain)]


def refuse_test(test: str, at: Node, subject: Subject, scope: Scope) -> None:
    """Say which tests the kind of `subject` allows, since `test` is none of them."""
    kind = kind_of(subject.domain)
    also = _APPLIES if subject.may_not_apply else ""
    near = nearest(test, TEST_KEYS[kind]) if isinstance(at, ScalarNode) else None
    scope.error(
        "test-not-for-kind",
        at,
        near,
        test=test,
        name=str(subject.ref),
        kind=kind,
        tests=_AS_WRITTEN[kind] + also,
    )
