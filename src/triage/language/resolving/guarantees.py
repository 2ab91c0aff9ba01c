"""Guarantees: what must hold for every possible assessment (rulebook language, section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain

from triage.diagnostics import listed, nearest
from triage.language.conditions.condition import read_condition
from triage.language.conditions.names import TYPOLOGY_NAME, Scope, values_of
from triage.language.conditions.operands import read_value
from triage.language.drafts.rule_lists import RuleEntry
from triage.language.reading.fields import Fields, read_fields
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SequenceNode
from triage.language.resolving.answer_paths import AnswerPaths
from triage.language.resolving.groups import questions_in
from triage.language.resolving.rules import Rule, RuleReader
from triage.language.resolving.selectors import Catalogue
from triage.model.answer_path import AnswerPath
from triage.model.condition import ALWAYS
from triage.model.guarantee import (
    Guarantee,
    Never,
    NeverDepends,
    NeverSettled,
    Output,
    Status,
    StatusClaim,
    Whenever,
)
from triage.model.question import Choice

_PATH = "guarantees"
_FORMS = ("never_depends", "whenever", "never", "never_settled")
_INTERVENTIONS = "interventions"
_DEPENDENCE = ("outcome", "on", "factors", "except", "among", "given")
_GIVEN = ("law",)


def read_guarantees(
    entries: Iterable[RuleEntry],
    catalogue: Catalogue,
    factors: Mapping[str, tuple[str, ...]],
    scope: Scope,
) -> tuple[Guarantee, ...]:
    """Read the guarantees that are right; what is wrong with the others is noted.

    `factors` holds the questions of each factor.
    """
    reader = RuleReader(_PATH, scope.at(_PATH), when_required=False)
    rules = (reader.read(entry, _PATH) for entry in entries)
    found = [_Reading(rule, catalogue, factors).guarantee() for rule in rules if rule is not None]
    return tuple(each for each in found if each is not None)


class _Reading:
    """The reading of one guarantee, by its form."""

    def __init__(
        self, rule: Rule, catalogue: Catalogue, factors: Mapping[str, tuple[str, ...]]
    ) -> None:
        self._rule = rule
        self._fields = rule.fields
        self._scope = rule.scope
        self._catalogue = catalogue
        self._factors = factors

    def guarantee(self) -> Guarantee | None:
        """Read the guarantee; `None` where something in it is wrong."""
        form = self._form()
        id_ = self._rule.id
        mandatory = self._fields.flag("mandatory")
        return None if form is None or id_ is None else Guarantee(id_, form, mandatory)

    def _form(self) -> NeverDepends | Whenever | Never | NeverSettled | None:
        written = self._fields.present(_FORMS)
        if not written:
            self._scope.error("guarantee-says-nothing", self._fields.node)
            return None
        for extra in written[1:]:
            at = self._fields.key(extra)
            self._scope.error("either-or", at, first=written[0], second=extra)
        if "then" in self._fields and written[0] != "whenever":
            at = self._fields.key("then")
            self._scope.error("either-or", at, first=written[0], second="then")
        match written[0]:
            case "never_depends":
                return self._never_depends()
            case "whenever":
                return self._whenever()
            case "never":
                never = read_condition(self._node("never"), self._scope)
                return None if never is None else Never(never)
            case _:
                return self._never_settled()

    def _node(self, key: str) -> Node:
        return self._fields.get(key) or self._fields.node

    def _inner(self, key: str, keys: tuple[str, ...]) -> Fields | None:
        path = f"{self._scope.path}.{key}"
        return read_fields(self._node(key), path, keys, self._scope.notes)

    def _never_depends(self) -> NeverDepends | None:
        fields = self._inner("never_depends", _DEPENDENCE)
        if fields is None:
            return None
        fields.required("outcome")
        outcome = fields.options("outcome", tuple(Output))
        on, spared = self._independent_of(fields)
        node = fields.get("among")
        among = ALWAYS if node is None else read_condition(node, self._scope)
        given = fields.option("given", _GIVEN)
        if Output.PAGE in outcome and given is not None:
            at = fields.key("given")
            self._scope.error("either-or", at, first=Output.PAGE.value, second="given")
        if not outcome or not on or among is None:
            return None
        outputs = tuple(Output(each) for each in outcome)
        return NeverDepends(outputs, on, among, given is not None, spared)

    def _independent_of(self, fields: Fields) -> tuple[tuple[AnswerPath, ...], tuple[str, ...]]:
        """Read `on` with the questions of `factors`, and those of them `except` leaves out."""
        if not fields.present(("on", "factors")):
            fields.missing("on")
        on = self._answers(fields, "on", stated_too=True)
        factors = [self._questions_of(scalar) for scalar in fields.scalars("factors")]
        questions = dict.fromkeys(chain(*factors))
        but = self._spared(fields, questions) if questions else ()
        rest = (AnswerPath.of(question) for question in questions if question not in but)
        return tuple(dict.fromkeys((*on, *rest))), but

    def _spared(self, fields: Fields, questions: Mapping[str, None]) -> tuple[str, ...]:
        for scalar in fields.scalars("except"):
            if scalar.text in questions:
                self._scope.notes.occurs(f"questions.{scalar.text}", scalar)
        return fields.options("except", questions)

    def _questions_of(self, factor: ScalarNode) -> tuple[str, ...]:
        name = factor.text or ""
        if name not in self._factors:
            self._scope.error("unknown-factor", factor, nearest(name, self._factors), name=name)
        return self._factors.get(name, ())

    def _never_settled(self) -> NeverSettled | None:
        fields = self._inner("never_settled", (TYPOLOGY_NAME, "while_open"))
        if fields is None:
            return None
        fields.required("while_open")
        while_open = self._answers(fields, "while_open", stated_too=False)
        typologies = self._typologies(fields)
        return NeverSettled(typologies, while_open) if while_open and typologies else None

    def _answers(self, fields: Fields, key: str, stated_too: bool) -> tuple[AnswerPath, ...]:
        paths = AnswerPaths(self._scope, stated_too)
        found = [path for scalar in fields.scalars(key) for path in self._paths(scalar, paths)]
        return tuple(dict.fromkeys(found))

    def _paths(self, scalar: ScalarNode, paths: AnswerPaths) -> Iterable[AnswerPath]:
        group = self._catalogue.groups.get(scalar.text or "")
        if group is None:
            return paths.of(scalar)
        members = questions_in(group, scalar, self._scope.path, self._scope.notes)
        return chain(*(paths.of_member(question, scalar) for question in members))

    def _typologies(self, fields: Fields) -> tuple[str, ...]:
        fields.required(TYPOLOGY_NAME)
        names = self._scope.names.top
        subject = names.get(TYPOLOGY_NAME)
        if TYPOLOGY_NAME not in names and TYPOLOGY_NAME in fields:
            self._scope.error("no-typologies", fields.key(TYPOLOGY_NAME))
        if subject is None or not isinstance(subject.domain, Choice):
            return ()
        scalars = fields.scalars(TYPOLOGY_NAME)
        known = values_of(subject.ref)
        values = [read_value(scalar, subject.domain, self._scope, known) for scalar in scalars]
        return tuple(dict.fromkeys(str(value.value) for value in values if value is not None))

    def _whenever(self) -> Whenever | None:
        whenever = read_condition(self._node("whenever"), self._scope)
        node = self._fields.required("then")
        if not isinstance(node, MappingNode):
            if node is not None:
                self._scope.error("not-a-condition", node)
            return None
        if not node.entries:
            self._scope.error("empty-test", node, name="then")
        rest = tuple(entry for entry in node.entries if entry[0].text != _INTERVENTIONS)
        then = read_condition(replace(node, entries=rest), self._scope) if rest else ALWAYS
        claims_node = node.get(_INTERVENTIONS)
        claims = () if claims_node is None else self._claims(claims_node)
        if whenever is None or then is None:
            return None
        return Whenever(whenever, then, claims)

    def _claims(self, node: Node) -> tuple[StatusClaim, ...]:
        nodes = node.items if isinstance(node, SequenceNode) else (node,)
        if not nodes:
            self._scope.error("empty-list", node, key=_INTERVENTIONS)
        return tuple(claim for each in nodes for claim in self._claims_of(each))

    def _claims_of(self, node: Node) -> list[StatusClaim]:
        path = f"{self._scope.path}.then.{_INTERVENTIONS}"
        if not isinstance(node, MappingNode) or not node.entries:
            self._scope.notes.wrong_kind(node, path, "mapping")
            return []
        if node.get("some") is not None or node.get("every") is not None:
            claim = self._quantified(node, path)
            return [] if claim is None else [claim]
        claims = []
        for key, value in node.entries:
            id_ = self._catalogue.known(key, path)
            statuses = self._statuses(value, path)
            if id_ is not None and statuses:
                claims.append(StatusClaim((id_,), statuses))
        return claims

    def _quantified(self, node: MappingNode, path: str) -> StatusClaim | None:
        fields = read_fields(node, path, ("some", "every", "status"), self._scope.notes)
        if fields is None:
            return None
        if "some" in fields and "every" in fields:
            self._scope.error("either-or", fields.key("every"), first="some", second="every")
        quantifier = "every" if "every" in fields else "some"
        selector, status = fields.required(quantifier), fields.required("status")
        selected = () if selector is None else self._catalogue.select(selector, path)
        statuses = () if status is None else self._statuses(status, path)
        return StatusClaim(selected, statuses, quantifier == "every") if statuses else None

    def _statuses(self, node: Node, path: str) -> tuple[Status, ...]:
        nodes = node.items if isinstance(node, SequenceNode) else (node,)
        if not nodes:
            self._scope.error("empty-list", node, key="status")
        found = []
        for each in nodes:
            text = each.text or "" if isinstance(each, ScalarNode) else "…"
            if text in set(Status):
                found.append(Status(text))
            else:
                near, known = nearest(text, Status), listed(Status)
                self._scope.notes.error(
                    "unknown-option", each, path, near, value=text, key="status", known=known
                )
        return tuple(dict.fromkeys(found))
