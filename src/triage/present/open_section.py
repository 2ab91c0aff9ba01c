"""What is still open: at most three questions, and what each answer would change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from triage.explain.open_questions import ShownQuestion, StillOpen
from triage.model.asking import Effect, Goal
from triage.model.question import OpenReason, Question
from triage.present.blocks import Block, Line, Point, Section, labelled
from triage.present.view import View
from triage.present.warning_section import warnings_told

_MOST_NAMES = 2
_MOST_BESIDE_WARNINGS = 4

_MAY_CHANGE = {
    Goal.TYPOLOGY: "open.may_change_typology",
    Goal.TARGET_GROUP: "open.may_change_group",
    None: "open.may_change_rest",
}


def open_section(view: View) -> Section | None:
    """List the open questions that matter; nothing where none does, or one is told in a line."""
    found = _told(view)
    blocks = () if found is None or _is_one(view, found) else tuple(_blocks(view, found))
    return Section(_heading(view, found), blocks) if found and blocks else None


def open_line(view: View) -> Iterator[Line]:
    """Tell a single question in a line of the plan: it needs no section of its own."""
    found = _told(view)
    if found is not None and _is_one(view, found):
        yield Line(_question(view, found, found.questions[0]), label=_heading(view, found))


def _told(view: View) -> StillOpen | None:
    return None if view.still_open is None else _shortened(view, view.still_open)


def _is_one(view: View, found: StillOpen) -> bool:
    several = len(found.questions) != 1 or found.more is None or found.declined
    return not (view.everything or several)


def _heading(view: View, found: StillOpen) -> str:
    if found.questions and found.more:
        return view.words.count("open.heading_more", found.more)
    return view.words.say("open.heading")


def _shortened(view: View, found: StillOpen) -> StillOpen:
    """Return fewer questions where many warnings are told: no warning gives way to a question."""
    shown = found.questions
    if not view.everything:
        shown = shown[: max(1, _MOST_BESIDE_WARNINGS - len(warnings_told(view)))]
    more = None if found.more is None else found.more + len(found.questions) - len(shown)
    return replace(found, questions=shown, more=more)


def _blocks(view: View, found: StillOpen) -> Iterator[Block]:
    if found.more is None:
        yield Line(view.words.say("open.unexplored"))
    for number, question in enumerate(found.questions, start=1):
        yield Point(_question(view, found, question), (), number)
    if found.more and not found.questions:
        yield Line(view.words.count("open.may_matter", found.more))
    if found.declined:
        yield Line(view.words.say("open.declined"))


def _question(view: View, found: StillOpen, question: ShownQuestion) -> str:
    changes = None if found.more is None else _changes(view, question)
    return " ".join(filter(None, (_asked(view, question), changes)))


def _asked(view: View, shown: ShownQuestion) -> str:
    name = view.names.asked(shown.found.path, view.answers)
    unknown = shown.found.why is OpenReason.UNKNOWN
    return f"{name} ({view.words.say('unknown')})" if unknown else name


def _effect(view: View, owner: str | None, question: Question, effect: Effect) -> str:
    values = view.words.either(view.names.value(owner, question, each) for each in effect.values)
    return f"{labelled(values, _left(view, effect))}."


def _left(view: View, effect: Effect) -> str:
    """Say what an answer leaves of the typologies that are possible now."""
    names = view.words.either(view.names.typologies(effect.typologies))
    if len(effect.typologies) == 1:
        return names
    now = view.outcome.typology.possible if view.outcome.typology else ()
    if set(effect.typologies) == set(now):
        return view.words.say("open.as_before")
    return view.words.say("open.still_open", names=names)


def _changes(view: View, shown: ShownQuestion) -> str | None:
    """Say what each value leaves of the typology, else what may change, if not only the plan."""
    path, question = shown.found.path, shown.found.question
    owner, _ = path.place
    if shown.effects:
        return " ".join(_effect(view, owner, question, each) for each in shown.effects)
    if shown.found.bears_on not in (Goal.FIRST_STEPS, Goal.PLAN):
        return view.words.say(_MAY_CHANGE[shown.found.bears_on])
    told = [each for each in shown.interventions if not view.off_page.suggested(each)]
    if not (view.everything and told):
        return None
    names = view.words.some(map(view.names.intervention, told), _MOST_NAMES)
    return f"{labelled(view.words.say('open.changes_plan'), names)}."
