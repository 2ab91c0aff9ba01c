"""What was not chosen, and why: for the record, and for whoever wants to depart from it."""

from __future__ import annotations

from collections.abc import Iterator

from triage.model.guarantee import Status
from triage.model.outcome import RuleState
from triage.model.rule import Verdict
from triage.present.blocks import Block, Line, Point, Section
from triage.present.reasons import law_reasons
from triage.present.view import View

MOST_SHOWN = 5
_REFUSED = frozenset({Status.ADVISED_AGAINST, Status.NOT_AVAILABLE})


def chosen_section(view: View) -> Section | None:
    """List what a rule speaks for, but other rules or the law speak against."""
    refused = [
        intervention
        for intervention, found in view.outcome.interventions.items()
        if _REFUSED.issuperset(found.possible) and not view.off_page.refused(intervention)
    ]
    if not refused:
        return None
    return Section(
        view.words.say("chosen.heading"), tuple(_blocks(view, _in_file_order(view, refused)))
    )


def _in_file_order(view: View, chosen: list[str]) -> list[str]:
    return [intervention for intervention in view.rulebook.interventions if intervention in chosen]


def _blocks(view: View, refused: list[str]) -> Iterator[Block]:
    shown = refused if view.everything else refused[:MOST_SHOWN]
    for intervention in shown:
        yield _refused(view, intervention)
    if left := refused[len(shown) :]:
        names = view.words.some(map(view.names.intervention, left), MOST_SHOWN)
        yield Line(view.words.count("plan.more", len(left), names=names))
    if any(_advised(view, each) for each in refused):
        yield Line(view.words.say("chosen.depart"))


def _advised(view: View, intervention: str) -> bool:
    return Status.ADVISED_AGAINST in view.outcome.interventions[intervention].possible


def _refused(view: View, intervention: str) -> Point:
    found = view.outcome.interventions[intervention]
    statuses = view.words.either(view.words.say(f"chosen.{status}") for status in found.possible)
    reasons = list(dict.fromkeys(_reasons(view, intervention)))
    shown = reasons if view.everything else reasons[:1]
    return Point(
        f"{view.names.intervention(intervention)}: {statuses}",
        tuple(Line(reason, label=view.words.say("plan.because")) for reason in shown),
    )


def _reasons(view: View, intervention: str) -> Iterator[str]:
    """Yield what the law says where it rules out, then what rules speak against."""
    yield from law_reasons(view, intervention, Verdict.NOT_AVAILABLE)
    for mention in view.outcome.interventions[intervention].against:
        told = mention.state is RuleState.HOLDS and not view.off_page.rule(mention.rule)
        if told and (reason := view.names.because(mention.rule)):
            yield reason


def unsuggested_section(view: View) -> Section | None:
    """With everything asked for, list what no rule speaks for, and what speaks against it."""
    if not view.everything:
        return None
    points = tuple(
        Point(view.names.intervention(each), tuple(_why_not(view, each)))
        for each in view.rulebook.interventions
        if view.outcome.interventions[each].possible == (Status.NOT_SUGGESTED,)
    )
    return Section(view.words.say("chosen.all_heading"), points) if points else None


def _why_not(view: View, intervention: str) -> Iterator[Line]:
    for reason in dict.fromkeys(_reasons(view, intervention)):
        yield Line(reason, label=view.words.say("plan.because"))
