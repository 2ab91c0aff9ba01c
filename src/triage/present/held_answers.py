"""Answers as a file holds them, in words: also those that fit no question any more."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from triage.diagnostics import InvalidAssessment
from triage.intake.places import REASONS, path_at, question_at
from triage.intake.reading import read_answer, read_answers
from triage.model.answer_path import AnswerPath
from triage.model.answers import Answers
from triage.model.question import REST, Grid, ListOf, Question
from triage.model.question import Text as FreeText
from triage.model.rulebook import Rulebook
from triage.present.names import Names
from triage.present.wording import Words


@dataclass(frozen=True, slots=True, repr=False)
class HeldAnswer:
    """One answer: what was asked, what stands there, and the question where there still is one."""

    label: str
    text: str
    path: AnswerPath | None = None
    question: Question | None = None
    value: object = None

    @property
    def is_free_text(self) -> bool:
        """Whether it says what somebody wrote: nobody can tell about whom."""
        return self.question is None or isinstance(self.question.domain, FreeText)


class HeldAnswers:
    """Puts the answers of one file into words; what cannot be read stands as it is written."""

    def __init__(
        self, rulebook: Rulebook, answers: Mapping[str, Any], as_of: date, words: Words
    ) -> None:
        """Name items of lists by what `answers` say of them."""
        self._rulebook, self._answers, self._words = rulebook, answers, words
        self._names = Names(rulebook, words)
        self._read = _readable(rulebook, answers, as_of)

    def standing(self, as_of: date) -> Iterator[HeldAnswer]:
        """Yield the answers that stand, in the order of the file."""
        for name, value in self._answers.items():
            for path, said in self._inside(name, value):
                yield self.said(path, said, as_of)

    def said(self, path: str, value: object, as_of: date) -> HeldAnswer:
        """Put one answer into words."""
        at = path_at(self._rulebook, path)
        if at is None:
            return HeldAnswer(path, _as_written(value))
        question = question_at(self._rulebook, at)
        text = self._in_words(at, question, value, as_of)
        return HeldAnswer(self.asked(at), text, at, question, value)

    def asked(self, path: str) -> str:
        """Name a question by its short name; by its path where it is none any more."""
        at = path_at(self._rulebook, path)
        if at is None:
            return path
        if at.row == REST:
            rest = self._words.say(
                "access.other_rows", name=self._names.question(None, at.question)
            )
            return f"{rest}: {self._names.question(*at.place)}"
        return self._names.short(at, self._read)

    def _inside(self, name: str, value: object) -> Iterator[tuple[AnswerPath, object]]:
        """Yield an answer, or of a list or grid those of its items or rows."""
        question = self._rulebook.questions.get(name)
        match question.domain if question else None, value:
            case ListOf(), list() if value and all(isinstance(each, Mapping) for each in value):
                numbered = {str(number): item for number, item in enumerate(value, start=1)}
                yield from _elements(name, numbered)
            case Grid(), Mapping() if all(isinstance(each, Mapping) for each in value.values()):
                yield from _elements(name, value)
            case _:
                yield AnswerPath.of(str(name)), value

    def _in_words(self, path: AnswerPath, question: Question, value: object, as_of: date) -> str:
        if isinstance(value, str) and value in REASONS:
            return self._words.say(value)
        owner, _ = path.place
        with suppress(InvalidAssessment, KeyError, TypeError, ValueError):
            match question.domain:
                case ListOf() if isinstance(value, int):
                    return self._words.number(value)
                case Grid(rows) if isinstance(value, list) and set(value) <= set(rows):
                    named = (self._names.label(f"questions.{path}.rows.{row}") for row in value)
                    return self._words.listed(named) if value else self._words.say("none_of_them")
                case ListOf() | Grid():
                    return _as_written(value)
                case _:
                    read = read_answer(self._rulebook, question, path, value, as_of)
                    return self._names.value(owner, question, read)
        return _as_written(value)


def _elements(name: str, items: Mapping[Any, Any]) -> Iterator[tuple[AnswerPath, object]]:
    for key, item in items.items():
        for inner, value in item.items():
            yield AnswerPath.of(name, str(key), str(inner)), value


def _readable(rulebook: Rulebook, answers: Mapping[str, Any], as_of: date) -> Answers:
    """Return the answers as they are read; none where one of them cannot be."""
    try:
        return read_answers(rulebook, answers, as_of)
    except InvalidAssessment:
        return read_answers(rulebook, {}, as_of)


def _as_written(value: object) -> str:
    """Return what stands in a file on one line."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
