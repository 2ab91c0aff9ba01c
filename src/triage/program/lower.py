"""Lowering: from a rulebook to the flat program (architecture: the one idea)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from triage.model.answer_path import AnswerPath, Element, path_in
from triage.model.condition import Condition, Ref
from triage.model.finding import Extreme, Finding, FirstMatch, YesNoFinding
from triage.model.outcome import CONFLICT, GAP
from triage.model.question import (
    Choice,
    Dates,
    Domain,
    Grid,
    ListOf,
    Lookup,
    Number,
    Question,
    Subset,
    Text,
    YesNo,
)
from triage.model.rule import (
    AnyRule,
    Availability,
    Classification,
    Policy,
)
from triage.model.rulebook import Rulebook
from triage.program.formula import (
    FALSE,
    NA,
    TRUE,
    CountIn,
    Formula,
    In,
    conjunction,
    disjunction,
    negation,
)
from triage.program.lower_conditions import ConditionLowering
from triage.program.lower_plan import lower_plan
from triage.program.program import (
    DateSpan,
    Derived,
    FlatRule,
    Program,
    Role,
    RuleKind,
    Variable,
)
from triage.program.reads import elements, read_paths

TARGET_GROUP_PATH, TYPOLOGY_PATH = AnswerPath.of("target_group"), AnswerPath.of("typology")


def lower(rulebook: Rulebook) -> Program:
    """Flatten a rulebook. The result means exactly what the rulebook means (section 4)."""
    return Lowering(rulebook).program


class Lowering:
    """Gives every answer and finding a number, each after those it depends on.

    `program` is the whole rulebook, flat; `formula` lowers further conditions for it.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._read = read_paths(rulebook)
        self._stated = _stated_paths(rulebook)
        self._variables: dict[AnswerPath, Variable] = {}
        self._derived: dict[AnswerPath, Derived] = {}
        self._spans: dict[DateSpan, int] = {}
        self._conditions = ConditionLowering(self)
        self.program = self._program()

    def formula(self, condition: Condition, element: Element | None = None) -> Formula:
        """Lower a condition over the answers of the program, at the top or of one element."""
        return self._conditions.lower(condition, element)

    def _program(self) -> Program:
        for question in self.rulebook.questions.values():
            self._all_of(question)
        # Derived values are numbered after the variables, so all of those must exist first.
        for finding in self.rulebook.findings.values():
            owner = finding.for_each
            for element in (None,) if owner is None else elements(self.rulebook, owner):
                self.derived(finding.id, element)
        target_group = self._classes(TARGET_GROUP_PATH, self.rulebook.target_groups)
        typology = self._classes(TYPOLOGY_PATH, self.rulebook.typologies)
        rules = tuple(self._rules())
        return Program(
            variables=tuple(self._variables.values()),
            derived=tuple(self._derived.values()),
            target_group=target_group,
            typology=typology,
            rules=rules,
            interventions=lower_plan(self.rulebook, {rule.id: rule.index for rule in rules}),
            spans=tuple(self._spans),
            grids={
                question.id: self._asked(question.id, None)
                for question in self.rulebook.questions.values()
                if isinstance(question.domain, Grid)
            },
            by_path={path: variable.index for path, variable in self._variables.items()},
        )

    # --- answers

    def _all_of(self, question: Question) -> None:
        if isinstance(question.domain, ListOf | Grid):
            if isinstance(question.domain, ListOf):
                self.count(question.id)
            for element in elements(self.rulebook, question.id):
                for inner in question.domain.item:
                    self.leaf(inner, element)
        else:
            self.leaf(question, None)

    def count(self, list_id: str) -> Variable:
        """Return the variable that holds a list's number of items."""
        domain = self.rulebook.collection(list_id)
        assert isinstance(domain, ListOf)
        return self._variable(
            AnswerPath.of(list_id),
            domain,
            lambda: self._asked(list_id, None),
            domain.min,
            domain.max,
            partial(self._asked_now, self.rulebook.questions[list_id], None),
        )

    def leaf(self, question: Question, element: Element | None) -> Variable:
        """Return the variable that holds the answer to a question, at the top or of one element."""
        low, high = _bounds(question.domain)

        def applies() -> Formula:
            here = self._condition_or_true(question.applies_when, element)
            return here if element is None else conjunction(self.exists(element), here)

        asked = partial(self._asked_now, question, element)
        path = path_in(element, question.id)
        return self._variable(path, question.domain, applies, low, high, asked)

    def _asked_now(self, question: Question, element: Element | None) -> Formula | None:
        """Say when a question is asked, where that is not whenever it applies."""
        owner = None if element is None else self.rulebook.questions[element.owner]
        if not (question.any_time or (owner and owner.any_time)):
            return None
        here = self._condition_or_true(question.asked_when, element)
        if element is None or owner is None:
            return here
        there = self._condition_or_true(owner.asked_when, None)
        return conjunction(self.exists(element), there, here)

    def answer(self, ref: Ref, element: Element | None) -> Variable:
        """Return the variable a reference to a question stands for, seen from `element`."""
        if ref.collection is None:
            question = self.rulebook.questions[ref.id]
            if isinstance(question.domain, ListOf):
                return self.count(ref.id)
            return self.leaf(question, None)
        if ref.row is not None:
            element = Element(ref.collection, ref.row)
        assert element is not None, "an item's question was read outside its list or grid"
        domain = self.rulebook.collection(ref.collection)
        inner = next(question for question in domain.item if question.id == ref.id)
        return self.leaf(inner, element)

    def _variable(
        self,
        path: AnswerPath,
        domain: Domain,
        applies: Callable[[], Formula],
        low: int,
        high: int,
        asked: Callable[[], Formula | None],
    ) -> Variable:
        known = self._variables.get(path)
        if known is None:
            when = applies()  # numbers what it reads before this variable gets its own number
            asked_when = asked()
            role = Role.READ if path in self._read else Role.UNREAD
            if path in self._stated:
                role = Role.STATED
            known = Variable(len(self._variables), path, domain, role, when, low, high, asked_when)
            self._variables[path] = known
        return known

    def exists(self, element: Element) -> Formula:
        """Say when an item or row is there: the list is that long, the grid applies."""
        collection, key = element
        domain = self.rulebook.collection(collection)
        if isinstance(domain, Grid):
            return self._asked(collection, None)
        return In(self.count(collection).index, ((int(key), domain.max),))

    def applies(self, ref: Ref, element: Element | None) -> Formula:
        """Say when a question, list, grid or cell applies."""
        if ref.collection is not None:
            return self.answer(ref, element).applies
        return self._asked(ref.id, element)

    def _asked(self, question: str, element: Element | None) -> Formula:
        return self._condition_or_true(self.rulebook.questions[question].applies_when, element)

    def _condition_or_true(self, condition: Condition | None, element: Element | None) -> Formula:
        return TRUE if condition is None else self._conditions.lower(condition, element)

    def span(self, span: DateSpan) -> int:
        """Number a span of dates."""
        return self._spans.setdefault(span, len(self._spans))

    # --- findings, target group and typology

    def derived(self, finding_id: str, element: Element | None) -> Derived:
        """Return the derived value of a finding, of one element where it is `for_each`."""
        finding = self.rulebook.findings[finding_id]
        inside = element if finding.for_each is not None else None
        path = path_in(inside, finding_id)
        known = self._derived.get(path)
        if known is None:
            values, cases, otherwise = self._cases(finding, inside)
            if inside is not None:
                cases = [(negation(self.exists(inside)), NA), *cases]
            known = self._add(path, values, cases, otherwise)
        return known

    def _add(
        self,
        path: AnswerPath,
        values: tuple[str, ...],
        cases: list[tuple[Formula, int]],
        otherwise: int,
    ) -> Derived:
        index = len(self._variables) + len(self._derived)
        kept = tuple(case for case in cases if case[0] != FALSE)
        self._derived[path] = Derived(index, path, values, kept, otherwise)
        return self._derived[path]

    def _cases(
        self, finding: Finding, element: Element | None
    ) -> tuple[tuple[str, ...], list[tuple[Formula, int]], int]:
        match finding.body:
            case YesNoFinding(when) as body:
                return body.values, [(self._conditions.lower(when, element), 1)], 0
            case FirstMatch(values, rules, otherwise, stated):
                cases = [
                    (self._conditions.lower(rule.when, element), values.index(str(rule.then.value)))
                    for rule in rules
                ]
                if stated is not None:
                    cases = [*self._stated_cases(stated, element, values), *cases]
                return values, cases, values.index(str(otherwise.value))
            case Extreme(highest, over, values):
                return values, list(self._extreme(highest, over, len(values))), NA

    def _stated_cases(
        self, stated: Ref, element: Element | None, values: tuple[str, ...]
    ) -> list[tuple[Formula, int]]:
        variable = self.answer(stated, element)
        assert isinstance(variable.domain, Choice | YesNo)
        return [
            (In(variable.index, ((code, code),)), values.index(value))
            for code, value in enumerate(variable.domain.values)
        ]

    def _extreme(self, highest: bool, over: Ref, size: int) -> Iterator[tuple[Formula, int]]:
        assert over.collection is not None
        indexes = [
            self._conditions.subject(over, element)
            for element in elements(self.rulebook, over.collection)
        ]
        for code in reversed(range(size)) if highest else range(size):
            yield disjunction(*(In(index, ((code, code),)) for index in indexes)), code

    def _classes(self, path: AnswerPath, classes: Classification | None) -> Derived | None:
        if classes is None:
            return None
        codes = {value: code for code, value in enumerate(classes.values)}
        values = (*classes.values, GAP, CONFLICT)
        rules = [
            (self._conditions.lower(rule.when, None), codes[str(rule.then.value)])
            for rule in classes.rules
        ]
        if classes.policy is Policy.FIRST:
            return self._add(path, values, rules, values.index(GAP))
        by_code: dict[int, list[Formula]] = {}
        for when, code in rules:
            by_code.setdefault(code, []).append(when)
        assigned = {code: disjunction(*cases) for code, cases in by_code.items()}
        several = CountIn(tuple(assigned.values()), ((2, max(2, len(assigned))),))
        cases = [(when, code) for code, when in assigned.items()]
        if len(assigned) > 1:
            cases.insert(0, (several, values.index(CONFLICT)))
        return self._add(path, values, cases, values.index(GAP))

    def typology(self) -> Derived:
        """Return the derived typology, which rules after it may test."""
        return self._derived[TYPOLOGY_PATH]

    # --- rules and interventions

    def _rules(self) -> Iterator[FlatRule]:
        book = self.rulebook
        groups = book.target_groups.rules if book.target_groups is not None else ()
        typology = book.typologies.rules if book.typologies is not None else ()
        kinds: tuple[tuple[RuleKind, AnyRule], ...] = (
            *((RuleKind.TARGET_GROUP, rule) for rule in groups),
            *((RuleKind.TYPOLOGY, rule) for rule in typology),
            *((RuleKind.RECOMMENDATION, rule) for rule in book.recommendations),
            *((RuleKind.AVAILABILITY, rule) for rule in book.availability),
            *((RuleKind.WARNING, rule) for rule in book.warnings),
        )
        for index, (kind, rule) in enumerate(kinds):
            when = self._conditions.lower(rule.when, None)
            dates = (rule.valid_from, rule.valid_to) if isinstance(rule, Availability) else ()
            yield FlatRule(index, rule.id, kind, when, *dates)


def _bounds(domain: Domain) -> tuple[int, int]:
    match domain:
        case Choice(values):
            return 0, len(values) - 1
        case YesNo():
            return 0, 1
        case Number(low, high):
            return low, high
        case Subset(values):
            return 0, (1 << len(values)) - 1
        case Dates() | Lookup() | Text() | ListOf() | Grid():
            return 0, 0  # a date's bounds wait for `as_of`; the others are never read


def _stated_paths(rulebook: Rulebook) -> frozenset[AnswerPath]:
    paths: set[AnswerPath] = set()
    for finding in rulebook.findings.values():
        if isinstance(finding.body, FirstMatch) and finding.body.stated is not None:
            ref = finding.body.stated
            if ref.collection is None:
                paths.add(AnswerPath.of(ref.id))
            else:
                paths.update(each.at(ref.id) for each in elements(rulebook, ref.collection))
    return frozenset(paths)
