"""The top of the page: which case, her own words, her goals, the next step, what she brings."""

from __future__ import annotations

from collections.abc import Iterator

from triage.explain.answered import Answered
from triage.explain.plan import active_warnings
from triage.model.outcome import RuleState
from triage.present.blocks import Block, Group, Line, Section, Tone, labelled
from triage.present.goals import goal_lines
from triage.present.view import View


def title(view: View) -> str:
    """Say what the page is, of which case, and where it is so that it is for staff alone."""
    key = "page.title_for_staff" if view.for_staff else "page.title"
    case = view.case if view.case and not view.rulebook.texts.unsaid.holds(view.case) else None
    said = view.words.say(key)
    return view.words.say("page.of_case", title=said, case=case) if case else said


def head(view: View) -> tuple[Line, ...]:
    """Say which case, day and rulebook, and how the conversation was held.

    For staff, what must not be missed stands before all of it, with how she may be reached.
    """
    return (*_for_staff(view), *_head(view))


def _for_staff(view: View) -> Iterator[Line]:
    """Yield what stands on top of a page for staff alone."""
    if not view.for_staff:
        return
    if on_top := list(_on_top(view)):
        yield from on_top
        if contact := " ".join(_need(view, found) for found in view.contact()):
            yield Line(contact)


def _on_top(view: View) -> Iterator[Line]:
    """Yield the warnings for the top of the page, those too that open answers may bring about."""
    active = active_warnings(view.rulebook, view.outcome)
    for rule in view.rulebook.warnings:
        text = view.names.text(f"rules.{rule.id}.warn")
        if not (rule.on_top and text) or view.outcome.rules[rule.id] is RuleState.CANNOT_HOLD:
            continue
        said = text if rule.id in active else view.words.say("page.until_known", text=text)
        yield Line(said, tone=Tone.STRONG)


def _head(view: View) -> Iterator[Line]:
    say, date = view.words.say, view.words.date
    as_of = say("page.as_of", date=date(view.outcome.as_of))
    talk = (_need(view, found) for found in view.given("talk"))
    yield Line(" ".join((f"{as_of}.", *talk)))
    named = view.names.text("rulebook.title") or view.rulebook.id
    rulebook = say("page.rulebook", title=named, version=view.rulebook.version)
    law = ", ".join(view.legal_basis.days())
    yield Line(f"{rulebook}. {law}." if law else f"{rulebook}.")
    if not view.outcome.exact:
        yield Line(say("page.inexact"), tone=Tone.STRONG)


def own_words_section(view: View) -> Section | None:
    """Return what the person said, her goals, what she brings, and the next step."""
    blocks = (*_own_words(view), *goal_lines(view), *_resources(view), *_next_step(view))
    return Section(view.words.say("page.own_words"), blocks) if blocks else None


def _own_words(view: View) -> Iterator[Block]:
    said = view.given("own_words")
    for found in said:
        yield Line(view.words.say("quoted", text=view.names.answer(found)), tone=Tone.STRONG)
    if not said and view.rulebook.page.get("own_words"):
        yield Line(view.words.say("page.own_words_missing"))


def _resources(view: View) -> Iterator[Block]:
    """Yield what the person brings, and what the work must take account of."""
    brings = [_need(view, found) for found in view.given("brings")]
    given = (found for found in view.given("account_of") if found.answer != frozenset())
    if needs := " ".join(_need(view, found) for found in given):
        brings.append(labelled(view.words.say("page.account_of"), needs))
    if brings:
        yield Line(" ".join(brings))


def _next_step(view: View) -> Iterator[Block]:
    """Yield what was agreed: who does what, and when; or that nothing is yet."""
    if not view.rulebook.page.get("next_step"):
        return
    agreed = tuple(
        Line(
            view.names.answer(found),
            label=view.names.question(None, found.question.id).rstrip("?"),
            tone=Tone.STRONG,
        )
        for found in view.given("next_step")
    )
    heading = view.words.say("page.next_step")
    if agreed:
        yield Group(heading, agreed)
    else:
        yield Line(view.words.say("page.next_step_missing"), label=heading, tone=Tone.STRONG)


def _need(view: View, found: Answered) -> str:
    """Return one need as a sentence, under its label where it has one."""
    label = view.names.text(f"questions.{found.question.id}.label")
    answer = view.names.answer(found).rstrip(".")
    return f"{label}: {answer}." if label else f"{answer}."
