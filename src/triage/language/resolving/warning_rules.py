"""Warnings: what a caseworker should hear, by the answers and by what is in the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from triage.language.conditions.kinds import TEST_KEYS
from triage.language.conditions.names import Scope, Subject
from triage.language.conditions.tests import read_number_tests
from triage.language.drafts.rule_lists import RuleEntry
from triage.language.reading.fields import Fields, read_fields
from triage.language.reading.nodes import Node
from triage.language.resolving.availability import CONFIDENCES
from triage.language.resolving.recommendations import STARTS
from triage.language.resolving.rules import Rule, RuleReader
from triage.language.resolving.selectors import Catalogue
from triage.model.condition import NumberTest, Ref, RefKind
from triage.model.question import Number
from triage.model.rule import PlanCount, WarningRule

_PATH = "warnings"
_SELECTING = frozenset({"interventions", "start"})
_LAW = ("law", "checked_on", "confidence")
_KEYS = _SELECTING | (TEST_KEYS["number"] - {"question"})


def read_warnings(
    entries: Iterable[RuleEntry], catalogue: Catalogue, scope: Scope
) -> tuple[WarningRule, ...]:
    """Read the rules that are right; what is wrong with the others is noted."""
    reader = RuleReader(_PATH, scope.at(_PATH), or_else=("plan",))
    rules = (reader.read(entry, _PATH) for entry in entries)
    found = [_warning(rule, catalogue) for rule in rules if rule is not None]
    return tuple(each for each in found if each is not None)


def _warning(rule: Rule, catalogue: Catalogue) -> WarningRule | None:
    node = rule.fields.get("plan")
    plan = None if node is None else _plan(node, catalogue, rule.scope)
    checked_on, confidence = _law(rule.fields)
    on_top = rule.fields.flag("on_top")
    if rule.id is None or rule.when is None or (node is not None and plan is None):
        return None
    return WarningRule(rule.id, rule.when, plan, checked_on, confidence, on_top)


def _law(fields: Fields) -> tuple[date | None, str | None]:
    """Read when and how well the law was read, where the warning rests on it."""
    if fields.present(_LAW):
        for key in _LAW:
            fields.required(key)
    return fields.day("checked_on"), fields.option("confidence", CONFIDENCES)


def _plan(node: Node, catalogue: Catalogue, scope: Scope) -> PlanCount | None:
    path = f"{scope.path}.plan"
    fields = read_fields(node, path, _KEYS, scope.notes)
    if fields is None:
        return None
    selector = fields.required("interventions")
    interventions = () if selector is None else catalogue.select(selector, f"{path}.interventions")
    start = fields.option("start", STARTS)
    tests = _count(fields, len(catalogue.interventions), scope)
    return None if tests is None else PlanCount(interventions, tests, start)


def _count(fields: Fields, most: int, scope: Scope) -> tuple[NumberTest, ...] | None:
    rest = tuple(
        entry
        for entry in fields.node.entries
        if entry[0].text in _KEYS and entry[0].text not in _SELECTING
    )
    if not rest:
        scope.error("count-of-nothing", fields.node, name="plan")
        return None
    plan = Subject(Ref(RefKind.FINDING, "plan"), Number(0, most), False, comparable=False)
    return read_number_tests(replace(fields.node, entries=rest), plan, scope)
