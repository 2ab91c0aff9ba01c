"""Recommendations: rules that recommend interventions or advise against them (section 3)."""

from __future__ import annotations

from collections.abc import Iterable

from triage.diagnostics import listed, nearest
from triage.language.conditions.names import Scope
from triage.language.drafts.rule_lists import RuleEntry
from triage.language.reading.fields import Fields
from triage.language.reading.nodes import MappingNode, Node, ScalarNode
from triage.language.reading.notes import Notes
from triage.language.resolving.rules import Rule, RuleReader
from triage.language.resolving.selectors import Catalogue
from triage.model.rule import ALONGSIDE, NOW, Recommendation, Start, Strength

_PATH = "recommendations"
STARTS = (NOW, ALONGSIDE)


def read_recommendations(
    entries: Iterable[RuleEntry], catalogue: Catalogue, scope: Scope
) -> tuple[Recommendation, ...]:
    """Read the rules that are right; what is wrong with the others is noted."""
    reader = RuleReader(_PATH, scope.at(_PATH))
    rules = (reader.read(entry, _PATH) for entry in entries)
    found = [_recommendation(rule, catalogue) for rule in rules if rule is not None]
    return tuple(each for each in found if each is not None)


def _recommendation(rule: Rule, catalogue: Catalogue) -> Recommendation | None:
    fields, notes = rule.fields, catalogue.notes
    recommend, against = fields.get("recommend"), fields.get("against")
    if recommend is not None and against is not None:
        at = max((fields.key("recommend"), fields.key("against")), key=lambda key: key.start)
        notes.error("either-or", at, rule.path, first="recommend", second="against")
    elif recommend is None and against is None:
        fields.missing("recommend")
    if recommend is None:
        for key in fields.present(("strength", "start")):
            notes.error("only-with-recommend", fields.key(key), rule.path, key=key)
    strength = fields.option("strength", tuple(Strength))
    start = _start(fields, catalogue)
    recommended = () if recommend is None else catalogue.select(recommend, f"{rule.path}.recommend")
    advised = () if against is None else catalogue.select(against, f"{rule.path}.against")
    if rule.id is None or rule.when is None:
        return None
    return Recommendation(
        rule.id, rule.when, recommended, advised, Strength(strength or Strength.CORE), start
    )


def _start(fields: Fields, catalogue: Catalogue) -> Start:
    node = fields.get("start")
    match node:
        case None:
            return Start(NOW)
        case ScalarNode(text) if text in STARTS:
            return Start(text)
        case MappingNode(((ScalarNode("after"), ScalarNode() as scalar),)):
            after = catalogue.known(scalar, fields.path)
            return Start(NOW) if after is None else Start("after", after)
    _refuse_start(node, fields.path, catalogue.notes)
    return Start(NOW)


def _refuse_start(node: Node, path: str, notes: Notes) -> None:
    text = node.text or "" if isinstance(node, ScalarNode) else "…"
    near, known = nearest(text, STARTS), listed((*STARTS, "{after: …}"))
    notes.error("unknown-option", node, path, near, value=text, key="start", known=known)
