"""What would lead there, what if, and how firmly it stands, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from triage.explain.answered import answered
from triage.explain.off_page import OffPage
from triage.explain.plan import AFTER
from triage.model.explanation import (
    Edge,
    Shift,
    Stability,
    Towards,
    Way,
    WayState,
    WhatIf,
)
from triage.model.guarantee import Status
from triage.model.outcome import InterventionOutcome, Outcome, RuleMention, RuleState
from triage.present.blocks import Block, Line, Point, Section, labelled, sections
from triage.present.explanation_writer import STATUSES, SUGGESTED, ExplanationWriter


def towards_sections(writer: ExplanationWriter, found: Towards) -> Iterator[Section]:
    """Tell the steps the person can take; to staff, then the other ways, marked as such."""
    if found.state is WayState.SETTLED:
        yield Section(writer.tell("ways"), (Line(writer.tell("already")),))
        return
    steps = _numbered(writer, found.steps, found.steps_left_out)
    others = [way for way in found.ways if not way.for_person]
    if steps:
        yield Section(writer.tell("steps" if writer.to_staff else "ways"), tuple(steps))
    elif not (writer.to_staff and others):
        none = Line(writer.tell("no_way", count=found.most_changes))
        yield Section(writer.tell("ways"), (none,))
    if writer.to_staff:
        left = found.left_out if others else 0
        yield from sections([(writer.tell("other_ways"), _numbered(writer, others, left))])
    else:
        yield from _not_known(writer, found)


def _numbered(writer: ExplanationWriter, ways: Sequence[Way], left_out: int) -> list[Block]:
    blocks: list[Block] = [_way(writer, way, n) for n, way in enumerate(ways, start=1)]
    if left_out:
        blocks.append(Line(writer.tell_count("ways_left", left_out)))
    return blocks


def _not_known(writer: ExplanationWriter, found: Towards) -> Iterator[Section]:
    """Name the open questions it also hangs on; which answer would lead there is not proposed."""
    asked = {each.path for each in writer.view.outcome.open if each.why != "declined"}
    changed = (change.path for way in found.ways for change in way.changes)
    yield from writer.not_known(
        each for each in changed if each in asked and not writer.hides(each)
    )


def _way(writer: ExplanationWriter, way: Way, number: int) -> Point:
    changes = [writer.change(each, one_of_many=True) for each in way.changes]
    gone = tuple(writer.set_aside(way.set_aside))
    if len(changes) == 1:
        return Point(changes[0], gone, number)
    return Point(writer.tell("together"), (*map(Line, changes), *gone), number)


# --- what if


def what_if_sections(writer: ExplanationWriter, found: WhatIf) -> Iterator[Section]:
    """Tell what differs, now beside then."""
    changed: list[Block] = [Point(writer.change(each)) for each in found.changes]
    yield Section(writer.tell("changed"), (*changed, *writer.set_aside(found.set_aside)))
    different = list(_differences(writer, found))
    yield from different
    if not different:
        yield Section(writer.tell("then"), (Line(writer.tell("same")),))


def _differences(writer: ExplanationWriter, found: WhatIf) -> Iterator[Section]:
    if found.target_group is not None and writer.to_staff:
        before, after = (writer.target_groups(_known(each)) for each in _both(found.target_group))
        lines = (Line(before, label=writer.tell("now")), Line(after, label=writer.tell("then")))
        yield Section(writer.view.words.say("group.heading"), lines)
    if found.typology is not None:
        before, after = (writer.typologies(_known(each)) for each in _both(found.typology))
        lines = (Line(before, label=writer.tell("now")), Line(after, label=writer.tell("then")))
        if before != after:
            yield Section(writer.tell("typology"), lines)
    shown = _Shown(writer, found)
    yield from sections([(writer.tell("statuses"), _statuses(writer, shown.of(found.statuses)))])
    yield from sections([(writer.tell("starts"), _starts(writer, shown, shown.of(found.starts)))])
    if writer.to_staff:
        yield from _warned(writer, "warned", found.warnings)
        yield from _warned(writer, "not_warned", found.no_longer_warned)
        yield from _rules(writer, found.rules)


class _Shown:
    """Which interventions the reader may see, now and then."""

    def __init__(self, writer: ExplanationWriter, found: WhatIf) -> None:
        self._telling = writer
        then = _then(writer, found)
        off = OffPage(writer.view.rulebook, then, everything=writer.to_staff)
        self._off = (writer.view.off_page, off)

    def of(self, shifts: Iterable[Shift]) -> list[Shift]:
        """Return the shifts of interventions that may be seen, in the order of the catalogue."""
        order = list(self._telling.view.rulebook.interventions)
        seen = (each for each in shifts if not self._is_hidden(each.id))
        return sorted(seen, key=lambda each: order.index(each.id))

    def start(self, start: str) -> str:
        """Return a start; after what is hidden is alongside."""
        if start.startswith(AFTER) and self._is_hidden(start.removeprefix(AFTER)):
            return "alongside"
        return start

    def _is_hidden(self, intervention: str) -> bool:
        return any(off.suggested(intervention) or off.refused(intervention) for off in self._off)


def _then(writer: ExplanationWriter, found: WhatIf) -> Outcome:
    """Return the outcome with what would differ, as far as it says what is shielded."""
    outcome, book = writer.view.outcome, writer.view.rulebook
    states = dict(outcome.rules) | {each.id: RuleState(str(each.after[0])) for each in found.rules}
    possible = {each.id: tuple(map(Status, _known(each.after))) for each in found.statuses}

    def said(intervention: str, was: InterventionOutcome) -> InterventionOutcome:
        mentions = [
            (rule, RuleMention(rule=rule.id, state=states[rule.id]))
            for rule in book.recommendations
            if states[rule.id] is not RuleState.CANNOT_HOLD
        ]
        return was.model_copy(
            update={
                "possible": possible.get(intervention, was.possible),
                "for_": tuple(each for rule, each in mentions if intervention in rule.recommend),
                "against": tuple(each for rule, each in mentions if intervention in rule.against),
            }
        )

    made = {id_: said(id_, was) for id_, was in outcome.interventions.items()}
    return outcome.model_copy(update={"interventions": made})


def _both(shift: Shift) -> tuple[tuple[str | None, ...], tuple[str | None, ...]]:
    return shift.before, shift.after


def _known(values: Iterable[str | None]) -> list[str]:
    return [each for each in values if each is not None]


def _statuses(writer: ExplanationWriter, shifts: Sequence[Shift]) -> Iterator[Block]:
    """Tell those together that change alike; what stays open is counted."""
    alike = defaultdict[tuple[str, str], list[Shift]](list)
    still_open = 0
    for each in shifts:
        before, after = (_status(writer, _known(values)) for values in _both(each))
        still_open += before == after
        if before != after:
            alike[before, after].append(each)
    for (before, after), those in sorted(alike.items(), key=lambda each: _best(each[1])):
        yield _alike(writer, ("now", before), after, [each.id for each in those])
    if still_open and writer.to_staff:
        yield Line(writer.tell_count("still_open", still_open))


def _best(shifts: Iterable[Shift]) -> int:
    return min(STATUSES.index(Status(status)) for each in shifts for status in _known(each.after))


def _status(writer: ExplanationWriter, possible: Collection[str]) -> str:
    """Tell what is possible; where it may be suggested and may not, that it is open."""
    if len({each in SUGGESTED for each in possible}) > 1:
        return writer.tell("perhaps")
    return writer.statuses(possible)


def _starts(writer: ExplanationWriter, shown: _Shown, shifts: Sequence[Shift]) -> Iterator[Block]:
    """Tell when what is suggested now and then would start otherwise."""
    alike = defaultdict[tuple[str, str], list[str]](list)
    for each in shifts:
        if None not in each.before + each.after:
            before, after = (
                writer.view.names.starts(dict.fromkeys(map(shown.start, _known(values))))
                for values in _both(each)
            )
            alike[before, after].append(each.id)
    for (before, after), ids in alike.items():
        if before != after:
            yield _alike(writer, ("as_it_is", before), after, ids)


def _alike(
    writer: ExplanationWriter, before: tuple[str, str], after: str, ids: Iterable[str]
) -> Point:
    label, was = before
    now, then = labelled(writer.tell(label), was), labelled(writer.tell("then"), after)
    names = writer.view.words.listed(map(writer.view.names.intervention, ids))
    return Point(f"{now}. {then}.", (Line(names),))


def _rules(writer: ExplanationWriter, shifts: Sequence[Shift]) -> Iterator[Section]:
    """Tell which rules would hold, may hold and would no longer hold, but for warnings."""
    warnings = {each.id for each in writer.view.rulebook.warnings}
    rules = [each for each in shifts if each.id not in warnings]
    for state in (RuleState.HOLDS, RuleState.MAY_HOLD, RuleState.CANNOT_HOLD):
        told = [each.id for each in rules if each.after == (state,)]
        yield from sections([(writer.tell(f"rules_{state}"), _ruled(writer, told))])


def _warned(writer: ExplanationWriter, heading: str, rules: Iterable[str]) -> Iterator[Section]:
    yield from sections([(writer.tell(heading), _ruled(writer, rules))])


def _ruled(writer: ExplanationWriter, rules: Iterable[str]) -> Iterator[Point]:
    """Tell rules, those that read the same together, with what they rest on in law."""
    alike = defaultdict[str, list[str]](list)
    for each in rules:
        alike[writer.rule(each)].append(each)
    for text, those in alike.items():
        yield Point(text, tuple(writer.view.legal_basis.lines(those)))


# --- stability


def stability_sections(writer: ExplanationWriter, found: Stability) -> Iterator[Section]:
    """Tell which answers are one step from another typology, answer by answer."""
    now = writer.typologies(found.typology)
    by_answer = defaultdict[str, list[Edge]](list)
    for edge in found.edges:
        if writer.to_staff or _is_seen(writer, edge, now):
            by_answer[edge.change.path].append(edge)
    blocks: list[Block] = [_edges(writer, edges) for edges in by_answer.values()]
    if not blocks:
        stands = writer.tell("stands" if found.tried else "nothing_tried", count=found.tried)
        yield Section(writer.tell("typology"), (Line(stands),))
        return
    if writer.to_staff:
        blocks.append(Line(writer.tell("tried", count=found.tried)))
    yield Section(writer.tell("edges"), tuple(blocks))


def _is_seen(writer: ExplanationWriter, edge: Edge, now: str) -> bool:
    """Say whether the person sees an edge: she gave the answer, and it reads otherwise then."""
    path = edge.change.path
    view = writer.view
    filled = any(each.filled for each in answered(view.rulebook, view.answers) if each.path == path)
    return not (filled or writer.hides(path)) and writer.typologies(edge.typology) != now


def _edges(writer: ExplanationWriter, edges: Sequence[Edge]) -> Point:
    """Tell one answer: what it is, and what each other would make possible."""
    if edges[0].change.private:
        then = "; ".join(dict.fromkeys(writer.typologies(each.typology) for each in edges))
        return Point(writer.answer_now(edges[0].change), (_with(writer, edges[0], then),))
    notes = tuple(_with(writer, each, writer.typologies(each.typology)) for each in edges)
    return Point(writer.answer_now(edges[0].change), notes)


def _with(writer: ExplanationWriter, edge: Edge, then: str) -> Line:
    return Line(then, label=writer.with_answer(edge.change))
