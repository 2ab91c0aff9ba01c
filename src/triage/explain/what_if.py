"""What if some answers were others: the outcome beside the one there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from triage.explain.changed_answers import ChangedAnswers
from triage.explain.context import Context, change_of
from triage.explain.plan import active_warnings
from triage.model.explanation import Shift, WhatIf
from triage.model.outcome import InterventionOutcome, Outcome, PossibleClasses


def what_if(
    context: Context, changed_answers: ChangedAnswers, changes: Mapping[str, object | None]
) -> WhatIf:
    """Return what differs with answers changed.

    Raises:
        InvalidAssessment: a change does not fit, or does not apply.
    """
    wanted = changed_answers.wanted(changes)
    changed = changed_answers.with_(changes)
    before, after = context.outcome, context.assess(changed.answers)
    was, is_ = active_warnings(context.rulebook, before), active_warnings(context.rulebook, after)
    return WhatIf(
        rulebook=before.rulebook,
        as_of=context.as_of,
        changes=tuple(change_of(context, *each) for each in wanted.items()),
        set_aside=changed.set_aside,
        target_group=_class("target_group", before.target_group, after.target_group),
        typology=_class("typology", before.typology, after.typology),
        statuses=tuple(_statuses(before, after)),
        starts=tuple(_starts(before, after)),
        rules=tuple(_rules(before, after)),
        warnings=tuple(each for each in is_ if each not in was),
        no_longer_warned=tuple(each for each in was if each not in is_),
    )


def _class(
    output: str, before: PossibleClasses | None, after: PossibleClasses | None
) -> Shift | None:
    if before is None or after is None or before == after:
        return None
    return Shift(id=output, before=before.possible, after=after.possible)


def _statuses(before: Outcome, after: Outcome) -> Iterator[Shift]:
    for id_, was, is_ in _interventions(before, after):
        if was.possible != is_.possible:
            yield Shift(id=id_, before=was.possible, after=is_.possible)


def _starts(before: Outcome, after: Outcome) -> Iterator[Shift]:
    for id_, was, is_ in _interventions(before, after):
        if was.start != is_.start:
            yield Shift(id=id_, before=was.start.possible, after=is_.start.possible)


def _interventions(
    before: Outcome, after: Outcome
) -> Iterator[tuple[str, InterventionOutcome, InterventionOutcome]]:
    for id_, found in before.interventions.items():
        yield id_, found, after.interventions[id_]


def _rules(before: Outcome, after: Outcome) -> Iterator[Shift]:
    for id_, state in before.rules.items():
        if state is not after.rules[id_]:
            yield Shift(id=id_, before=(state.value,), after=(after.rules[id_].value,))
