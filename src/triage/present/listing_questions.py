"""The questions of a listing: what may be answered, when they are asked, what they touch."""

from __future__ import annotations

from collections.abc import Iterator

from triage.model.question import (
    Choice,
    Dates,
    Grid,
    ListOf,
    Lookup,
    Number,
    Question,
    Subset,
    Text,
    YesNo,
)
from triage.present.blocks import Line, Point
from triage.present.listing_entries import ListingView
from triage.present.names import question_path


def list_questions(view: ListingView) -> dict[str, Point]:
    """List the questions, those of items and rows after the list or grid they belong to."""
    return dict(_questions(view))


def _questions(view: ListingView) -> Iterator[tuple[str, Point]]:
    for question in view.rulebook.questions.values():
        yield question.id, _question(view, None, question)
        inner = question.domain.item if isinstance(question.domain, ListOf | Grid) else ()
        for each in inner:
            yield f"{question.id}.{each.id}", _question(view, question.id, each)


def _question(view: ListingView, owner: str | None, question: Question) -> Point:
    path = question_path(view.rulebook, owner, question.id)
    title = view.titled(path)
    notes = [Line(_answers(view, path, question), label=view.words.say("book.answers"))]
    if question.asked_when is not None:
        notes.extend(view.when(question.asked_when, "asked_when"))
    if question.any_time:
        notes.append(Line(view.words.say("book.any_time")))
    if question.looked_up:
        notes.append(Line(view.words.say("book.looked_up")))
    if question.off_page:
        notes.append(Line(view.words.say("book.off_page")))
    if question.reason_off_page:
        values = (view.names.value(owner, question, each) for each in question.reason_off_page)
        named = view.words.either(map(str, values))
        notes.append(Line(view.words.say("book.reason_off_page", values=named)))
    notes.extend(_steps(view, owner, question))
    notes.extend(_marks(view, path, question))
    notes.extend(view.text("purpose", f"{path}.purpose"))
    return Point(f"{owner}.{title}" if owner else title, tuple(notes))


def _steps(view: ListingView, owner: str | None, question: Question) -> Iterator[Line]:
    """Yield which way the person can go herself."""
    match question.domain:
        case Choice(ordered=False) | YesNo():
            steps = [str(view.names.value(owner, question, each)) for each in question.steps]
        case _:
            steps = [view.words.say(f"book.steps_{each}") for each in question.steps]
    yield from view.note("steps", view.words.either(steps))


def _marks(view: ListingView, path: str, question: Question) -> Iterator[Line]:
    """Yield what a question concerns and stands close to, and by which values or rows."""
    inner = "rows" if isinstance(question.domain, Grid) else "values"
    for key, marks in (("concerns", question.concerns), ("proxy_of", question.proxy_of)):
        for mark in marks:
            what = view.words.say(f"protected.{mark.characteristic}")
            of = ", ".join(view.names.label(f"{path}.{inner}.{each}") for each in mark.of)
            yield from view.note(key, f"{what} ({of})" if of else what)


def _answers(view: ListingView, path: str, question: Question) -> str:
    say = view.words.say
    match question.domain:
        case Choice(values) | Subset(values):
            listed = ", ".join(
                f"{view.names.label(f'{path}.values.{each}')} ({each})" for each in values
            )
            several = isinstance(question.domain, Subset)
            return say("book.set_of", values=listed) if several else listed
        case YesNo():
            return f"{say('yes')}, {say('no')}"
        case Number(low, high, unit):
            return view.names.with_unit(say("book.from_to", low=low, high=high), path, unit)
        case Dates(start, end):
            return say("book.from_to", low=view.scalar(start), high=view.scalar(end))
        case Lookup(table):
            return say("book.lookup_in", table=table)
        case Text():
            return say("book.free_text")
        case ListOf(low, high):
            return say("book.list_of", low=low, high=high)
        case Grid(rows):
            listed = ", ".join(f"{view.names.label(f'{path}.rows.{row}')} ({row})" for row in rows)
            return say("book.grid_of", rows=listed)
