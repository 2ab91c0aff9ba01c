"""Typologies: the values, and the rules that assign them (rulebook language, section 3)."""

from __future__ import annotations

from triage.diagnostics import listed, nearest
from triage.model.question import Choice
from triage.model.rule import Policy, Typologies, TypologyRule
from triage.rulebook.conditions.names import Scope
from triage.rulebook.conditions.operands import read_value
from triage.rulebook.drafts.draft import Draft
from triage.rulebook.drafts.rule_lists import RuleEntry
from triage.rulebook.reading.nodes import Node, ScalarNode
from triage.rulebook.reading.notes import Notes
from triage.rulebook.resolving.rules import RuleReader
from triage.rulebook.resolving.values import read_label

_PATH = "typologies"


def read_typology_values(draft: Draft, notes: Notes) -> tuple[str, ...]:
    """Read the typologies and their texts."""
    for id_, entry in draft.typologies.items():
        path = f"{_PATH}.values.{id_}"
        notes.places[path] = entry.key.span
        read_label(entry.node, path, notes)
    if draft.typologies_at is not None and not draft.typologies:
        notes.error("missing-key", draft.typologies_at, _PATH, place=_PATH, key="values")
    return tuple(draft.typologies)


def read_typologies(draft: Draft, values: tuple[str, ...], scope: Scope) -> Typologies | None:
    """Read the policy and the rules; `None` where the rulebook has no typologies."""
    if not values:
        return None
    reader = RuleReader(_PATH, scope.at(_PATH))
    rules = [_rule(reader, entry, values) for entry in draft.rules[_PATH]]
    policy = _policy(draft.policy, scope.notes)
    return Typologies(policy, values, tuple(rule for rule in rules if rule is not None))


def _rule(reader: RuleReader, entry: RuleEntry, values: tuple[str, ...]) -> TypologyRule | None:
    rule = reader.read(entry, _PATH)
    if rule is None:
        return None
    node = rule.fields.required("then")
    then = None if node is None else read_value(node, Choice(values), rule.scope)
    if rule.id is None or rule.when is None or then is None:
        return None
    return TypologyRule(rule.id, rule.when, then)


def _policy(node: Node | None, notes: Notes) -> Policy:
    if node is None:
        return Policy.UNIQUE
    text = node.text or "" if isinstance(node, ScalarNode) else ""
    if text in set(Policy):
        return Policy(text)
    notes.error(
        "unknown-option",
        node,
        _PATH,
        nearest(text, Policy),
        value=text,
        key="policy",
        known=listed(Policy),
    )
    return Policy.UNIQUE
