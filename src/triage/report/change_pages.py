"""What would lead there, what if, and how firmly it stands, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from triage.engine.intake.places import question_at
from triage.explain.plan import AFTER
from triage.model.explanation import AnswerChange, Shift, Stability, Towards, Way, WayState, WhatIf
from triage.model.question import Choice
from triage.report.blocks import Block, Line, Point, Section
from triage.report.telling import Telling


def towards_sections(telling: Telling, found: Towards) -> Iterator[Section]:
    """Tell the ways as steps to talk about."""
    ways = [way for way in found.ways if all(_may_be_told(telling, each) for each in way.changes)]
    blocks: list[Block] = [_way(telling, way, n) for n, way in enumerate(ways, start=1)]
    if found.state is WayState.SETTLED:
        blocks.append(Line(telling.tell("already")))
    elif not ways:
        blocks.append(Line(telling.tell("no_way", count=found.most_changes)))
    elif found.left_out:
        blocks.append(Line(telling.tell_count("ways_left", found.left_out)))
    yield Section(telling.tell("ways"), tuple(blocks))


def _may_be_told(telling: Telling, change: AnswerChange) -> bool:
    """Say whether a change can be talked about: to the person, none that goes down a scale."""
    if telling.to_staff:
        return True
    question = question_at(telling.view.rulebook, change.path)
    down = False
    if question is not None and isinstance(question.domain, Choice) and question.domain.ordered:
        values: tuple[object, ...] = question.domain.values
        down = change.before in values and values.index(change.after) < values.index(change.before)
    return not (down or telling.hides(change.path))


def _way(telling: Telling, way: Way, number: int) -> Point:
    changes = [telling.change(each) for each in way.changes]
    gone = tuple(telling.set_aside(way.set_aside))
    if len(changes) == 1:
        return Point(changes[0], gone, number)
    return Point(telling.tell("together"), (*map(Line, changes), *gone), number)


# --- what if


def what_if_sections(telling: Telling, found: WhatIf) -> Iterator[Section]:
    """Tell what differs, now beside then."""
    changes = (telling.change(each) for each in found.changes if not telling.hides(each.path))
    changed: list[Block] = [Point(each) for each in changes]
    yield Section(telling.tell("changed"), (*changed, *telling.set_aside(found.set_aside)))
    different = list(_differences(telling, found))
    yield from different
    if not different:
        yield Section(telling.tell("then"), (Line(telling.tell("same")),))


def _differences(telling: Telling, found: WhatIf) -> Iterator[Section]:
    shown = _Shown(telling, found)
    if found.typology is not None:
        before, after = (telling.typologies(_known(each)) for each in _both(found.typology))
        lines = (Line(before, label=telling.tell("now")), Line(after, label=telling.tell("then")))
        if before != after:
            yield Section(telling.tell("typology"), lines)
    yield from _shifts(telling, "statuses", shown.of(found.statuses), telling.status)
    yield from _shifts(telling, "starts", shown.of(found.starts), shown.start)
    if telling.to_staff:
        points = tuple(_rules(telling, found.rules))
        yield from [Section(telling.tell("rules"), points)] if points else []
    yield from _warned(telling, "warned", found.warnings)
    yield from _warned(telling, "not_warned", found.no_longer_warned)


class _Shown:
    """Which interventions the reader may see, and their starts in words."""

    def __init__(self, telling: Telling, found: WhatIf) -> None:
        self._telling = telling
        shielded = {each.id for each in found.rules if telling.hides_rule(each.id)}
        book = telling.view.rulebook
        self._hidden = {
            id_
            for rule in book.recommendations
            if rule.id in shielded
            for id_ in (*rule.recommend, *rule.against)
        }
        self._hidden |= {
            id_ for law in book.availability if law.id in shielded for id_ in law.interventions
        }

    def of(self, shifts: Iterable[Shift]) -> list[Shift]:
        """Give the shifts of interventions that may be seen."""
        off = self._telling.view.off_page
        return [
            each for each in shifts if each.id not in self._hidden and not off.suggested(each.id)
        ]

    def start(self, start: str) -> str:
        """Tell a start; after what is hidden is alongside."""
        if start.removeprefix(AFTER) in self._hidden:
            return self._telling.view.names.starts(["alongside"])
        return self._telling.view.names.starts([start])


def _both(shift: Shift) -> tuple[tuple[str | None, ...], tuple[str | None, ...]]:
    return shift.before, shift.after


def _known(values: Iterable[str | None]) -> list[str]:
    return [each for each in values if each is not None]


def _shifts(
    telling: Telling, heading: str, shifts: Iterable[Shift], said: Callable[[str], str]
) -> Iterator[Section]:
    points = []
    for each in shifts:
        before, after = (_said(telling, values, said) for values in _both(each))
        notes = (Line(before, label=telling.tell("now")), Line(after, label=telling.tell("then")))
        points.append(Point(telling.view.names.intervention(each.id), notes))
    if points:
        yield Section(telling.tell(heading), tuple(points))


def _said(telling: Telling, values: Iterable[str | None], said: Callable[[str], str]) -> str:
    told = (telling.tell("no_start") if each is None else said(each) for each in values)
    return telling.view.words.either(told)


def _rules(telling: Telling, shifts: Iterable[Shift]) -> Iterator[Point]:
    for each in shifts:
        before, after = (_said(telling, values, telling.state) for values in _both(each))
        said = telling.tell("from_to_plain", before=before, after=after)
        yield Point(f"{telling.rule(each.id)} ({said})")


def _warned(telling: Telling, heading: str, rules: Iterable[str]) -> Iterator[Section]:
    told = (
        telling.view.names.text(f"rules.{each}.warn")
        for each in rules
        if not telling.hides_rule(each)
    )
    points = tuple(Point(text) for text in told if text)
    if points:
        yield Section(telling.tell(heading), points)


# --- stability


def stability_sections(telling: Telling, found: Stability) -> Iterator[Section]:
    """Tell which answers are one step from another typology."""
    edges = [each for each in found.edges if not telling.hides(each.change.path)]
    blocks: list[Block] = []
    for edge in edges:
        then = Line(telling.typologies(edge.typology), label=telling.tell("then"))
        notes = (then, *telling.set_aside(edge.set_aside))
        blocks.append(Point(telling.change(edge.change), notes))
    if not edges:
        blocks.append(Line(telling.tell("stands", count=found.tried)))
    elif telling.to_staff:
        blocks.append(Line(telling.tell("tried", count=found.tried)))
    yield Section(telling.tell("edges"), tuple(blocks))
