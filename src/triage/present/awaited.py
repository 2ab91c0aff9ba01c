"""What a step waits for that waits for nothing but facts still to be looked up, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from triage.intake.places import question_at
from triage.model.answers import AnswerValue
from triage.model.asking import Awaited, Span
from triage.model.question import Choice, Question, YesNo
from triage.present.blocks import Line
from triage.present.view import View


def awaited_lines(view: View, awaited: Awaited) -> Iterator[Line]:
    """Yield what is to be looked up, and the answers to a single fact that close the step."""
    words = view.words
    facts = (view.names.short(path, view.answers) for path in awaited.facts)
    said = f"{words.both(facts)}."
    if awaited.closed:
        [path] = awaited.facts
        question = question_at(view.rulebook, path)
        closed = words.either(_span(view, question, each) for each in awaited.closed)
        said += f" {words.say('plan.closed_by', answers=closed)}"
    yield Line(said, label=words.say("plan.look_up"))


def _span(view: View, question: Question, span: Span) -> str:
    first, last = span
    if isinstance(question.domain, Choice | YesNo) and first is not None:
        return view.names.value(None, question, first)
    if first is None:
        return view.words.say("plan.until", last=_said(view, last))
    if last is None:
        return view.words.say("plan.since", first=_said(view, first))
    return view.words.say("plan.between", first=_said(view, first), last=_said(view, last))


def _said(view: View, value: AnswerValue | None) -> str:
    return view.words.date(value) if isinstance(value, date) else str(value)
