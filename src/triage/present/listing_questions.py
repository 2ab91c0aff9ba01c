"""The listing of what is asked: questions with their answers, parameters, tables."""

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
from triage.model.rulebook import Parameter
from triage.present.blocks import Line, Point
from triage.present.listing_view import ListingView
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
    notes.extend(view.text("purpose", f"{path}.purpose"))
    return Point(f"{owner}.{title}" if owner else title, tuple(notes))


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


def list_parameters(view: ListingView) -> dict[str, Point]:
    """List what a local office may tune, and how far."""
    return {id_: _parameter(view, each) for id_, each in view.rulebook.parameters.items()}


def _parameter(view: ListingView, parameter: Parameter) -> Point:
    path = f"parameters.{parameter.id}"
    value = view.names.with_unit(view.scalar(parameter.value), path, parameter.unit)
    notes = [*view.text("means", f"{path}.means")]
    notes.extend(view.note("allowed", _allowed(view, parameter)))
    return Point(f"{parameter.id}: {value}", tuple(notes))


def _allowed(view: ListingView, parameter: Parameter) -> str | None:
    if parameter.values:
        return ", ".join(parameter.values)
    low = parameter.min if parameter.min is not None else parameter.start
    high = parameter.max if parameter.max is not None else parameter.end
    if low is None or high is None:
        return None
    return view.words.say("book.from_to", low=view.scalar(low), high=view.scalar(high))


def list_tables(view: ListingView) -> dict[str, Point]:
    """List the reference tables by their size and the questions they answer."""
    return {
        table.id: Point(
            view.titled(f"tables.{table.id}"),
            (
                Line(view.words.count("book.rows", len(table.rows))),
                *view.note("fills", ", ".join(table.columns)),
            ),
        )
        for table in view.rulebook.tables.values()
    }
