"""The plan: its steps, what was not chosen and why, and what to hear before agreeing on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from triage.explain.plan import PlanItem, active_warnings
from triage.model.guarantee import Status
from triage.model.outcome import InterventionOutcome, RuleState
from triage.model.rule import Verdict
from triage.present.blocks import Block, Group, Line, Point, Section
from triage.present.reasons import law_reasons, limiting_rules, reasons_for, rests_on
from triage.present.view import View

_MOST_STEPS = 5
_MOST_NAMES = 5
_MOST_REFUSED = 5
_REFUSED = frozenset({Status.ADVISED_AGAINST, Status.NOT_AVAILABLE})
_FACTS = ("pay", "hours", "decided_by", "law")
_ALL_FACTS = ("pay", "hours", "duration", "cost", "decided_by", "law")
_TEXTS = {"hours": "hours", "duration": "duration", "cost": "cost_to_person"}


def plan_section(view: View) -> Section:
    """Lay out at most five steps, then the names of what else may come."""
    return Section(view.words.say("plan.heading"), tuple(_blocks(view)))


def _blocks(view: View) -> Iterator[Block]:
    plan, say = view.plan, view.words.say
    shown = plan.certain if view.everything else _first(view)
    if not (shown or plan.by_hand):
        yield Line(say("plan.empty"))
    number = 0
    for heading, group in (("now", plan.now), ("alongside", plan.alongside), ("later", plan.later)):
        steps = [item for item in group if item in shown]
        if steps:
            points = tuple(step(view, item, number + at) for at, item in enumerate(steps, start=1))
            yield Group(say(f"plan.{heading}"), points)
            number += len(steps)
    if plan.by_hand:
        points = tuple(step(view, item, number + at) for at, item in enumerate(plan.by_hand, 1))
        yield Group(say("plan.by_hand"), points)
    left = [item for item in plan.certain if item not in shown]
    if left:
        yield Line(view.words.count("plan.more", len(left), names=_names(view, left)))
    if plan.perhaps:
        yield from _named(view, "plan.perhaps", plan.perhaps)
    if plan.optional:
        yield from _named(view, "plan.optional", plan.optional)


def _first(view: View) -> tuple[PlanItem, ...]:
    """Return the first steps, of each start in turn: what begins now is never all there is."""
    plan = view.plan
    groups = [list(plan.now), list(plan.alongside), list(plan.later)]
    taken: list[PlanItem] = []
    while len(taken) < _MOST_STEPS and any(groups):
        for group, share in zip(groups, (2, 1, 1), strict=True):
            taken.extend(group[:share])
            del group[:share]
    return tuple(taken[:_MOST_STEPS])


def _named(view: View, key: str, items: tuple[PlanItem, ...]) -> Iterator[Block]:
    if view.everything:
        yield Group(view.words.say(key), tuple(step(view, item) for item in items))
    else:
        yield Line(_names(view, items), label=view.words.say(key))


def _names(view: View, items: Iterable[PlanItem]) -> str:
    return view.words.some(
        (view.names.intervention(item.intervention) for item in items), _MOST_NAMES
    )


def step(view: View, item: PlanItem, number: int | None = None) -> Point:
    """Return one intervention with everything a caseworker must know to propose it."""
    notes = (*_why(view, item), *_start(view, item), *_facts(view, item), *_check(view, item))
    return Point(view.names.intervention(item.intervention), notes, number)


def _why(view: View, item: PlanItem) -> Iterator[Line]:
    reasons = list(dict.fromkeys(reasons_for(view, item.intervention)))
    for reason in reasons if view.everything else reasons[:1]:
        yield Line(reason, label=view.words.say("plan.because"))
    if view.everything:
        mentions = view.outcome.interventions[item.intervention].for_
        yield from rests_on(view, [each.rule for each in mentions])


def _start(view: View, item: PlanItem) -> Iterator[Line]:
    """Name the start where it is not the heading's own."""
    if len(item.starts) > 1:
        yield Line(view.names.starts(item.starts), label=view.words.say("plan.start"))
    elif item.starts and item.starts[0].startswith("after:"):
        yield Line(f"{view.names.start(item.starts[0])}.")


def _facts(view: View, item: PlanItem) -> Iterator[Line]:
    facts = {
        "pay": _pay(view, item.intervention),
        "decided_by": view.names.text(f"interventions.{item.intervention}.decided_by"),
        "law": None if item.to_check else _law(view, item.intervention),
    }
    for fact, key in _TEXTS.items():
        facts[fact] = view.names.text(f"interventions.{item.intervention}.{key}")
    shown = _ALL_FACTS if view.everything else _FACTS
    said = [
        f"{view.words.say(f'plan.{fact}')}: {_bare(facts[fact])}." for fact in shown if facts[fact]
    ]
    if said:
        yield Line(" ".join(said))
    if not item.to_check:
        yield from view.legal_basis.lines(limiting_rules(view, item.intervention))


def _pay(view: View, intervention: str) -> str | None:
    pay = view.rulebook.interventions[intervention].pay
    return view.words.say(f"plan.{pay}") if pay else None


def _bare(text: str | None) -> str:
    return (text or "").rstrip(". ")


