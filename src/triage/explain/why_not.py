"""Why something is not so: what each of its rules lacks, and what stands in the way (4.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from triage.explain.context import (
    Context,
    availability_part,
    classes_of,
    part_of,
    possible,
    reads_typology,
)
from triage.explain.literals import Literal, LiteralStates, Smallest, literals, smallest, state_of
from triage.language.printing import condition_data
from triage.model.condition import Condition, Tested
from triage.model.explanation import (
    MissingTest,
    RulePart,
    Subject,
    SubjectKind,
    Truth,
    WhyNot,
    WhyNotRule,
)
from triage.model.guarantee import Status
from triage.model.outcome import RuleState
from triage.model.rule import Policy, Strength, Verdict
from triage.model.rulebook import Rulebook

_SUGGESTED = (Status.RECOMMENDED, Status.POSSIBLE)


@dataclass(frozen=True, slots=True)
class _Needs:
    """The rules of a subject, of each part of which one must hold, and those that must not."""

    rules: tuple[tuple[str, RulePart], ...]
    hindrances: tuple[tuple[str, RulePart], ...]


def why_not(context: Context, subject: Subject, literal_states: LiteralStates) -> WhyNot:
    """Return the smallest sets of tests that fail or are open, rule by rule."""
    needs = _needs(context.rulebook, subject)
    known = context.rulebook.conditions
    states = literal_states.of(context.answers, context.as_of)
    return WhyNot(
        rulebook=context.outcome.rulebook,
        as_of=context.as_of,
        subject=subject,
        possible=possible(context.outcome, subject),
        rules=tuple(_rule(context, rule, part, known[rule], states) for rule, part in needs.rules),
        in_the_way=tuple(
            context.reason(rule, part, known[rule])
            for rule, part in needs.hindrances
            if context.outcome.rules[rule] is not RuleState.CANNOT_HOLD
        ),
        outside_validity=not context.rulebook.valid_at(context.as_of),
    )


# --- one rule


def _rule(
    context: Context,
    rule: str,
    part: RulePart,
    condition: Condition,
    states: Mapping[Tested, RuleState],
) -> WhyNotRule:
    state = context.outcome.rules[rule]
    every = literals(condition)
    found = {literal: state_of(literal, states) for literal in every}
    least = Smallest((), 0)
    if state is not RuleState.HOLDS:
        true = {literal for literal, one in found.items() if one is RuleState.HOLDS}
        least = smallest(condition, true)
    missing = {
        place: _missing(context, place, every[place], found[every[place]])
        for one in least.sets
        for place in one
    }
    return WhyNotRule(
        rule=rule,
        part=part,
        state=state,
        in_force=_in_force(context, rule),
        missing=tuple(tuple(missing[place] for place in one) for one in least.sets),
        left_out=least.left_out,
        law=context.rulebook.provisions.get(rule),
    )


def _missing(context: Context, place: int, literal: Literal, state: RuleState) -> MissingTest:
    return MissingTest(
        number=place + 1,
        test=condition_data(literal.condition),
        truth=Truth.OPEN if state is RuleState.MAY_HOLD else Truth.FALSE,
        rests_on=context.rests_on(literal.condition),
        reads_typology=reads_typology(literal.condition),
    )


def _in_force(context: Context, rule: str) -> bool:
    law = next((each for each in context.rulebook.availability if each.id == rule), None)
    return law is None or law.valid_at(context.as_of)


# --- which rules


def _needs(rulebook: Rulebook, subject: Subject) -> _Needs:
    match subject.kind:
        case SubjectKind.RULE:
            return _Needs(((subject.id, part_of(rulebook, subject.id)),), ())
        case SubjectKind.TARGET_GROUP | SubjectKind.TYPOLOGY:
            return _of_class(rulebook, subject)
        case SubjectKind.INTERVENTION:
            return _of_intervention(rulebook, subject.id, subject.statuses or _SUGGESTED)


def _of_class(rulebook: Rulebook, subject: Subject) -> _Needs:
    """Return the rules that assign it, and those in the way: under policy `first`, earlier ones."""
    classes = classes_of(rulebook, subject)
    rules, class_ = classes.rules, subject.id
    part = RulePart.ASSIGNS if subject.kind is SubjectKind.TYPOLOGY else RulePart.BELONGS
    own = [place for place, rule in enumerate(rules) if rule.then.value == class_]
    last = max(own, default=-1) if classes.policy is Policy.FIRST else len(rules)
    return _Needs(
        tuple((rules[place].id, part) for place in own),
        tuple(
            (rule.id, part)
            for place, rule in enumerate(rules)
            if rule.then.value != class_ and place < last
        ),
    )


def _of_intervention(rulebook: Rulebook, id_: str, statuses: tuple[Status, ...]) -> _Needs:
    """Return what the statuses ask for, by the order in which a status is found (section 4.4)."""
    rules = _Speaking(rulebook, id_)
    fit, against, barred, check = rules.favours(), rules.against, rules.barred, rules.check
    match statuses:
        case (Status.RECOMMENDED,):
            return _Needs(rules.favours(Strength.CORE), against + barred + check)
        case (Status.POSSIBLE,):
            core = rules.favours(Strength.CORE)
            return _Needs(rules.favours(Strength.POSSIBLE), core + against + barred + check)
        case (Status.CHECK_FIRST,):
            return _Needs(fit + check, against + barred)
        case (Status.ADVISED_AGAINST,):
            return _Needs(fit + against, barred)
        case (Status.NOT_AVAILABLE,):
            return _Needs(fit + barred, ())
        case (Status.NOT_SUGGESTED,):
            return _Needs((), fit)
        case _:
            return _Needs(fit, against + barred + check)


class _Speaking:
    """The rules that speak of an intervention, by what they say."""

    def __init__(self, rulebook: Rulebook, id_: str) -> None:
        self._recommending = [r for r in rulebook.recommendations if id_ in r.recommend]
        self.against = tuple(
            (rule.id, RulePart.AGAINST) for rule in rulebook.recommendations if id_ in rule.against
        )
        law = [rule for rule in rulebook.availability if id_ in rule.interventions]

        def saying(verdict: Verdict) -> tuple[tuple[str, RulePart], ...]:
            return tuple((r.id, availability_part(r)) for r in law if r.verdict is verdict)

        self.barred, self.check = saying(Verdict.NOT_AVAILABLE), saying(Verdict.NEEDS_CHECK)

    def favours(self, strength: Strength | None = None) -> tuple[tuple[str, RulePart], ...]:
        """Return the rules that recommend it, with that strength."""
        return tuple(
            (rule.id, RulePart.RECOMMENDS)
            for rule in self._recommending
            if strength in (None, rule.strength)
        )
