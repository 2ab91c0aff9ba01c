"""What is still open: at most three questions, and what each answer would change."""

from __future__ import annotations

from collections.abc import Iterator

from triage.explain.open_questions import ShownQuestion, StillOpen
from triage.model.asking import Effect, Goal
from triage.model.question import OpenReason
from triage.present.blocks import Block, Line, Point, Section
from triage.present.view import View

_MOST_NAMES = 4

_MAY_CHANGE = {
    Goal.TYPOLOGY: "open.may_change_typology",
    Goal.PLAN: "open.may_change_plan",
    Goal.TARGET_GROUP: "open.may_change_group",
    None: "open.may_change_rest",
}


def open_section(view: View) -> Section | None:
    """List the open questions that matter; nothing where none does."""
    found = view.still_open
    if found is None or found == StillOpen():
        return None
    return Section(view.words.say("open.heading"), tuple(_blocks(view, found)))


def _blocks(view: View, found: StillOpen) -> Iterator[Block]:
    if found.more is None:
        yield Line(view.words.say("open.unexplored"))
    for number, question in enumerate(found.questions, start=1):
        changes = () if found.more is None else tuple(_changes(view, question))
        yield Point(_asked(view, question), changes, number)
    if found.more:
        some = "open.left_out" if found.questions else "open.may_matter"
        yield Line(view.words.count(some, found.more))
    if found.declined:
        yield Line(view.words.say("open.declined"))


def _asked(view: View, shown: ShownQuestion) -> str:
    name = view.names.asked(shown.found.path, view.answers)
    unknown = shown.found.why is OpenReason.UNKNOWN
    return f"{name} ({view.words.say('unknown')})" if unknown else name


def _left(view: View, effect: Effect) -> str:
    """Say what an answer leaves of the typologies that are possible now."""
    names = view.words.either(view.names.typologies(effect.typologies))
    if len(effect.typologies) == 1:
        return names
    now = view.outcome.typology.possible if view.outcome.typology else ()
    if set(effect.typologies) == set(now):
        return view.words.say("open.as_before")
    return view.words.say("open.still_open", names=names)


def _changes(view: View, shown: ShownQuestion) -> Iterator[Line]:
    """Say what each value leaves of the typology, else what may change."""
    path, question = shown.found.path, shown.found.question
    owner, _ = path.place
    for effect in shown.effects:
        values = (view.names.value(owner, question, value) for value in effect.values)
        yield Line(_left(view, effect), label=view.words.either(values))
    if shown.effects:
        return
    told = [each for each in shown.interventions if not view.off_page.suggested(each)]
    if shown.found.bears_on is Goal.PLAN and told:
        names = view.words.some(map(view.names.intervention, told), _MOST_NAMES)
        yield Line(names, label=view.words.say("open.changes_plan"))
    else:
        yield Line(view.words.say(_MAY_CHANGE[shown.found.bears_on]))
