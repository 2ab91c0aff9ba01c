"""Why something is so: the rules that speak of it, and the answers each rests on (section 4.7)."""

from __future__ import annotations

from collections.abc import Iterator

from triage.explain.context import Context, availability_part, classes_of, part_of, possible
from triage.model.explanation import RulePart, Subject, SubjectKind, Why
from triage.model.outcome import RuleState


def why(context: Context, subject: Subject) -> Why:
    """Return the rules that speak of a subject and hold, or may hold."""
    known = context.rulebook.conditions
    return Why(
        rulebook=context.outcome.rulebook,
        as_of=context.as_of,
        subject=subject,
        possible=possible(context.outcome, subject),
        rules=tuple(
            context.reason(rule, part, known[rule])
            for rule, part in _speaking(context, subject)
            if context.outcome.rules[rule] is not RuleState.CANNOT_HOLD
        ),
    )


def _speaking(context: Context, subject: Subject) -> Iterator[tuple[str, RulePart]]:
    """Yield the rules that speak of a subject, in file order."""
    book = context.rulebook
    match subject.kind:
        case SubjectKind.RULE:
            yield subject.id, part_of(book, subject.id)
        case SubjectKind.TARGET_GROUP | SubjectKind.TYPOLOGY:
            classes = classes_of(book, subject)
            yield from (
                (rule.id, part_of(book, rule.id))
                for rule in classes.rules
                if rule.then.value == subject.id
            )
        case SubjectKind.INTERVENTION:
            for rule in book.recommendations:
                if subject.id in rule.recommend:
                    yield rule.id, RulePart.RECOMMENDS
                if subject.id in rule.against:
                    yield rule.id, RulePart.AGAINST
            for law in book.availability:
                if subject.id in law.interventions:
                    yield law.id, availability_part(law)
