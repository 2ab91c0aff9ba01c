"""The goals on the page: as they were said, with what the table of jobs advises at each.

A set of kinds of work is goals too: what is said yes to, and not no to.
"""

from __future__ import annotations

from collections.abc import Iterator

from triage.explain.answered import elements
from triage.model.answer_path import AnswerPath, Element
from triage.model.question import PAGE, ListOf, Lookup, Question, Subset, Text
from triage.present.blocks import Block, Line, labelled
from triage.present.view import View


def goal_lines(view: View) -> Iterator[Block]:
    """Yield what the person goes for, and below it the advice for each job that has one."""
    named: list[str] = []
    advised: list[str] = []
    for question_id in view.rulebook.page.get("goals", ()):
        question = view.rulebook.questions[question_id]
        if question.keep_private:
            continue
        if isinstance(question.domain, Subset):
            named += _kinds(view, question)
            continue
        for element in elements(question, view.answers):
            goal = _goal(view, question, element)
            named += [goal] if goal else []
            advised += _advice(view, question, element)
    if named:
        yield Line("; ".join(named), label=view.words.say("page.goals"))
    if advised:
        yield Line(" ".join(advised))


def goals_told(view: View) -> Iterator[str]:
    """Yield each goal as it was said, else by its name in the table; no codes, for the ear."""
    for question_id in view.rulebook.page.get("goals", ()):
        question = view.rulebook.questions[question_id]
        if question.keep_private:
            continue
        if isinstance(question.domain, Subset):
            yield from _kinds(view, question)
        for element in elements(question, view.answers):
            if goal := _title(view, question, element) or _row(view, question, element):
                yield goal


def _title(view: View, collection: Question, element: Element) -> str:
    asked = (each for each in _inner(collection) if _is_for_pages(each) and not each.keep_private)
    said = (view.answers.value(element.at(each.id)) for each in asked)
    return ", ".join(str(each) for each in said if each is not None)


def _row(view: View, collection: Question, element: Element) -> str:
    asked = (each for each in _inner(collection) if not each.keep_private)
    tables = ((each.id, each.domain) for each in asked if isinstance(each.domain, Lookup))
    rows = ((domain.table, view.answers.value(element.at(id_))) for id_, domain in tables)
    named = (view.names.label(f"tables.{table}.rows.{row}") for table, row in rows if row)
    return ", ".join(named)


def _kinds(view: View, question: Question) -> list[str]:
    """Return the members of a set that no set of what is declined holds, in their order."""
    said = view.answers.value(AnswerPath.of(question.id))
    if not (isinstance(said, frozenset) and isinstance(question.domain, Subset)):
        return []
    declined: set[object] = set()
    for other in view.rulebook.page.get("not_goals", ()):
        value = view.answers.value(AnswerPath.of(other))
        declined |= value if isinstance(value, frozenset) else set()
    label = view.names.value
    left = (each for each in question.domain.values if each in said and each not in declined)
    return [label(None, question, frozenset({each})) for each in left]


def _goal(view: View, collection: Question, element: Element) -> str:
    """Return a goal as it was said, then by its entry in the reference table."""
    said: list[str] = []
    for question in _inner(collection):
        value = view.answers.value(element.at(question.id))
        if value is None or question.keep_private:
            continue
        if isinstance(question.domain, Lookup) or _is_for_pages(question):
            said.append(view.names.value(collection.id, question, value))
    return ", ".join(dict.fromkeys(said))


def _advice(view: View, collection: Question, element: Element) -> Iterator[str]:
    for question in _inner(collection):
        row = view.answers.value(element.at(question.id))
        if not isinstance(question.domain, Lookup) or row is None or question.keep_private:
            continue
        table = view.rulebook.tables[question.domain.table]
        path = f"tables.{table.id}.rows.{row}"
        text = view.names.text(f"{path}.{table.advice}") if table.advice else None
        if text:
            yield labelled(view.names.text(f"{path}.label") or str(row), f"{text.rstrip('. ')}.")


def _inner(collection: Question) -> tuple[Question, ...]:
    return collection.domain.item if isinstance(collection.domain, ListOf) else ()


def _is_for_pages(question: Question) -> bool:
    return isinstance(question.domain, Text) and PAGE in question.used_for
