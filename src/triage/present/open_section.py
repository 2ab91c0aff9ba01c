"""What is still open: at most three questions, and what each answer would change."""

from __future__ import annotations

from collections.abc import Iterator

from triage.explain.open_questions import Effect, OpenQuestion, OpenQuestions
from triage.model.question import OpenReason
from triage.present.blocks import Block, Line, Point, Section
from triage.present.view import View

_MOST_NAMES = 4


def open_section(view: View) -> Section | None:
    """List the open questions that matter; nothing where none does."""
    found = view.open_questions
    if found is None or not (_shown(view, found) or found.declined):
        return None
    return Section(view.words.say("open.heading"), tuple(_blocks(view, found)))


def _shown(view: View, found: OpenQuestions) -> list[OpenQuestion]:
    """Return the questions but those that are kept off the page."""
    kept_off = view.off_page.questions
    return [each for each in found.questions if each.path.question not in kept_off]


def _blocks(view: View, found: OpenQuestions) -> Iterator[Block]:
    for number, question in enumerate(_shown(view, found), start=1):
        yield Point(_asked(view, question), tuple(_changes(view, question)), number)
    if found.left_out:
        yield Line(view.words.count("open.left_out", found.left_out))
    if found.declined:
        yield Line(view.words.say("open.declined"))


def _asked(view: View, question: OpenQuestion) -> str:
    name = view.names.asked(question.path, view.answers)
    return f"{name} ({view.words.say('unknown')})" if question.why is OpenReason.UNKNOWN else name


def _left(view: View, effect: Effect) -> str:
    """Say what an answer leaves of the typologies that are possible now."""
    names = view.words.either(view.names.typologies(effect.typologies))
    if len(effect.typologies) == 1:
        return names
    now = view.outcome.typology.possible if view.outcome.typology else ()
    if set(effect.typologies) == set(now):
        return view.words.say("open.as_before")
    return view.words.say("open.still_open", names=names)


def _changes(view: View, found: OpenQuestion) -> Iterator[Line]:
    owner, _ = found.path.place
    for effect in found.effects:
        values = (view.names.value(owner, found.question, value) for value in effect.values)
        yield Line(_left(view, effect), label=view.words.either(values))
    if not found.tried:
        yield Line(view.words.say("open.may_change"))
    elif found.interventions and not found.effects:
        told = [each for each in found.interventions if not view.off_page.suggested(each)]
        names = view.words.some(map(view.names.intervention, told), _MOST_NAMES)
        if told:
            yield Line(names, label=view.words.say("open.changes_plan"))
