"""One assessment that is explained: its answers, its outcome, and what rules rest on in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from triage.engine import EngineName, Evaluator
from triage.explain.answered import Answered, answered
from triage.explain.premises import is_read
from triage.intake import places
from triage.intake.places import question_at
from triage.model.answer_path import AnswerPath
from triage.model.answers import Answers, AnswerValue
from triage.model.condition import TYPOLOGY, Condition
from triage.model.explanation import (
    AnswerChange,
    Plain,
    RestsOn,
    RulePart,
    RuleReason,
    Subject,
    SubjectKind,
)
from triage.model.outcome import Outcome
from triage.model.question import Domain
from triage.model.questions_read import questions_read
from triage.model.rule import Availability, Classification, ClassificationRule, Recommendation
from triage.model.rulebook import Rulebook
from triage.model.walk import refs_of


@dataclass(frozen=True, repr=False)
class Context:
    """An assessment, and what is found of it when first needed."""

    rulebook: Rulebook
    evaluator: Evaluator
    answers: Answers
    as_of: date
    found: Outcome | None = None

    @cached_property
    def outcome(self) -> Outcome:
        """What the assessment comes to."""
        return self.assess(self.answers) if self.found is None else self.found

    def assess(self, answers: Answers) -> Outcome:
        """Assess other answers for the same day."""
        return self.evaluator.assess(answers, self.as_of, EngineName.COMPILED)

    @cached_property
    def _known(self) -> tuple[Answered, ...]:
        waiting = {each.path for each in self.outcome.open}
        every = answered(self.rulebook, self.answers)
        return tuple(each for each in every if each.answer is not None or each.path in waiting)

    def rests_on(self, condition: Condition) -> tuple[RestsOn, ...]:
        """Return the answers a condition rests on, and those it waits for, in file order."""
        read = set(questions_read(self.rulebook.findings, condition))
        return tuple(self._rests_on(each) for each in self._known if is_read(each, read))

    def _rests_on(self, found: Answered) -> RestsOn:
        private = is_private(self.rulebook, found.path)
        told = None if found.answer is None else told_of(found.question.domain, found.answer)
        return RestsOn(
            path=found.path,
            answer=None if private else told,
            why=None if found.why is None else found.why.value,
            filled=found.filled,
            private=private,
        )

    def reason(self, rule: str, part: RulePart, condition: Condition) -> RuleReason:
        """Return a rule with what it rests on."""
        return RuleReason(
            rule=rule,
            part=part,
            state=self.outcome.rules[rule],
            rests_on=self.rests_on(condition),
            reads_typology=reads_typology(condition),
            law=self.rulebook.provisions.get(rule),
        )


def possible(outcome: Outcome, subject: Subject) -> tuple[str, ...]:
    """Return what an outcome says of a subject."""
    match subject.kind:
        case SubjectKind.TARGET_GROUP:
            return outcome.target_group.possible if outcome.target_group else ()
        case SubjectKind.TYPOLOGY:
            return outcome.typology.possible if outcome.typology else ()
        case SubjectKind.INTERVENTION:
            return tuple(each.value for each in outcome.interventions[subject.id].possible)
        case SubjectKind.RULE:
            return (outcome.rules[subject.id].value,)


def classes_of(rulebook: Rulebook, subject: Subject) -> Classification:
    """Return the classes a subject is one of, and the rules that assign them."""
    of_typology = subject.kind is SubjectKind.TYPOLOGY
    classes = rulebook.typologies if of_typology else rulebook.target_groups
    assert classes is not None
    return classes


def part_of(rulebook: Rulebook, rule: str) -> RulePart:
    """Say what a rule does."""
    groups = () if rulebook.target_groups is None else rulebook.target_groups.rules
    if any(each.id == rule for each in groups):
        return RulePart.BELONGS
    typologies = () if rulebook.typologies is None else rulebook.typologies.rules
    every: list[ClassificationRule | Recommendation | Availability] = [*typologies]
    every += [*rulebook.recommendations, *rulebook.availability]
    match next((each for each in every if each.id == rule), None):
        case ClassificationRule():
            return RulePart.ASSIGNS
        case Recommendation(recommend=()):
            return RulePart.AGAINST
        case Recommendation():
            return RulePart.RECOMMENDS
        case Availability() as availability:
            return availability_part(availability)
        case _:
            return RulePart.WARNS


def availability_part(rule: Availability) -> RulePart:
    """Say what a rule about availability is: law, or a condition of a programme."""
    return RulePart.LAW if rule.rests_on_law else RulePart.PROGRAMME


def reads_typology(condition: Condition) -> bool:
    """Say whether a condition reads the typology."""
    return TYPOLOGY in refs_of(condition)


def is_private(rulebook: Rulebook, path: AnswerPath) -> bool:
    """Say whether the answer at a path is kept private."""
    owner = rulebook.questions[path.question]
    return owner.keep_private or question_at(rulebook, path).keep_private


def told_of(domain: Domain, value: AnswerValue) -> Plain:
    """Return an answer as an explanation holds it."""
    said = places.plain(domain, value)
    return tuple(said) if isinstance(said, list) else said


def change_of(context: Context, path: AnswerPath, after: places.Plain | None) -> AnswerChange:
    """Return a change of what was answered at a path."""
    private = is_private(context.rulebook, path)
    question = question_at(context.rulebook, path)
    before = context.answers.value(path)
    told: Plain | None = None if private else context.answers.counts.get(path)
    if before is not None and not private:
        told = told_of(question.domain, before)
    return AnswerChange(
        path=path,
        before=told,
        after=tuple(after) if isinstance(after, list) else after,
        private=private,
    )
