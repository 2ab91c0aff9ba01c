"""The plan: the first steps in order of importance, and what is said once of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from triage.explain.plan import AFTER, PlanItem
from triage.journal.events import About
from triage.present.awaited import awaited_lines
from triage.present.blocks import Block, Group, Line, Point, Section
from triage.present.choices import choice_line
from triage.present.open_section import open_line
from triage.present.reasons import reasons_for
from triage.present.refused import refused
from triage.present.step_facts import facts
from triage.present.view import MOST_NAMED, View

_MOST_BESIDE = 1


def plan_section(view: View) -> Section:
    """Lay out the first steps, and how much more there is: by name, where everything is told."""
    return Section(_heading(view), tuple(_blocks(view)))


def _heading(view: View) -> str:
    """Say how much more is in the plan, and how much may be, where that is not told in full."""
    plan, words = view.plan, view.words
    told = {*plan.first, *(item for items in plan.beside.values() for item in items)}
    certain = sum(item not in told for item in (*plan.certain, *plan.awaited))
    counts = {"certain": certain, "possible": len(plan.perhaps) + len(plan.optional)}
    more = [words.count(f"plan.more_{key}", number) for key, number in counts.items() if number]
    if view.everything or not more:
        return words.say("plan.heading")
    return words.say("plan.heading_more", more=words.listed(more))


def _blocks(view: View) -> Iterator[Block]:
    plan, say = view.plan, view.words.say
    shown = (*plan.certain, *plan.awaited) if view.everything else plan.first
    steps = [item for item in shown if item in plan.certain]
    waiting = [item for item in shown if item in plan.awaited]
    told = dict(enumerate((*steps, *waiting, *plan.by_hand), start=1))
    if not told:
        yield Line(say("plan.empty"))
    numbers = {item.intervention: number for number, item in told.items()}
    points = {item.intervention: _step(view, item, numbers) for item in told.values()}
    yield from _points(points, steps)
    if waiting:
        yield Group(say("plan.awaited"), tuple(_points(points, waiting)))
    if plan.by_hand:
        yield Group(say("plan.by_hand"), tuple(_points(points, plan.by_hand)))
    yield from facts(view, told)
    yield from _rest(view)
    yield from refused(view)
    yield from open_line(view)


def _points(points: Mapping[str, Point], items: Iterable[PlanItem]) -> Iterator[Point]:
    return (points[item.intervention] for item in items)


def _rest(view: View) -> Iterator[Line]:
    """With everything, name what may come in."""
    plan, words = view.plan, view.words
    for key, items in (("plan.perhaps", plan.perhaps), ("plan.optional", plan.optional)):
        if items and view.everything:
            yield Line(words.some(_named(view, items), MOST_NAMED), label=words.say(key))


def _named(view: View, items: Iterable[PlanItem]) -> Iterator[str]:
    return (view.names.intervention(item.intervention) for item in items)


def _step(view: View, item: PlanItem, numbers: Mapping[str, int]) -> Point:
    """Return one intervention: when it starts, why, what it waits for and what belongs to it."""
    told = (_why, _awaited, _beside, _chosen)
    notes = tuple(line for each in told for line in each(view, item))
    return Point(_titled(view, item, numbers), notes, numbers[item.intervention])


def _titled(view: View, item: PlanItem, numbers: Mapping[str, int]) -> str:
    name = view.names.intervention(item.intervention)
    if not item.starts:
        return name
    starts = item.earliest_first[: None if view.everything else 1]
    start = view.words.either(_start(view, each, numbers) for each in starts)
    if len(item.starts) > len(starts):
        start = view.words.say("plan.or_later", start=start)
    return view.words.say("plan.step", name=name, start=start)


def _start(view: View, start: str, numbers: Mapping[str, int]) -> str:
    """Name a start; after a step that is shown, by its number."""
    number = numbers.get(start.removeprefix(AFTER)) if start.startswith(AFTER) else None
    if number is None:
        return view.names.starts([start])
    return view.words.say("plan.after_step", number=number)


def _why(view: View, item: PlanItem) -> Iterator[Line]:
    """Yield the first reason; of what was added by hand, none that may not hold."""
    for reason in reasons_for(view, item.intervention, holding=item in view.plan.by_hand):
        yield Line(reason)
        return


def _chosen(view: View, item: PlanItem) -> Iterator[Line]:
    """Say who stands by the step, or what is done instead and why; nothing where nobody has."""
    about = About(intervention=item.intervention)
    if choice := view.choices.about(about):
        yield choice_line(choice, about, view.words, view.names)


def _awaited(view: View, item: PlanItem) -> Iterator[Line]:
    found = view.still_open.awaited if view.still_open else {}
    if item in view.plan.awaited:
        yield from awaited_lines(view, found[item.intervention])


def _beside(view: View, item: PlanItem) -> Iterator[Line]:
    """Name what makes sense only with it; with everything, that has a place of its own."""
    beside = view.plan.beside.get(item.intervention, ())
    if beside and not view.everything:
        names = view.words.some(_named(view, beside), _MOST_BESIDE)
        yield Line(f"{names}.", label=view.words.say("plan.beside"))
