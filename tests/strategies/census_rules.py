"""Which constructs stand in the findings, typologies and other rules of a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.strategies.census_conditions import ConditionCensus
from tests.strategies.census_questions import named
from tests.strategies.names import Names
from tests.strategies.shape import Document

GUARANTEES = ("never_depends", "whenever", "never", "never_settled")
FINDINGS = ("yes or no", "first match", "highest", "lowest")
SECTIONS = ("recommendations", "availability", "warnings", "guarantees")
CLASSES = ("typologies", "target_groups")
TABLED = ("findings", *CLASSES, *SECTIONS[:3])
SELECTORS = ("id", "kind", "delivery", "pay", "several keys", "list of values", "except", "all")
OWN_KEYS = (
    {"id", "then", "because", "recommend", "against", "strength", "start", "interventions"}
    | {"verdict", "basis", "law", "source", "checked_on", "confidence", "valid_from", "valid_to"}
    | {"warn", "plan", "when"}
)

RULE_CONSTRUCTS = frozenset(
    [f"finding: {form}" for form in FINDINGS]
    + [
        f"finding for each of a {kind}: {form}"
        for kind in ("list", "grid")
        for form in FINDINGS[:2]
    ]
    + ["unless_stated at the top", "unless_stated in an item", "finding on a finding"]
    + ["finding on a later finding", "extreme over a finding", "extreme over a question"]
    + ["finding rule with an id", "then $", "otherwise $"]
    + [f"{what}: then $" for what in CLASSES]
    + [
        f"{where}: {what}"
        for where in CLASSES
        for what in ("absent", "unique", "first", "values as texts")
    ]
    + ["programme", "programme: budget"]
    + ["target_groups: on a finding of the programme alone"]
    + [f"{where}: {how}" for where in TABLED for how in ("rules", "table", "rules and table")]
    + [f"{where}: several tables" for where in SECTIONS[:3]]
    + ["table cell _", "table cell _ for a key", "table column typology", "table column when"]
    + [f"recommendation: {what}" for what in ("core", "possible", "against", "no strength")]
    + [f"start: {what}" for what in ("now", "alongside", "after", "none")]
    + [f"selector: {what}" for what in SELECTORS]
    + ["selector: except a kind", "selector: alone", "selectors: several"]
    + [f"verdict: {what}" for what in ("not_available", "needs_check", "limit", "two limits")]
    + ["condition of a programme", "limit $", "rule without condition", "rule with empty condition"]
    + [f"warning: {what}" for what in ("when", "plan", "both", "start of plan", "$ in plan")]
    + [f"guarantee: {what}" for what in GUARANTEES]
    + [f"guarantee claims: {what}" for what in ("named", "some", "every", "condition")]
    + ["intervention not offered", "intervention delivery", "intervention pay"]
    + ["intervention needs", "first steps: typology", "first steps: rest"]
)


class RuleCensus:
    """Counts the constructs of what is concluded."""

    def __init__(self, counts: Counter[str], document: Document, names: Names) -> None:
        self.counts = counts
        self._document = document
        self._names = names
        self._conditions = ConditionCensus(counts)

    def count(self) -> None:
        """Count everything about findings, typologies, interventions and rules."""
        for name, body in self._document.get("findings", {}).items():
            self._finding(name, body)
        for section in CLASSES:
            self._classes(section)
        programme = self._document.get("programme", {})
        self.counts["programme"] += bool(programme)
        self.counts["programme: budget"] += "budget" in programme
        for its in self._document.get("interventions", {}).values():
            self.counts["intervention not offered"] += its.get("offered") == "no"
            self.counts["intervention delivery"] += "delivery" in its
            self.counts["intervention pay"] += "pay" in its
            self.counts["intervention needs"] += "needs" in its
        for its in self._document.get("first_steps", {}).values():
            self.counts[f"first steps: {'typology' if 'typology' in its else 'rest'}"] += 1
        for section in SECTIONS:
            for rule in self._rules(section, self._document.get(section, []), self._names):
                self._rule(section, rule)

    def _finding(self, name: str, body: Document) -> None:
        owner = body.get("for_each", "")
        names = self._names.within(owner) if owner else self._names
        form = next((key for key in ("highest", "lowest") if key in body), "first match")
        form = "yes or no" if "when" in body else form
        of = f" for each of a {self._names.top[owner].kind}" if owner else ""
        self.counts[f"finding{of}: {form}"] += 1
        if form in ("highest", "lowest"):
            self._extreme(body[form])
            return
        if "when" in body:
            self._conditions.condition(body["when"], names)
        if "unless_stated" in body:
            self.counts[f"unless_stated {'in an item' if owner else 'at the top'}"] += 1
        for rule in self._rules("findings", body, names) if "values" in body else ():
            self.counts["finding rule with an id"] += "id" in rule
            self.counts["then $"] += rule["then"].startswith("$")
        self.counts["otherwise $"] += body.get("otherwise", "").startswith("$")
        self._findings_used(name, body)

    def _extreme(self, over: str) -> None:
        collection, name = over.split(".")
        found = self._names.each[collection][name].source == "finding"
        self.counts[f"extreme over a {'finding' if found else 'question'}"] += 1

    def _findings_used(self, name: str, body: Document) -> None:
        order = list(self._document["findings"])
        used = {its.split(".")[-1] for its in named(body)} & set(order)
        self.counts["finding on a finding"] += bool(used)
        later = order[order.index(name) :]
        self.counts["finding on a later finding"] += any(its in later for its in used)

    def _classes(self, section: str) -> None:
        if section not in self._document:
            self.counts[f"{section}: absent"] += 1
            return
        body = self._document[section]
        self.counts[f"{section}: {body['policy']}"] += 1
        self.counts[f"{section}: values as texts"] += isinstance(body["values"], dict)
        for rule in self._rules(section, body, self._names):
            self.counts[f"{section}: then $"] += rule["then"].startswith("$")
        if section == "target_groups":
            apart = set(named(body)) & self._programme_findings()
            self.counts["target_groups: on a finding of the programme alone"] += bool(apart)

    def _programme_findings(self) -> set[str]:
        """Name the findings that read a question of the programme alone by its name."""
        questions = self._document["questions"].items()
        own = {name for name, body in questions if "programme_only" in body}
        findings = self._document.get("findings", {}).items()
        return {name for name, body in findings if set(named(body)) & own}

    def _rules(self, section: str, body: Any, names: Names) -> Iterator[Document]:
        """Yield the rules of a section by their own keys, counting their conditions."""
        body = {"rules": body} if isinstance(body, list) else body
        rules, tables = body.get("rules", []), body.get("table", [])
        tables = tables if isinstance(tables, list) else [tables]
        how = " and ".join(["rules"] * bool(rules) + ["table"] * bool(tables))
        if how and section != "guarantees":
            self.counts[f"{section}: {how}"] += 1
        if len(tables) > 1:
            self.counts[f"{section}: several tables"] += 1
        for rule in rules:
            self._when(section, rule, names)
            yield rule
        for table in tables:
            yield from self._rows(table, names)

    def _when(self, section: str, rule: Document, names: Names) -> None:
        if section == "guarantees":
            return
        if "when" not in rule:
            self.counts["rule without condition"] += 1
        else:
            self.counts["rule with empty condition"] += not rule["when"]
            self._conditions.condition(rule["when"], names)

    def _rows(self, table: Document, names: Names) -> Iterator[Document]:
        self.counts["table column typology"] += "typology" in table["columns"]
        for row in table["rows"]:
            cells = dict(zip(table["columns"], row, strict=True))
            if cells.get("when", "_") != "_":
                self.counts["table column when"] += 1
                self._conditions.condition(cells["when"], names)
            for column, cell in cells.items():
                if cell == "_":
                    own = column in OWN_KEYS
                    self.counts["table cell _ for a key" if own else "table cell _"] += 1
                elif column not in OWN_KEYS:
                    self._conditions.entry(column, cell, names)
            yield {key: its for key, its in cells.items() if key in OWN_KEYS and its != "_"}

    def _rule(self, section: str, rule: Document) -> None:
        if section == "recommendations":
            self._recommendation(rule)
        elif section == "availability":
            self._availability(rule)
        elif section == "warnings":
            self._warning(rule)
        else:
            self._guarantee(rule)

    def _recommendation(self, rule: Document) -> None:
        if "against" in rule:
            self.counts["recommendation: against"] += 1
            self._selectors(rule["against"])
            return
        self.counts[f"recommendation: {rule.get('strength', 'no strength')}"] += 1
        start = rule.get("start", "none")
        self.counts[f"start: {'after' if isinstance(start, dict) else start}"] += 1
        self._selectors(rule["recommend"])

    def _selectors(self, chosen: Any) -> None:
        if not isinstance(chosen, list):
            self.counts["selector: alone"] += 1
            self._selector(chosen)
            return
        self.counts["selectors: several"] += len(chosen) > 1
        for each in chosen:
            self._selector(each)

    def _selector(self, chosen: Any) -> None:
        if isinstance(chosen, str):
            self.counts[f"selector: {'all' if chosen == 'all' else 'id'}"] += 1
            return
        self.counts["selector: several keys"] += len(chosen) > 1
        for key, wanted in chosen.items():
            self.counts[f"selector: {key}"] += 1
            of_kind = key == "except" and any(isinstance(its, dict) for its in wanted)
            self.counts["selector: except a kind"] += of_kind
            self.counts["selector: list of values"] += key != "except" and isinstance(wanted, list)

    def _availability(self, rule: Document) -> None:
        self._selectors(rule["interventions"])
        self.counts["condition of a programme"] += rule.get("basis") == "programme"
        verdict = rule["verdict"]
        if isinstance(verdict, str):
            self.counts[f"verdict: {verdict}"] += 1
            return
        self.counts["verdict: limit"] += 1
        self.counts["verdict: two limits"] += len(verdict["limit"]) > 1
        self.counts["limit $"] += any(isinstance(its, str) for its in verdict["limit"].values())

    def _warning(self, rule: Document) -> None:
        plan = rule.get("plan")
        has_when = "when" in rule
        self.counts[f"warning: {'both' if has_when and plan else 'plan' if plan else 'when'}"] += 1
        if plan:
            self._selectors(plan["interventions"])
            self.counts["warning: start of plan"] += "start" in plan
            tests = [its for key, its in plan.items() if key not in ("start", "interventions")]
            self.counts["warning: $ in plan"] += any(str(its).startswith("$") for its in tests)

    def _guarantee(self, rule: Document) -> None:
        form = next(key for key in rule if key in GUARANTEES)
        self.counts[f"guarantee: {form}"] += 1
        if form in ("never", "whenever"):
            self._conditions.condition(rule[form], self._names)
        if form != "whenever":
            return
        then = {key: its for key, its in rule["then"].items() if key != "interventions"}
        self.counts["guarantee claims: condition"] += bool(then)
        self._conditions.condition(then, self._names)
        claims = rule["then"].get("interventions", {})
        how = next((key for key in ("some", "every") if key in claims), "named")
        self.counts[f"guarantee claims: {how}"] += bool(claims)
