"""What would lead to something wished for: the smallest changes, each one assessed (4.7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from triage.engine import Change, LeadsOn, Wish
from triage.engine.symbolic.towards import MOST_CHANGES
from triage.explain.answered import elements
from triage.explain.changed_answers import ChangedAnswers
from triage.explain.context import Context, change_of, possible
from triage.explain.literals import MOST_SHOWN
from triage.explain.steps import goes_back, is_step, may_step
from triage.intake.places import plain, question_at
from triage.model.answer_path import AnswerPath
from triage.model.answers import AnswerValue
from triage.model.explanation import Subject, SubjectKind, Towards, Way, WayState
from triage.model.guarantee import Status
from triage.model.question import Choice, Dates, Domain, Grid, ListOf, Number, Subset, YesNo


@dataclass(frozen=True, slots=True)
class _Ways:
    """The ways that were found and borne out, and how many more there may be."""

    ways: tuple[Way, ...]
    left_out: int


def towards(context: Context, changed_answers: ChangedAnswers, subject: Subject) -> Towards:
    """Return the smallest sets of changes to changeable answers that settle a wish.

    No change goes back on a step: less Danish, or papers that are no longer valid, are no way.
    Steps the person can take are looked for by themselves: where the smallest sets go another way,
    there may still be a longer one of steps alone.
    """
    meant = _meant(subject)
    may_change = list(_changeable(context))
    answers, as_of = context.answers, context.as_of
    wish = replace(_wish(meant), allowed=_never_back(context))
    found = context.evaluator.towards(answers, as_of, wish, may_change)
    stepping = [path for path in may_change if may_step(context.rulebook, path)]
    by_steps = replace(wish, by_steps=_leads_on(context))
    of_steps = context.evaluator.towards(answers, as_of, by_steps, stepping)
    settled = possible(context.outcome, meant) == _wanted(meant)
    none = _Ways((), 0)
    ways, steps = (
        none if settled else _ways(context, changed_answers, meant, each, may_change)
        for each in (found, of_steps)
    )
    state = WayState.FOUND if ways.ways or steps.ways else WayState.NONE
    return Towards(
        rulebook=context.outcome.rulebook,
        as_of=as_of,
        subject=meant,
        possible=possible(context.outcome, meant),
        state=WayState.SETTLED if settled else state,
        ways=ways.ways,
        left_out=ways.left_out,
        steps=steps.ways,
        steps_left_out=steps.left_out,
        most_changes=MOST_CHANGES,
    )


def _ways(
    context: Context,
    changed_answers: ChangedAnswers,
    subject: Subject,
    every: Sequence[tuple[Change, ...]],
    may_change: Sequence[AnswerPath],
) -> _Ways:
    """Return the nearest of the ways found that assessing bears out, in file order."""
    found = _nearest(context, every)
    ways: list[Way] = []
    tried = 0
    for one in _in_file_order(found, may_change):
        if len(ways) == MOST_SHOWN:
            break
        tried += 1
        way = _way(context, changed_answers, subject, one)
        ways += [] if way is None else [way]
    return _Ways(tuple(ways), len(found) - tried)


def _never_back(context: Context) -> LeadsOn:
    def never_back(path: AnswerPath, before: AnswerValue, after: AnswerValue) -> bool:
        return not goes_back(question_at(context.rulebook, path), before, after)

    return never_back


def _leads_on(context: Context) -> LeadsOn:
    def leads_on(path: AnswerPath, before: AnswerValue, after: AnswerValue) -> bool:
        return is_step(question_at(context.rulebook, path), before, after)

    return leads_on


def _meant(subject: Subject) -> Subject:
    """Return what is wished for: of an intervention, that it is recommended, if nothing is said."""
    if subject.kind is SubjectKind.INTERVENTION and not subject.statuses:
        return subject.model_copy(update={"statuses": (Status.RECOMMENDED,)})
    return subject


def _wish(subject: Subject) -> Wish:
    if subject.kind is SubjectKind.TYPOLOGY:
        return Wish(typology=subject.id)
    return Wish(intervention=subject.id, status=subject.statuses[0])


def _wanted(subject: Subject) -> tuple[str, ...]:
    if subject.kind is SubjectKind.TYPOLOGY:
        return (subject.id,)
    return tuple(each.value for each in subject.statuses)


def _changeable(context: Context) -> Iterator[AnswerPath]:
    """Yield the paths of what a person and a caseworker can work on, in file order."""
    for question in context.rulebook.questions.values():
        match question.domain:
            case ListOf(item=inner) | Grid(item=inner):
                for element in elements(question, context.answers):
                    for each in inner:
                        if each.changeable and _has_values(each.domain):
                            yield element.at(each.id)
            case domain:
                if question.changeable and _has_values(domain):
                    yield AnswerPath.of(question.id)


def _has_values(domain: Domain) -> bool:
    return isinstance(domain, Choice | YesNo | Number | Dates | Subset)


def _nearest(context: Context, found: Sequence[tuple[Change, ...]]) -> list[tuple[Change, ...]]:
    """Of ways that go the same way, only further, keep the nearest."""
    measured = [[_measured(context, change) for change in one] for one in found]
    alike = [frozenset(kind for kind, _ in one) for one in measured]
    far = [sum(steps for _, steps in one) for one in measured]
    nearest: dict[frozenset[object], int] = {}
    for kinds, steps in zip(alike, far, strict=True):
        nearest[kinds] = min(steps, nearest.get(kinds, steps))
    told = zip(found, alike, far, strict=True)
    return [one for one, kinds, steps in told if steps == nearest[kinds]]


def _measured(context: Context, change: Change) -> tuple[tuple[str, object], int]:
    """Say which way a change goes, and how far: steps on a scale, members of a set."""
    question = question_at(context.rulebook, change.path)
    before, after = context.answers.value(change.path), change.value
    if isinstance(after, frozenset):
        was = before if isinstance(before, frozenset) else frozenset()
        return (change.path, None), len(after ^ was)
    domain = question.domain
    if isinstance(domain, Choice) and domain.ordered and before in domain.values:
        steps = domain.values.index(str(after)) - domain.values.index(str(before))
        return (change.path, steps > 0), abs(steps)
    return (change.path, after), 0


def _in_file_order(
    found: Sequence[tuple[Change, ...]], may_change: Sequence[str]
) -> list[tuple[Change, ...]]:
    place = {path: position for position, path in enumerate(may_change)}
    each_ordered = [tuple(sorted(one, key=lambda each: place[each.path])) for one in found]
    return sorted(each_ordered, key=lambda one: [place[each.path] for each in one])


def _is_step(context: Context, change: Change) -> bool:
    path = change.path
    before = context.answers.value(path)
    question = question_at(context.rulebook, path)
    return may_step(context.rulebook, path) and is_step(question, before, change.value)


def _way(
    context: Context, changed_answers: ChangedAnswers, subject: Subject, changes: Sequence[Change]
) -> Way | None:
    """Return the changes as a way; nothing where assessing them does not bear it out."""
    wanted = {
        each.path: plain(question_at(context.rulebook, each.path).domain, each.value)
        for each in changes
    }
    changed = changed_answers.if_standing(wanted)
    if changed is None:
        return None
    if subject.kind is SubjectKind.TYPOLOGY:
        found = context.evaluator.typologies(changed.answers, context.as_of)
    else:
        found = possible(context.assess(changed.answers), subject)
    if found != _wanted(subject):
        return None
    return Way(
        for_person=all(_is_step(context, each) for each in changes),
        changes=tuple(change_of(context, path, value) for path, value in wanted.items()),
        set_aside=changed.set_aside,
    )
