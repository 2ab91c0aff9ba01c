"""One completion of an assessment, evaluated as the language page says (sections 4.1 to 4.3).

Written to be read: it evaluates the rulebook itself, not the flat program, so that it can hold
the other engines to account.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from triage.engine.reference.choices import Walk, domain_values
from triage.engine.reference.kinds import Kinds
from triage.engine.reference.tests import constant, meets, number_meets
from triage.model.answer_path import AnswerPath, Element, path_in
from triage.model.answers import Answers, AnswerValue
from triage.model.condition import (
    AllOf,
    AnyOf,
    Applies,
    Condition,
    ItemCount,
    Negation,
    Operand,
    OtherQuestion,
    Quantified,
    Quantifier,
    Ref,
    RefKind,
    Test,
    Tested,
)
from triage.model.finding import Extreme, Finding, FirstMatch, YesNoFinding
from triage.model.outcome import CONFLICT, GAP
from triage.model.question import (
    Choice,
    Domain,
    Question,
    YesNo,
)
from triage.model.rule import Classification, Policy
from triage.model.rulebook import Rulebook
from triage.program.reads import elements

_TYPOLOGY, _TARGET_GROUP = AnswerPath.of("typology"), AnswerPath.of("target_group")


class Completion:
    """One completion: every answer that is read has a value or does not apply."""

    def __init__(
        self,
        rulebook: Rulebook,
        answers: Answers,
        as_of: date,
        walk: Walk,
        kinds: Kinds | None = None,
    ) -> None:
        """Choose among all values of an open answer, or one of each of some `kinds`."""
        self.rulebook = rulebook
        self._answers = answers
        self.as_of = as_of
        self._walk = walk
        self._kinds = kinds
        self._chosen: dict[AnswerPath, AnswerValue] = {}
        self._concluded: dict[AnswerPath, str | None] = {}

    def agrees(self) -> bool:
        """Say whether every given answer applies, as it must (section 4.1)."""
        given = [*self._answers.given, *self._answers.counts, *self._answers.grids]
        return all(self.path_applies(path) for path in given)

    # --- answers and where they apply

    def path_applies(self, path: AnswerPath) -> bool:
        """Say whether the answer at a path applies."""
        if path.inner is None:
            return self._asked(self.rulebook.questions[path.question], None)
        return self._applies(Ref(RefKind.QUESTION, path.inner, path.question, path.row), None)

    def _asked(self, question: Question, element: Element | None) -> bool:
        return question.applies_when is None or self.holds(question.applies_when, element)

    def _exists(self, element: Element) -> bool:
        question = self.rulebook.questions[element.owner]
        if not self._asked(question, None):
            return False
        return element.number is None or element.number <= self._count(element.owner)

    def _count(self, list_id: str) -> int:
        path = AnswerPath.of(list_id)
        given = self._answers.counts.get(path)
        if given is not None:
            return given
        count = self._choice(path, self.rulebook.questions[list_id].domain)
        assert isinstance(count, int)
        return count

    def _choice(self, path: AnswerPath, domain: Domain) -> AnswerValue:
        if path not in self._chosen:
            if self._kinds is None:
                values = domain_values(domain, self.as_of)
            else:
                values = self._kinds.values(path, domain)
            self._chosen[path] = self._walk.choose(values)
        return self._chosen[path]

    def _place(self, ref: Ref, element: Element | None) -> tuple[Question, Element | None]:
        """Find the question a reference names, and the item or row it stands in."""
        if ref.collection is None:
            return self.rulebook.questions[ref.id], None
        if ref.row is not None:
            element = Element(ref.collection, ref.row)
        inner = self.rulebook.collection(ref.collection).item
        return next(question for question in inner if question.id == ref.id), element

    def _applies(self, ref: Ref, element: Element | None) -> bool:
        if ref.kind is RefKind.TYPOLOGY:
            return self.typology() not in (GAP, CONFLICT)
        if ref.kind is RefKind.FINDING:
            return self.finding(ref, element) is not None
        question, inside = self._place(ref, element)
        return (inside is None or self._exists(inside)) and self._asked(question, inside)

    def _answer(self, ref: Ref, element: Element | None) -> AnswerValue | None:
        """Return the value of a question; `None` where it does not apply."""
        if not self._applies(ref, element):
            return None
        question, inside = self._place(ref, element)
        path = path_in(inside, question.id)
        value = self._answers.value(path)
        if value is None:
            return self._choice(path, question.domain)
        return value

    def _elements(self, collection: str) -> list[Element]:
        return [each for each in elements(self.rulebook, collection) if self._exists(each)]

    # --- conditions and tests (section 4.2)

    def holds(self, condition: Condition, element: Element | None = None) -> bool:
        """Say whether a condition holds, seen from an item or row where it stands in one."""
        match condition:
            case AllOf(parts):
                return all(self.holds(part, element) for part in parts)
            case AnyOf(parts):
                return any(self.holds(part, element) for part in parts)
            case Negation(part):
                return not self.holds(part, element)
            case Tested(ref, tests):
                return all(self._test(ref, test, element) for test in tests)

    def _test(self, ref: Ref, test: Test, element: Element | None) -> bool:
        self._walk.steps.take()
        match test:
            case Applies(expected):
                return self._applies(ref, element) is expected
            case Quantified() | ItemCount():
                return self._applies(ref, None) and self._collection_test(ref.id, test)
        value = self._value(ref, element)
        if value is None:
            return False
        rank, read = partial(self._rank, ref), partial(self._operand, element)
        return meets(value, test, self.as_of, rank, read)

    def _value(self, ref: Ref, element: Element | None) -> AnswerValue | None:
        match ref.kind:
            case RefKind.ROW:
                assert element is not None
                return element.key
            case RefKind.TYPOLOGY:
                return self.typology() if self._applies(ref, element) else None
            case RefKind.FINDING:
                return self.finding(ref, element)
            case RefKind.QUESTION:
                return self._answer(ref, element)

    def _collection_test(self, collection: str, test: Quantified | ItemCount) -> bool:
        items = self._elements(collection)
        if isinstance(test, Quantified):
            met = [self.holds(test.condition, item) for item in items]
            match test.quantifier:
                case Quantifier.SOME:
                    return any(met)
                case Quantifier.EVERY:
                    return all(met)
                case Quantifier.NONE:
                    return not any(met)
        counted = [item for item in items if test.of is None or self.holds(test.of, item)]
        if test.distinct is None:
            return number_meets(len(counted), test.tests)
        ref = Ref(RefKind.QUESTION, test.distinct, collection)
        values = {self._answer(ref, item) for item in counted} - {None}
        return number_meets(len(values), test.tests)

    def _operand(self, element: Element | None, operand: Operand) -> AnswerValue | None:
        if isinstance(operand, OtherQuestion):
            return self._answer(operand.ref, element)
        return constant(operand)

    def _rank(self, ref: Ref, value: AnswerValue) -> int:
        """Place a value on its scale; a number is its own place."""
        if isinstance(value, int):
            return value
        assert isinstance(value, str)
        if ref.kind is RefKind.FINDING:
            return self.rulebook.findings[ref.id].body.values.index(value)
        domain = self._place(ref, None)[0].domain
        assert isinstance(domain, Choice | YesNo)
        return domain.values.index(value)

    # --- findings, typology and target group (sections 3, 4.2 and 4.3)

    def finding(self, ref: Ref, element: Element | None) -> str | None:
        """Return the value of a finding; `None` where it does not apply."""
        finding = self.rulebook.findings[ref.id]
        if finding.for_each is None:
            element = None
        elif ref.row is not None:
            element = Element(finding.for_each, ref.row)
        path = path_in(element, ref.id)
        if path not in self._concluded:
            there = element is None or self._exists(element)
            self._concluded[path] = self._conclude(finding, element) if there else None
        return self._concluded[path]

    def _conclude(self, finding: Finding, element: Element | None) -> str | None:
        match finding.body:
            case YesNoFinding(when):
                return "yes" if self.holds(when, element) else "no"
            case FirstMatch(_, rules, otherwise, stated):
                answer = None if stated is None else self._stated(stated, element)
                if answer is not None:
                    return answer
                first = (rule.then for rule in rules if self.holds(rule.when, element))
                return str(next(first, otherwise).value)
            case Extreme(highest, over, values):
                assert over.collection is not None
                every = [self._value(over, item) for item in self._elements(over.collection)]
                ranks = [values.index(str(value)) for value in every if value is not None]
                return values[(max if highest else min)(ranks)] if ranks else None

    def _stated(self, ref: Ref, element: Element | None) -> str | None:
        """Return what a stated question says; it is never open, so absence says nothing."""
        question, inside = self._place(ref, element)
        value = self._answers.given.get(path_in(inside, question.id))
        return None if value is None else str(value)

    def typology(self) -> str | None:
        """Return the typology, `gap` or `conflict`; `None` in a rulebook without typologies."""
        return self._class(_TYPOLOGY, self.rulebook.typologies)

    def target_group(self) -> str | None:
        """Return the target group, `gap` or `conflict`; `None` in a rulebook without such."""
        return self._class(_TARGET_GROUP, self.rulebook.target_groups)

    def _class(self, output: AnswerPath, classes: Classification | None) -> str | None:
        if classes is None:
            return None
        if output not in self._concluded:
            held = [str(rule.then.value) for rule in classes.rules if self.holds(rule.when)]
            if classes.policy is Policy.FIRST:
                held = held[:1]
            several = CONFLICT if len(set(held)) > 1 else GAP
            self._concluded[output] = held[0] if len(set(held)) == 1 else several
        return self._concluded[output]
