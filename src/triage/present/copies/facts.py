"""What of a case stands in texts that others read: goals, agreements, steps, and their reasons.

The case is one in which sensitive answers are open (`Assessed.for_others`). So nothing here rests
on them; and what was typed freely is taken for the case note and the task alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from triage.explain.answered import Answered, elements
from triage.explain.plan import plan_of
from triage.explain.premises import premises
from triage.journal.events import About
from triage.model.outcome import RuleState
from triage.model.question import ListOf, Lookup, Question, Text
from triage.model.rule import Strength
from triage.present.blocks import labelled
from triage.present.choices import StaffChoice
from triage.present.view import View

_DAYS = {"da": "%d-%m-%Y", "sv": "%Y-%m-%d", "en": "%d/%m/%Y"}


@dataclass(frozen=True, slots=True)
class Job:
    """A goal by its row in the reference table: what it is called, and all else the row says."""

    name: str
    row: str


def day(view: View, of: date) -> str:
    """Write a day in figures, as forms of the language do."""
    return of.strftime(_DAYS[view.words.language])


def jobs(view: View) -> tuple[Job, ...]:
    """Return the goals that have a row in a reference table."""
    return tuple(dict.fromkeys(_jobs(view)))


def _jobs(view: View) -> Iterator[Job]:
    for id_ in view.rulebook.page.get("goals", ()):
        collection = view.rulebook.questions[id_]
        inner = collection.domain.item if isinstance(collection.domain, ListOf) else ()
        for element in elements(collection, view.answers):
            for question in inner:
                value = view.answers.value(element.at(question.id))
                if value is not None and isinstance(question.domain, Lookup):
                    row = f"tables.{question.domain.table}.rows.{value}"
                    yield Job(view.names.label(row), row)


def agreed(view: View) -> tuple[Answered, ...]:
    """Return what was agreed on the next step, as it was written."""
    return tuple(each for each in view.given("next_step") if not isinstance(each.answer, date))


def ours(view: View) -> tuple[Answered, ...]:
    """Return what others than the person do: of the next step, all but the first question."""
    hers = view.rulebook.page.get("next_step", ())[:1]
    return tuple(each for each in agreed(view) if each.question.id not in hers)


def next_day(view: View) -> date | None:
    """Return the day to meet again."""
    answers = (each.answer for each in view.given("next_step"))
    return next((each for each in answers if isinstance(each, date)), None)


def said(view: View, found: Answered) -> str:
    """Return an answer as a sentence under its label."""
    label = view.names.question(None, found.question.id).rstrip("?")
    return f"{labelled(label, view.names.answer(found).rstrip('. '))}."


def steps(view: View) -> tuple[str, ...]:
    """Return the first steps that are settled, those added by hand, and what else was agreed on."""
    plan = view.plan
    first = (item for item in plan.first if item in plan.certain)
    further = (item for item in plan.certain if item.intervention in view.agreed)
    named = (item.intervention for item in (*first, *plan.by_hand, *further))
    return tuple(dict.fromkeys(named))


def departures(view: View) -> Iterator[tuple[str, StaffChoice]]:
    """Yield the settled steps that staff departed from, and the last that was made of each."""
    for item in plan_of(view.rulebook, view.outcome, view.off_page.suggested).certain:
        about = About(intervention=item.intervention)
        made = view.choices.about(about)
        if made and made.reason and made.about == about:
            yield item.intervention, made


def reason(view: View, intervention: str) -> str | None:
    """Return why it is proposed: what the first rule says that holds, core rules first."""
    rules = holding(view, intervention)
    return next((text for each in rules if (text := view.names.because(each))), None)


def holding(view: View, intervention: str) -> tuple[str, ...]:
    """Return the rules that recommend it, hold, and may be named."""
    core = {each.id for each in view.rulebook.recommendations if each.strength is Strength.CORE}
    rules = [
        each.rule
        for each in view.outcome.interventions[intervention].for_
        if each.state is RuleState.HOLDS and not view.off_page.reason(each.rule)
    ]
    return tuple(sorted(rules, key=lambda rule: rule not in core))


def grounds(view: View, intervention: str) -> Iterator[str]:
    """Yield the answers it rests on, none that was typed freely."""
    for rule in holding(view, intervention)[:1]:
        for found in premises(view.rulebook, rule, view.answers):
            if _is_told(found.question):
                name = view.names.short(found.path, view.answers)
                yield f"{labelled(name, view.names.answer(found).rstrip('. '))}."


def _is_told(question: Question) -> bool:
    return not (question.keep_private or question.concerns or isinstance(question.domain, Text))


def text(view: View, intervention: str, key: str) -> str:
    """Return a text of an intervention as a sentence; nothing where it has none."""
    found = view.names.text(f"interventions.{intervention}.{key}")
    return f"{found.rstrip('. ')}." if found else ""
