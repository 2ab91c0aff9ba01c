"""Typologies and target groups: the classes, and the rules that assign them (section 3)."""

from __future__ import annotations

from triage.diagnostics import listed, nearest
from triage.language.conditions.names import Scope
from triage.language.conditions.operands import read_value
from triage.language.drafts.draft import Classes, Draft
from triage.language.drafts.rule_lists import RuleEntry
from triage.language.reading.nodes import Node, ScalarNode
from triage.language.reading.notes import Notes
from triage.language.resolving.rules import RuleReader
from triage.language.resolving.values import read_label
from triage.model.question import Choice
from triage.model.rule import Classification, ClassificationRule, Policy


def read_classes(classes: Classes, section: str, notes: Notes) -> tuple[str, ...]:
    """Read the classes of a section and their texts."""
    for id_, entry in classes.values.items():
        path = f"{section}.values.{id_}"
        notes.places[path] = entry.key.span
        notes.occurs(path, entry.key)
        read_label(entry.node, path, notes)
    if classes.at is not None and not classes.values:
        notes.error("missing-key", classes.at, section, place=section, key="values")
    return tuple(classes.values)


def read_classification(
    draft: Draft, section: str, values: tuple[str, ...], scope: Scope
) -> Classification | None:
    """Read the policy and the rules of a section; `None` where the rulebook has no such classes."""
    if not values:
        return None
    reader = RuleReader(section, scope.at(section))
    rules = [_rule(reader, entry, section, values) for entry in draft.rules[section]]
    policy = _policy(draft.classes[section].policy, section, scope.notes)
    return Classification(policy, values, tuple(rule for rule in rules if rule is not None))


def _rule(
    reader: RuleReader, entry: RuleEntry, section: str, values: tuple[str, ...]
) -> ClassificationRule | None:
    rule = reader.read(entry, section)
    if rule is None:
        return None
    node = rule.fields.required("then")
    known = f"{section}.values"
    then = None if node is None else read_value(node, Choice(values), rule.scope, known)
    if rule.id is None or rule.when is None or then is None:
        return None
    return ClassificationRule(rule.id, rule.when, then)


def _policy(node: Node | None, section: str, notes: Notes) -> Policy:
    if node is None:
        return Policy.UNIQUE
    text = node.text or "" if isinstance(node, ScalarNode) else ""
    if text in set(Policy):
        return Policy(text)
    notes.error(
        "unknown-option",
        node,
        section,
        nearest(text, Policy),
        value=text,
        key="policy",
        known=listed(Policy),
    )
    return Policy.UNIQUE
