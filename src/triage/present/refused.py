"""What was not chosen and why; with everything asked for, what no rule speaks for as well."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from triage.model.guarantee import Status
from triage.model.outcome import RuleState
from triage.model.rule import Verdict
from triage.present.blocks import Block, Group, Line, Point, Section, labelled
from triage.present.law_beside import with_law
from triage.present.reasons import reasons_of
from triage.present.view import MOST_NAMED, View

_MOST_REFUSED = 3
_REFUSED = frozenset({Status.ADVISED_AGAINST, Status.NOT_AVAILABLE})


def refused(view: View) -> Iterator[Group]:
    """Yield what a rule speaks for, but other rules or the law speak against.

    What is advised against can be chosen all the same, and the heading says so.
    """
    by_hand = {item.intervention for item in view.plan.by_hand}
    chosen = [
        intervention
        for intervention, found in view.outcome.interventions.items()
        if _REFUSED.issuperset(found.possible)
        and not view.off_page.refused(intervention)
        and intervention not in by_hand
    ]
    if chosen:
        advised = any(_advised(view, each) for each in chosen)
        heading = view.words.say("chosen.heading_advised" if advised else "chosen.heading")
        yield Group(heading, tuple(_refused_blocks(view, _in_file_order(view, chosen))))


def _in_file_order(view: View, chosen: list[str]) -> list[str]:
    return [intervention for intervention in view.rulebook.interventions if intervention in chosen]


def _refused_blocks(view: View, refused: list[str]) -> Iterator[Block]:
    points = _grouped(view, refused, told=_statuses)
    shown = points if view.everything else points[:_MOST_REFUSED]
    yield from (point for _, point in shown)
    if left := [each for names, _ in points[len(shown) :] for each in names]:
        names = view.words.some(map(view.names.intervention, left), _MOST_REFUSED)
        yield Line(view.words.count("plan.more", len(left), names=names))


def _advised(view: View, intervention: str) -> bool:
    return Status.ADVISED_AGAINST in view.outcome.interventions[intervention].possible


def _statuses(view: View, intervention: str) -> str:
    found = view.outcome.interventions[intervention]
    return view.words.either(view.words.say(f"chosen.{status}") for status in found.possible)


def _grouped(
    view: View, interventions: Iterable[str], told: Callable[[View, str], str]
) -> list[tuple[list[str], Point]]:
    """Return a point for all of which the same is told, for the same reasons."""
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for each in interventions:
        found.setdefault((told(view, each), tuple(_against(view, each))), []).append(each)
    return [(names, _point(view, names, said, reasons)) for (said, reasons), names in found.items()]


def _point(view: View, interventions: list[str], said: str, reasons: tuple[str, ...]) -> Point:
    names = view.words.some(map(view.names.intervention, interventions), MOST_NAMED)
    because = _because(view, interventions[0])
    told = " ".join((f"{said}." if said else "", *reasons)).strip()
    rules = [because[each] for each in reasons]
    return Point(with_law(view, labelled(names, told) if told else names, rules))


def _against(view: View, intervention: str) -> list[str]:
    """Return the first reason against it, or with everything all of them."""
    return list(_because(view, intervention))[: None if view.everything else 1]


def _because(view: View, intervention: str) -> dict[str, str]:
    """Return what the law says where it rules out, then what rules speak against, by reason."""
    reasons = reasons_of(view, intervention, Verdict.NOT_AVAILABLE)
    for mention in view.outcome.interventions[intervention].against:
        told = mention.state is RuleState.HOLDS and not view.off_page.reason(mention.rule)
        if told and (reason := view.names.because(mention.rule)):
            reasons.setdefault(reason, mention.rule)
    return reasons


def unsuggested_section(view: View) -> Section | None:
    """With everything asked for, list what no rule speaks for, and what speaks against it."""
    if not view.everything:
        return None
    every = (
        each
        for each in view.rulebook.interventions
        if view.outcome.interventions[each].possible == (Status.NOT_SUGGESTED,)
    )
    points = tuple(point for _, point in _grouped(view, every, told=lambda _, __: ""))
    return Section(view.words.say("chosen.all_heading"), points) if points else None
