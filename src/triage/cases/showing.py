"""What the lines of a case file may show: keys, and answers to public questions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from triage.cases.case_words import CASE_KEYS, NOTE_KEYS, STEP_KEYS, words_of
from triage.diagnostics import Span, quoted_day, quoted_number
from triage.language.reading.nodes import (
    Node,
    ScalarNode,
    SequenceNode,
    SourceText,
    entries_of,
)
from triage.language.reading.scalars import iso_day, yes_or_no
from triage.model.question import (
    REST,
    Choice,
    Dates,
    Domain,
    Grid,
    ListOf,
    Lookup,
    Number,
    Question,
    Subset,
    YesNo,
)
from triage.model.rulebook import Rulebook

_Shown = Iterator[ScalarNode]
_KEY = re.compile(r"^[ \t]*(?:- +)?([\w-]+)[ \t]*:(?=\s|\Z)", re.ASCII | re.MULTILINE)


def shown_in(root: Node, rulebook: Rulebook | None) -> Iterator[Span]:
    """Return the places that may be shown; without a rulebook, no answer is among them."""
    return (node.span for node in _shown(root, rulebook) if _is_written_alone(node))


def _is_written_alone(node: ScalarNode) -> bool:
    """Say whether a word stands as it is, without an anchor, a tag or signs for signs."""
    written = "" if isinstance(node.within, Span) else node.within.text[node.start : node.end]
    return written.strip("'\"") == node.text


def _shown(root: Node, rulebook: Rulebook | None) -> _Shown:
    questions = rulebook.questions if rulebook else {}
    for key, value in entries_of(root):
        if key.text in CASE_KEYS or key.text in questions:
            yield key
        match key.text:
            case "answers" if rulebook is not None:
                yield from _answers(value, rulebook)
            case "history" | "notes":
                yield from _conversation(value)
            case "expect":
                yield from _words(value, words_of(rulebook))
            case "as_of" if isinstance(value, ScalarNode) and iso_day(value.text or ""):
                yield value


def shown_keys(source: SourceText, words: Collection[str]) -> Iterator[Span]:
    """Return the keys that begin a line: all that may be shown of a text that is not YAML."""
    for key in _KEY.finditer(source.text):
        if key[1] in words:
            yield source.span(key.start(1), key.end(1))


def _conversation(node: Node) -> _Shown:
    for item in _items(node):
        for key, value in entries_of(item):
            if key.text in STEP_KEYS or key.text in NOTE_KEYS:
                yield key
            if key.text == "on" and isinstance(value, ScalarNode) and iso_day(value.text or ""):
                yield value


def _words(node: Node, words: Collection[str]) -> _Shown:
    """Return where words stand that may be shown wherever they are: nothing here is an answer."""
    for key, value in entries_of(node):
        yield from _words(key, words)
        yield from _words(value, words)
    for item in _items(node):
        yield from _words(item, words)
    if isinstance(node, ScalarNode) and node.text in words:
        yield node


def _answers(node: Node, rulebook: Rulebook) -> _Shown:
    for key, value in entries_of(node):
        question = rulebook.questions.get(key.text or "")
        if question is not None:
            yield key
            yield from _answer(value, question, rulebook, is_private=question.keep_private)


def _answer(node: Node, question: Question, rulebook: Rulebook, is_private: bool) -> _Shown:
    match question.domain:
        case ListOf(item=item):
            for each in _items(node):
                yield from _inside(each, item, rulebook, is_private)
        case Grid(rows, item):
            for key, value in entries_of(node):
                if key.text in (*rows, REST):
                    yield key
                    yield from _inside(value, item, rulebook, is_private)
        case domain if not is_private:
            scalars = _items(node) if isinstance(domain, Subset) else (node,)
            for each in scalars:
                if isinstance(each, ScalarNode) and _is_answer(each.text or "", domain, rulebook):
                    yield each


def _inside(node: Node, item: tuple[Question, ...], rulebook: Rulebook, is_private: bool) -> _Shown:
    known = {question.id: question for question in item}
    for key, value in entries_of(node):
        question = known.get(key.text or "")
        if question is not None:
            yield key
            hidden = is_private or question.keep_private
            yield from _answer(value, question, rulebook, is_private=hidden)


def _is_answer(text: str, domain: Domain, rulebook: Rulebook) -> bool:
    """Say whether a public question may have this answer, going by its kind; never a text's."""
    match domain:
        case Choice() | Subset():
            return text in domain.values
        case YesNo():
            return yes_or_no(text) is not None
        case Lookup(table):
            return text in rulebook.tables[table].rows
        case Number():
            return quoted_number(text) == text
        case Dates():
            return quoted_day(text) == text
        case _:
            return False


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, SequenceNode) else ()