def _law(view: View, intervention: str) -> str:
    """Say that nothing in the law stands in the way, but for its limits."""
    limits = list(_limits(view, view.outcome.interventions[intervention]))
    return "; ".join(limits) or view.words.say("plan.law_ok")


def _check(view: View, item: PlanItem) -> Iterator[Line]:
    """Say what of the law has to be checked first, or may have to be."""
    if not item.to_check:
        return
    sure = item.statuses == (Status.CHECK_FIRST,)
    check = view.words.say("plan.law_check" if sure else "plan.law_may_check")
    reasons = law_reasons(view, item.intervention, Verdict.NEEDS_CHECK)
    shown = list(reasons) if view.everything else list(reasons)[:1]
    limits = list(_limits(view, view.outcome.interventions[item.intervention]))
    if not (shown or limits or view.rulebook.valid_at(view.outcome.as_of)):
        return  # that all law has to be checked is said once, at the foot
    said = [f"{check}.", *shown, *(f"{limit[:1].upper()}{limit[1:]}." for limit in limits)]
    yield Line(" ".join(said), label=view.words.say("plan.law"))
    behind = [*(reasons[each] for each in shown), *limiting_rules(view, item.intervention)]
    yield from view.legal_basis.lines(behind)


def _limits(view: View, found: InterventionOutcome) -> Iterator[str]:
    for name, limit in sorted(found.limits.items()):
        values = [value for value in limit.possible if value is not None]
        if values:
            sure = len(limit.possible) == 1
            key = "plan.limit" if sure else "plan.limit_open"
            said = view.words.either(map(view.words.number, values))
            yield view.words.say(key, name=view.names.limit(name), value=said)


def chosen_section(view: View) -> Section | None:
    """List what a rule speaks for, but other rules or the law speak against."""
    by_hand = {item.intervention for item in view.plan.by_hand}
    refused = [
        intervention
        for intervention, found in view.outcome.interventions.items()
        if _REFUSED.issuperset(found.possible)
        and not view.off_page.refused(intervention)
        and intervention not in by_hand
    ]
    if not refused:
        return None
    return Section(
        view.words.say("chosen.heading"),
        tuple(_refused_blocks(view, _in_file_order(view, refused))),
    )


def _in_file_order(view: View, chosen: list[str]) -> list[str]:
    return [intervention for intervention in view.rulebook.interventions if intervention in chosen]


def _refused_blocks(view: View, refused: list[str]) -> Iterator[Block]:
    shown = refused if view.everything else refused[:_MOST_REFUSED]
    for intervention in shown:
        yield _refused(view, intervention)
    if left := refused[len(shown) :]:
        names = view.words.some(map(view.names.intervention, left), _MOST_REFUSED)
        yield Line(view.words.count("plan.more", len(left), names=names))
    if any(_advised(view, each) for each in refused):
        yield Line(view.words.say("chosen.depart"))


def _advised(view: View, intervention: str) -> bool:
    return Status.ADVISED_AGAINST in view.outcome.interventions[intervention].possible


def _refused(view: View, intervention: str) -> Point:
    found = view.outcome.interventions[intervention]
    statuses = view.words.either(view.words.say(f"chosen.{status}") for status in found.possible)
    notes = _reasons_against(view, intervention, None if view.everything else 1)
    return Point(f"{view.names.intervention(intervention)}: {statuses}", tuple(notes))


def _reasons_against(view: View, intervention: str, most: int | None = None) -> Iterator[Line]:
    """Yield what the law says where it rules out, then what rules speak against, then the law."""
    reasons = law_reasons(view, intervention, Verdict.NOT_AVAILABLE)
    for mention in view.outcome.interventions[intervention].against:
        told = mention.state is RuleState.HOLDS and not view.off_page.reason(mention.rule)
        if told and (reason := view.names.because(mention.rule)):
            reasons.setdefault(reason, mention.rule)
    shown = list(reasons)[:most]
    yield from (Line(reason, label=view.words.say("plan.because")) for reason in shown)
    yield from view.legal_basis.lines(reasons[each] for each in shown)


def unsuggested_section(view: View) -> Section | None:
    """With everything asked for, list what no rule speaks for, and what speaks against it."""
    if not view.everything:
        return None
    points = tuple(
        Point(view.names.intervention(each), tuple(_reasons_against(view, each)))
        for each in view.rulebook.interventions
        if view.outcome.interventions[each].possible == (Status.NOT_SUGGESTED,)
    )
    return Section(view.words.say("chosen.all_heading"), points) if points else None


def warning_section(view: View) -> Section | None:
    """List the warnings that hold, but for those that stand on top of a page for staff."""
    on_top = {rule.id for rule in view.rulebook.warnings if rule.on_top}
    told = [
        rule
        for rule in active_warnings(view.rulebook, view.outcome)
        if not view.off_page.reason(rule) and rule not in on_top
    ]
    points = tuple(
        Point(text, tuple(view.legal_basis.lines([rule])))
        for rule in told
        if (text := view.names.text(f"rules.{rule}.warn"))
    )
    return Section(view.words.say("warnings.heading"), points) if points else None
