"""Availability: rules of law about interventions, and conditions a programme sets (section 3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from triage.diagnostics import listed, nearest
from triage.language.conditions.names import Scope
from triage.language.conditions.operands import read_value
from triage.language.drafts.rule_lists import RuleEntry
from triage.language.reading.fields import Fields
from triage.language.reading.nodes import MappingNode, Node, ScalarNode
from triage.language.reading.scalars import LARGEST_NUMBER
from triage.language.resolving.programme_parts import known_source
from triage.language.resolving.rules import Rule, RuleReader
from triage.language.resolving.selectors import Catalogue
from triage.model.condition import Value
from triage.model.question import Number
from triage.model.rule import Availability, Basis, Verdict

_PATH = "availability"
_VERDICTS = (Verdict.NOT_AVAILABLE, Verdict.NEEDS_CHECK)
CONFIDENCES = ("statute", "authority_page", "municipal_page", "assumed")
_OF_LAW = ("law", "checked_on", "confidence")
_ANY_NUMBER = Number(-LARGEST_NUMBER, LARGEST_NUMBER)


def read_availability(
    entries: Iterable[RuleEntry], catalogue: Catalogue, scope: Scope, sources: Collection[str]
) -> tuple[Availability, ...]:
    """Read the rules that are right; what is wrong with the others is noted.

    `sources` are the ids of the sources in the head.
    """
    reader = RuleReader(_PATH, scope.at(_PATH), when_required=False)
    rules = (reader.read(entry, _PATH) for entry in entries)
    found = [_availability(rule, catalogue, sources) for rule in rules if rule is not None]
    return tuple(each for each in found if each is not None)


def _availability(
    rule: Rule, catalogue: Catalogue, sources: Collection[str]
) -> Availability | None:
    fields = rule.fields
    node = fields.required("interventions")
    interventions = () if node is None else catalogue.select(node, f"{rule.path}.interventions")
    verdict, limits = _verdict(fields, rule.scope)
    valid_from, valid_to = fields.period()
    checked_on = fields.day("checked_on")
    confidence = fields.option("confidence", CONFIDENCES)
    basis = Basis(fields.option("basis", tuple(Basis)) or Basis.LAW)
    if basis is Basis.PROGRAMME:
        _check_condition(fields, verdict, rule.scope, sources)
    if rule.id is None or rule.when is None:
        return None
    return Availability(
        id=rule.id,
        when=rule.when,
        interventions=interventions,
        verdict=verdict,
        limits=limits,
        valid_from=valid_from,
        valid_to=valid_to,
        checked_on=checked_on,
        confidence=confidence,
        basis=basis,
    )


def _check_condition(
    fields: Fields, verdict: Verdict, scope: Scope, sources: Collection[str]
) -> None:
    """Note what a condition of a programme lacks, and what only law may say."""
    for key in ("because", "source"):
        fields.required(key)
    known_source(fields, sources, scope.notes)
    for key in fields.present(_OF_LAW):
        scope.error("only-of-law", fields.key(key), key=key)
    if verdict is not Verdict.NEEDS_CHECK:
        scope.error("programme-only-checks", fields.get("verdict") or fields.node)


def _verdict(fields: Fields, scope: Scope) -> tuple[Verdict, Mapping[str, Value]]:
    node = fields.required("verdict")
    match node:
        case None:
            return Verdict.NEEDS_CHECK, {}
        case ScalarNode(text) if text in _VERDICTS:
            return Verdict(text), {}
        case MappingNode(((ScalarNode("limit"), MappingNode(entries)),)) if entries:
            return Verdict.AVAILABLE, _limits(entries, scope)
    text = node.text or "" if isinstance(node, ScalarNode) else "…"
    near, known = nearest(text, _VERDICTS), listed((*_VERDICTS, "{limit: {weeks: 4}}"))
    scope.notes.error(
        "unknown-option", node, scope.path, near, value=text, key="verdict", known=known
    )
    return Verdict.NEEDS_CHECK, {}


def _limits(entries: tuple[tuple[ScalarNode, Node], ...], scope: Scope) -> dict[str, Value]:
    limits: dict[str, Value] = {}
    for key, node in entries:
        name = scope.notes.checked_id(key, scope.path)
        value = read_value(node, _ANY_NUMBER, scope)
        if value is None:
            continue
        if isinstance(value.value, int) and value.value < 0:
            scope.error("out-of-range", node, value=value.value, low=0, high="…")
        limits[name] = value
    return limits
