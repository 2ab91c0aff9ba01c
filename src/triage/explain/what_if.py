"""What if some answers were others: the outcome beside the one there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from triage.explain.changed_answers import ChangedAnswers
from triage.explain.context import Context, change_of
from triage.explain.plan import active_warnings
from triage.model.explanation import Shift, WhatIf
from triage.model.outcome import Outcome, PossibleClasses
from triage.model.provision import Provision

Possible = tuple[str | None, ...]


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
    rules = _shifts(_rules(before), _rules(after))
    was, is_ = active_warnings(context.rulebook, before), active_warnings(context.rulebook, after)
    return WhatIf(
        rulebook=before.rulebook,
        as_of=context.as_of,
        changes=tuple(change_of(context, *each) for each in wanted.items()),
        set_aside=changed.set_aside,
        target_group=_class("target_group", before.target_group, after.target_group),
        typology=_class("typology", before.typology, after.typology),
        statuses=_shifts(_statuses(before), _statuses(after)),
        starts=_shifts(_starts(before), _starts(after)),
        rules=rules,
        warnings=tuple(each for each in is_ if each not in was),
        no_longer_warned=tuple(each for each in was if each not in is_),
        law=_law(context, [*(each.id for each in rules), *set(was).symmetric_difference(is_)]),
    )


def _law(context: Context, rules: Iterable[str]) -> dict[str, Provision]:
    known = context.rulebook.provisions
    return {rule: known[rule] for rule in sorted(rules) if rule in known}


def _class(
    output: str, before: PossibleClasses | None, after: PossibleClasses | None
) -> Shift | None:
    if before is None or after is None:
        return None
    return next(iter(_shifts({output: before.possible}, {output: after.possible})), None)


def _statuses(outcome: Outcome) -> dict[str, Possible]:
    return {id_: each.possible for id_, each in outcome.interventions.items()}


def _starts(outcome: Outcome) -> dict[str, Possible]:
    return {id_: each.start.possible for id_, each in outcome.interventions.items()}


def _rules(outcome: Outcome) -> dict[str, Possible]:
    return {id_: (state.value,) for id_, state in outcome.rules.items()}


def _shifts(before: Mapping[str, Possible], after: Mapping[str, Possible]) -> tuple[Shift, ...]:
    """Return what became something else, in the order of `before`."""
    return tuple(
        Shift(id=id_, before=was, after=after[id_])
        for id_, was in before.items()
        if was != after[id_]
    )
