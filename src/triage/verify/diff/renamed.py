"""A rulebook under new names: every place where an id stands in what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from triage.model.finding import Extreme, Finding, FindingRule, FirstMatch, YesNoFinding
from triage.model.guarantee import Guarantee, Never, NeverDepends, NeverSettled, Whenever
from triage.model.programme import Programme
from triage.model.protected import ProtectedMark
from triage.model.question import Choice, Domain, Grid, ListOf, Lookup, Question, Subset
from triage.model.rule import (
    AnyRule,
    Availability,
    Classification,
    ClassificationRule,
    FirstSteps,
    Intervention,
    Recommendation,
    WarningRule,
)
from triage.model.rulebook import Cell, Group, Parameter, Rulebook, Table
from triage.verify.diff.renamed_conditions import RenamedConditions, tuned, values_path
from triage.verify.diff.renaming import Renaming
from triage.verify.diff.thing_paths import question_path

R = TypeVar("R", bound=AnyRule)
T = TypeVar("T", Question, Finding, FirstSteps, Group, Intervention, Parameter, Table)


class Renamed:
    """The things of a rulebook under new names, one by one or all of them."""

    def __init__(self, old: Rulebook, renaming: Renaming) -> None:
        self._old, self._new = old, renaming
        self._conditions = RenamedConditions(old, renaming)
        self._tuned = dict(tuned(old))

    def book(self) -> Rulebook:
        """Return the whole rulebook under new names; what it is called stays."""
        old = self._old
        if not self._new:
            return old
        return replace(
            old,
            programme=old.programme and self.programme(old.programme),
            factors=self._new.values("factors", old.factors),
            questions=_by_id(map(self.question, old.questions.values())),
            tables=_by_id(map(self.table, old.tables.values())),
            parameters=_by_id(map(self.parameter, old.parameters.values())),
            findings=_by_id(map(self.finding, old.findings.values())),
            target_groups=self._classes(old.target_groups, "target_groups.values"),
            typologies=self._classes(old.typologies, "typologies.values"),
            interventions=_by_id(map(self.intervention, old.interventions.values())),
            recommendations=tuple(map(self.rule, old.recommendations)),
            availability=tuple(map(self.rule, old.availability)),
            warnings=tuple(map(self.rule, old.warnings)),
            guarantees=tuple(map(self.guarantee, old.guarantees)),
            groups=_by_id(map(self.group, old.groups.values())),
            texts=self._new.texts(old.texts),
            page={role: self._new.values("questions", ids) for role, ids in old.page.items()},
            first_steps=_by_id(map(self.first_steps, old.first_steps.values())),
            formerly={},
        )

    def group(self, group: Group) -> Group:
        """Return a group with what is in it."""
        return Group(
            self._new.id(f"groups.{group.id}"),
            self._new.values("interventions", group.interventions),
            self._new.values("questions", group.questions),
        )

    def first_steps(self, order: FirstSteps) -> FirstSteps:
        """Return an order with what is in it."""
        return FirstSteps(
            self._new.id(f"first_steps.{order.id}"),
            self._new.values("interventions", order.interventions),
            self._new.values("typologies.values", order.typologies),
        )

    # --- what is asked

    def question(self, question: Question, owner: str | None = None) -> Question:
        """Return a question, with its values, and those of its items or rows."""
        path = question_path(owner, question.id)
        factor = question.factor and self._new.id(f"factors.{question.factor}")
        when = question.asked_when
        return replace(
            question,
            id=self._new.id(path),
            domain=self._domain(path, question.id, question.domain),
            factor=factor,
            asked_when=None if when is None else self._conditions.of(when),
            concerns=self._marks(path, question.domain, question.concerns),
            proxy_of=self._marks(path, question.domain, question.proxy_of),
            steps=self._steps(path, question),
        )

    def _steps(self, path: str, question: Question) -> tuple[str, ...]:
        """Return the steps; where values are ordered they name none, but a direction."""
        if isinstance(question.domain, Choice) and not question.domain.ordered:
            return self._new.values(f"{path}.values", question.steps)
        return question.steps

    def _marks(
        self, path: str, domain: Domain, marks: tuple[ProtectedMark, ...]
    ) -> tuple[ProtectedMark, ...]:
        below = f"{path}.{'rows' if isinstance(domain, Grid) else 'values'}"
        return tuple(replace(each, of=self._new.values(below, each.of)) for each in marks)

    def _domain(self, path: str, id_: str, domain: Domain) -> Domain:
        match domain:
            case Choice(values) | Subset(values):
                return replace(domain, values=self._new.values(f"{path}.values", values))
            case Lookup(table):
                return Lookup(self._new.id(f"tables.{table}"))
            case ListOf(item=item):
                return replace(domain, item=tuple(self.question(each, id_) for each in item))
            case Grid(rows, item):
                inner = tuple(self.question(each, id_) for each in item)
                return Grid(self._new.values(f"{path}.rows", rows), inner)
            case _:
                return domain

    def table(self, table: Table) -> Table:
        """Return a table with its columns, which are questions, and the answers they fill in."""
        owners = [
            owner
            for (owner, _), filled in self._old.fillings.items()
            if any(name == table.id for name, _ in filled)
        ]
        owner = owners[0] if owners else None
        paths = {each: question_path(owner, each) for each in table.columns}
        return replace(
            table,
            id=self._new.id(f"tables.{table.id}"),
            columns=tuple(self._new.id(path) for path in paths.values()),
            rows={
                key: {
                    self._new.id(paths[at]): self._cell(paths[at], cell) for at, cell in row.items()
                }
                for key, row in table.rows.items()
            },
            key=table.key and self._new.id(question_path(owner, table.key)),
        )

    def _cell(self, path: str, cell: Cell) -> Cell:
        if isinstance(cell, tuple):
            return self._new.values(f"{path}.values", cell)
        return self._new.id(f"{path}.values.{cell}") if isinstance(cell, str) else cell

    def parameter(self, parameter: Parameter) -> Parameter:
        """Return a parameter; where it stands for an answer, by the new id of that."""
        path = self._tuned.get(parameter.id, f"parameters.{parameter.id}.values")
        return replace(
            parameter,
            id=self._new.id(f"parameters.{parameter.id}"),
            value=self._conditions.scalar(path, parameter.value),
            values=self._new.values(path, parameter.values),
        )

    # --- what is concluded

    def finding(self, finding: Finding) -> Finding:
        """Return a finding with its values and rules."""
        return replace(
            finding,
            id=self._new.id(f"findings.{finding.id}"),
            body=self._body(finding),
            for_each=finding.for_each and self._new.id(f"questions.{finding.for_each}"),
        )

    def _body(self, finding: Finding) -> FirstMatch | YesNoFinding | Extreme:
        path = f"findings.{finding.id}.values"
        match finding.body:
            case YesNoFinding(when):
                return YesNoFinding(self._conditions.of(when))
            case Extreme(highest, over, values):
                of = values_path(self._old, over)
                return Extreme(
                    highest,
                    self._conditions.ref(over),
                    self._new.values(of, values) if of else values,
                )
            case FirstMatch() as body:
                rules = tuple(self.finding_rule(finding, rule) for rule in body.rules)
                return FirstMatch(
                    self._new.values(path, body.values),
                    rules,
                    self._conditions.value(path, body.otherwise),
                    None if body.stated is None else self._conditions.ref(body.stated),
                )

    def finding_rule(self, finding: Finding, rule: FindingRule) -> FindingRule:
        """Return a rule of a finding."""
        return FindingRule(
            self._conditions.of(rule.when),
            self._conditions.value(f"findings.{finding.id}.values", rule.then),
            rule.id and self._new.id(f"rules.{rule.id}"),
        )

    def _classes(self, classes: Classification | None, path: str) -> Classification | None:
        if classes is None:
            return None
        rules = tuple(map(self.rule, classes.rules))
        return replace(classes, values=self._new.values(path, classes.values), rules=rules)

    def rule(self, rule: R) -> R:
        """Return a rule of any kind."""
        changed = {"id": self._new.id(f"rules.{rule.id}"), "when": self._conditions.of(rule.when)}
        any_rule: Any = rule  # what only one kind of rule has is known where it is put together
        made: R = replace(any_rule, **changed, **self._concluded(rule))
        return made

    def _concluded(self, rule: AnyRule) -> Mapping[str, object]:
        match rule:
            case ClassificationRule(then=then):
                groups = self._old.target_groups
                is_group = groups is not None and rule in groups.rules
                path = "target_groups.values" if is_group else "typologies.values"
                return {"then": self._conditions.value(path, then)}
            case Recommendation(start=start):
                after = start.after and self._new.id(f"interventions.{start.after}")
                return {
                    "recommend": self._interventions(rule.recommend),
                    "against": self._interventions(rule.against),
                    "start": replace(start, after=after),
                }
            case Availability():
                limits = {
                    name: self._conditions.value(None, each) for name, each in rule.limits.items()
                }
                return {"interventions": self._interventions(rule.interventions), "limits": limits}
            case WarningRule(plan=plan):
                if plan is None:
                    return {}
                interventions = self._interventions(plan.interventions)
                tests = tuple(self._conditions.number(None, each) for each in plan.tests)
                return {"plan": replace(plan, interventions=interventions, tests=tests)}

    def intervention(self, intervention: Intervention) -> Intervention:
        """Return an entry of the catalogue."""
        return replace(
            intervention,
            id=self._new.id(f"interventions.{intervention.id}"),
            kind=self._new.id(f"kinds.{intervention.kind}"),
            needs=self._interventions(intervention.needs),
        )

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """Return the interventions of a kind."""
        every = self._old.interventions.values()
        return self._interventions(tuple(each.id for each in every if each.kind == kind))

    def _interventions(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        return self._new.values("interventions", ids)

    # --- what must hold, and what a programme says

    def guarantee(self, guarantee: Guarantee) -> Guarantee:
        """Return a guarantee."""
        form = guarantee.form
        match form:
            case NeverDepends(on=on, among=among, spared=spared):
                form = replace(
                    form,
                    on=tuple(map(self._new.answer_path, on)),
                    among=self._conditions.of(among),
                    spared=self._new.values("questions", spared),
                )
            case Whenever(whenever, then, claims):
                moved = tuple(
                    replace(each, interventions=self._interventions(each.interventions))
                    for each in claims
                )
                form = Whenever(self._conditions.of(whenever), self._conditions.of(then), moved)
            case Never(never):
                form = Never(self._conditions.of(never))
            case NeverSettled(typology, while_open):
                form = NeverSettled(
                    self._new.values("typologies.values", typology),
                    tuple(map(self._new.answer_path, while_open)),
                )
        id_ = self._new.id(f"guarantees.{guarantee.id}")
        return replace(guarantee, id=id_, form=form)

    def programme(self, programme: Programme) -> Programme:
        """Return what a programme says of itself."""
        return replace(
            programme,
            efforts={
                id_: replace(each, interventions=self._interventions(each.interventions))
                for id_, each in programme.efforts.items()
            },
            outcomes={
                kind: replace(each, scale=each.scale and self._new.id(f"questions.{each.scale}"))
                for kind, each in programme.outcomes.items()
            },
            capacity={
                id_: replace(each, intervention=self._new.id(f"interventions.{each.intervention}"))
                for id_, each in programme.capacity.items()
            },
        )


def _by_id(things: Iterator[T]) -> dict[str, T]:
    return {each.id: each for each in things}
