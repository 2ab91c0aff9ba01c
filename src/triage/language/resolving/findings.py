"""Findings, first as sketches and then with their conditions (rulebook language, section 3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from triage.language.conditions.condition import read_condition
from triage.language.conditions.names import Scope
from triage.language.conditions.operands import read_value
from triage.language.drafts.draft import Entry
from triage.language.drafts.rule_lists import RuleEntry
from triage.language.reading.fields import Fields, read_fields
from triage.language.reading.notes import Notes
from triage.language.reading.scalars import is_rule_id
from triage.language.reading.vocabulary import COMMON_TEXTS, FORMERLY
from triage.language.resolving.rules import RuleReader
from triage.language.resolving.values import read_values
from triage.model.condition import Ref, Value
from triage.model.finding import Extreme, Finding, FindingRule, FirstMatch, YesNoFinding
from triage.model.question import Choice, YesNo

_VALUED = ("values", "rules", "table", "otherwise", "unless_stated")
_FORMS = {
    "when": {"when", "for_each"},
    "highest": {"highest"},
    "lowest": {"lowest"},
    "values": {*_VALUED, "for_each"},
}
_MEANING = ("when", "highest", "lowest", *_VALUED, "for_each")
_KEYS = COMMON_TEXTS | {FORMERLY, *_MEANING}


@dataclass(slots=True)
class FindingSketch:
    """A finding before the names in it are looked up.

    `form` is `when`, `values`, `highest` or `lowest`. What `values` and `for_each` should say is
    put in as it becomes known; `sound` turns false when one of them cannot be.
    """

    id: str
    path: str
    fields: Fields
    form: str
    values: tuple[str, ...] | None = None
    for_each: str | None = None
    stated: Ref | None = None
    over: Ref | None = None
    sound: bool = True

    @property
    def domain(self) -> Choice | YesNo | None:
        """What the finding may be, as far as that is known."""
        if not self.sound:
            return None
        if self.form == "when":
            return YesNo()
        return None if self.values is None else Choice(self.values, ordered=True)


def sketch_finding(entry: Entry, notes: Notes) -> FindingSketch | None:
    """Read which form a finding has, and its own values."""
    id_ = entry.key.text or ""
    path = f"findings.{id_}"
    notes.places[path] = entry.key.span
    notes.occurs(path, entry.key)
    fields = read_fields(entry.node, path, _KEYS, notes)
    if fields is None:
        return None
    fields.record_texts(COMMON_TEXTS)
    fields.record_earlier_ids()
    form = _form(fields, notes)
    if form is None:
        return None
    sketch = FindingSketch(id_, path, fields, form)
    if form == "values":
        node = fields.required("values")
        sketch.values = None if node is None else read_values(node, f"{path}.values", notes)
    return sketch


def _form(fields: Fields, notes: Notes) -> str | None:
    written = fields.present(_MEANING)
    forms: list[str] = [key for key in ("when", "highest", "lowest") if key in written]
    if not forms and fields.present(_VALUED):
        forms = ["values"]
    if not forms:
        notes.error("finding-says-nothing", fields.node, fields.path, place=fields.path)
        return None
    form = forms[0]
    for key in written:
        if key not in _FORMS[form]:
            at = fields.key(key)
            notes.error("either-or", at, fields.path, first=form, second=key)
    return form


def finish_findings(
    sketches: Mapping[str, FindingSketch | None],
    rules: Mapping[str, Sequence[RuleEntry]],
    scope: Scope,
) -> dict[str, Finding]:
    """Return the findings that are defined rightly, with their conditions."""
    findings: dict[str, Finding] = {}
    for id_, sketch in sketches.items():
        if sketch is not None:
            body = _body(sketch, rules.get(id_, ()), scope.at(sketch.path))
            if body is not None and sketch.sound:
                findings[id_] = Finding(id_, body, sketch.for_each)
    return findings


def _body(
    sketch: FindingSketch, rules: Sequence[RuleEntry], scope: Scope
) -> FirstMatch | YesNoFinding | Extreme | None:
    if sketch.for_each is not None:
        scope = scope.inside(sketch.for_each)
    match sketch.form:
        case "when":
            return _yes_no(sketch, scope)
        case "values":
            return _first_match(sketch, rules, scope)
        case _:
            if sketch.over is None or sketch.values is None:
                return None
            return Extreme(sketch.form == "highest", sketch.over, sketch.values)


def _yes_no(sketch: FindingSketch, scope: Scope) -> YesNoFinding | None:
    node = sketch.fields.get("when")
    # Inside a list or grid that is not defined rightly, no name could be found.
    when = read_condition(node, scope) if node is not None and sketch.sound else None
    return None if when is None else YesNoFinding(when)


def _first_match(
    sketch: FindingSketch, entries: Sequence[RuleEntry], scope: Scope
) -> FirstMatch | None:
    otherwise = sketch.fields.required("otherwise")
    if not entries and not sketch.fields.present(("rules", "table", "unless_stated")):
        sketch.fields.missing("rules")
    if sketch.values is None or not sketch.sound:
        return None
    domain = Choice(sketch.values, ordered=True)
    reader = RuleReader("findings", scope)
    rules = [
        _rule(reader, entry, sketch.path, number, domain)
        for number, entry in enumerate(entries, start=1)
    ]
    known = f"{sketch.path}.values"
    value = None if otherwise is None else read_value(otherwise, domain, scope, known)
    if value is None:
        return None
    good = tuple(rule for rule in rules if rule is not None)
    return FirstMatch(sketch.values, good, value, sketch.stated)


def _rule(
    reader: RuleReader, entry: RuleEntry, finding: str, number: int, domain: Choice
) -> FindingRule | None:
    rule = reader.read(entry, f"{finding}.rules.{number}")
    if rule is None:
        return None
    if entry.id is not None and not is_rule_id(entry.id.text or ""):
        rule.scope.error("bad-rule-id", entry.id, name=entry.id.text or "")
    if entry.id is None and FORMERLY in rule.fields:
        rule.fields.missing("id")
    node = rule.fields.required("then")
    known = f"{finding}.values"
    then: Value | None = None if node is None else read_value(node, domain, rule.scope, known)
    if rule.when is None or then is None:
        return None
    return FindingRule(rule.when, then, rule.id)
