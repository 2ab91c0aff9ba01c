"""The top of the page: which case, her own words, her goals, the next step, what she brings."""

from __future__ import annotations

from collections.abc import Iterator

from triage.explain.answered import Answered, elements
from triage.explain.plan import active_warnings
from triage.model.answer_path import Element
from triage.model.outcome import RuleState
from triage.model.question import PAGE, ListOf, Lookup, Question, Text
from triage.present.blocks import Block, Line, Section, Tone
from triage.present.view import View


def head(view: View) -> tuple[Line, ...]:
    """Say which case, day and rulebook, and how the conversation was held.

    For staff, what must not be missed stands before all of it.
    """
    return (*_on_top(view), *_head(view))


def _on_top(view: View) -> Iterator[Line]:
    """Yield the warnings for the top of the page, those too that open answers may bring about.

    They are for staff, and on no page that may be printed.
    """
    active = active_warnings(view.rulebook, view.outcome) if view.everything else ()
    for rule in view.rulebook.warnings if view.everything else ():
        text = view.names.text(f"rules.{rule.id}.warn")
        if not (rule.on_top and text) or view.outcome.rules[rule.id] is RuleState.CANNOT_HOLD:
            continue
        said = text if rule.id in active else view.words.say("page.until_known", text=text)
        yield Line(said, tone=Tone.STRONG)


def _head(view: View) -> Iterator[Line]:
    say, date = view.words.say, view.words.date
    as_of = say("page.as_of", date=date(view.outcome.as_of))
    case = view.case if view.case and not view.rulebook.texts.unsaid.holds(view.case) else None
    yield Line(f"{say('page.case', case=case)}. {as_of}." if case else f"{as_of}.")
    title = view.names.text("rulebook.title") or view.rulebook.id
    rulebook = say("page.rulebook", title=title, version=view.rulebook.version)
    law = _law_read(view)
    yield Line(f"{rulebook}. {law}." if law else f"{rulebook}.")
    for found in view.given("talk"):
        yield Line(view.names.answer(found), label=view.names.question(None, found.question.id))
    if not view.outcome.exact:
        yield Line(say("page.inexact"), tone=Tone.STRONG)


def _law_read(view: View) -> str:
    days = sorted(rule.checked_on for rule in view.rulebook.availability if rule.checked_on)
    if not days:
        return ""
    first, last = view.words.date(days[0]), view.words.date(days[-1])
    if first == last:
        return view.words.say("page.law_date", date=first)
    return view.words.say("page.law_dates", first=first, last=last)


def own_words_section(view: View) -> Section | None:
    """Return what the person said, and the goals, as they were said."""
    blocks = (*_own_words(view), *_goals(view))
    return Section(view.words.say("page.own_words"), blocks) if blocks else None


def _own_words(view: View) -> Iterator[Block]:
    said = view.given("own_words")
    for found in said:
        yield Line(view.words.say("quoted", text=view.names.answer(found)), tone=Tone.STRONG)
    if not said and view.rulebook.page.get("own_words"):
        yield Line(view.words.say("page.own_words_missing"))


def _goals(view: View) -> Iterator[Block]:
    for question_id in view.rulebook.page.get("goals", ()):
        question = view.rulebook.questions[question_id]
        goals = [_goal(view, question, each) for each in elements(question, view.answers)]
        named = [goal for goal in goals if goal]
        if named and not question.keep_private:
            yield Line("; ".join(named), label=view.words.say("page.goals"))


def _goal(view: View, collection: Question, element: Element) -> str:
    """Return a goal as it was said, then by its entry in the reference table."""
    inner = collection.domain.item if isinstance(collection.domain, ListOf) else ()
    said: list[str] = []
    for question in inner:
        value = view.answers.value(element.at(question.id))
        if value is None or question.keep_private:
            continue
        if isinstance(question.domain, Lookup) or _is_for_pages(question):
            said.append(view.names.value(collection.id, question, value))
    return ", ".join(dict.fromkeys(said))


def _is_for_pages(question: Question) -> bool:
    return isinstance(question.domain, Text) and PAGE in question.used_for


def next_step_section(view: View) -> Section | None:
    """Return what was agreed: who does what, and when."""
    if not view.rulebook.page.get("next_step"):
        return None
    agreed = tuple(
        Line(
            view.names.answer(found),
            label=view.names.question(None, found.question.id).rstrip("?"),
            tone=Tone.STRONG,
        )
        for found in view.given("next_step")
    )
    missing = Line(view.words.say("page.next_step_missing"))
    return Section(view.words.say("page.next_step"), agreed or (missing,))


def resources_section(view: View) -> Section | None:
    """Return what the person brings, and what the work must take account of in one line."""
    blocks = tuple(
        Line(view.names.answer(found), label=view.names.question(None, found.question.id))
        for found in view.given("brings")
    )
    needs = " ".join(_need(view, found) for found in view.given("account_of"))
    if needs:
        blocks += (Line(needs, label=view.words.say("page.account_of")),)
    return Section(view.words.say("page.brings"), blocks) if blocks else None


def _need(view: View, found: Answered) -> str:
    """Return one need as a sentence, under its label where it has one."""
    label = view.names.text(f"questions.{found.question.id}.label")
    answer = view.names.answer(found).rstrip(".")
    return f"{label}: {answer}." if label else f"{answer}."
