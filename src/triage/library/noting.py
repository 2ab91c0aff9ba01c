"""What is noted of an assessment in a journal: that it was made, and what it suggests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from triage.explain import ExplainedOutcome, assessed_of
from triage.journal.events import Assessed, Opened, Suggested
from triage.journal.sequence import OPEN
from triage.model.assessment import Assessment
from triage.model.guarantee import Status
from triage.model.outcome import CONFLICT, RuleState

if TYPE_CHECKING:
    from triage.journal import Journal
    from triage.journal.noted import ToNote


def assessment_events(
    journal: Journal,
    case: str,
    assessment: Assessment,
    outcome: ExplainedOutcome,
    archive: str | None,
) -> tuple[ToNote, ...]:
    """Return what is noted of an assessment: that it was made, and last what it suggests.

    The case is opened where it is not open. `archive` names the rulebook in the journal.
    """
    assessed = assessed_event(assessment.to_dict(), outcome, archive)
    return (*opening(journal, case), assessed, suggested_event(outcome))


def opening(journal: Journal, case: str) -> tuple[Opened, ...]:
    """Return the event that opens a case, where it is not open."""
    is_open = journal.has(case) and journal.standing(case).is_open
    return () if is_open else (Opened(),)


def assessed_event(
    assessment: Mapping[str, Any], outcome: ExplainedOutcome, archive: str | None
) -> Assessed:
    """Return the event of an assessment; `archive` names its rulebook in the journal."""
    typology, group = outcome.typology, outcome.target_group
    return Assessed(
        rulebook=outcome.rulebook,
        as_of=outcome.as_of,
        typology=() if typology is None else typology.possible,
        target_group=() if group is None else group.possible,
        archive=archive,
        assessment=assessment,
        outcome=outcome.to_dict(),
    )


def suggested_event(outcome: ExplainedOutcome) -> Callable[[int], Suggested]:
    """Return the event of what an outcome suggests, to be noted right after its assessment.

    Suggested is what every completion recommends; the rules are those that hold for it, and for the
    typology where that is settled.
    """
    recommended = {
        id_: each
        for id_, each in outcome.interventions.items()
        if each.possible == (Status.RECOMMENDED,)
    }
    rules = {
        id_: tuple(one.rule for one in each.for_ if one.state is RuleState.HOLDS)
        for id_, each in recommended.items()
    }
    possible = () if outcome.typology is None else outcome.typology.possible
    typology = possible[0] if len(possible) == 1 else OPEN
    rules |= {typology: _rules_for(typology, outcome)}
    return lambda number: Suggested(
        assessed=number - 1,
        typology=typology,
        interventions=tuple(recommended),
        rules={id_: found for id_, found in rules.items() if found},
    )


def _rules_for(typology: str, outcome: ExplainedOutcome) -> tuple[str, ...]:
    classes = assessed_of(outcome).rulebook.typologies
    return tuple(
        rule.id
        for rule in (classes.rules if classes else ())
        if outcome.rules[rule.id] is RuleState.HOLDS and typology in (rule.then.value, CONFLICT)
    )
