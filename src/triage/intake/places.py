"""Where answers stand, and what may stand there.

The path of a list stands for how many items there are, that of a grid for which rows matter, and
`rest` in place of a row for all rows not named until then.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from triage.diagnostics import HIDDEN, Diagnostic, InvalidAssessment, nearest, quoted
from triage.intake.reading import read_answer
from triage.language.reading.plain_data import nth
from triage.language.reading.scalars import whole_number
from triage.language.reading.yaml_events import ABSENT
from triage.model.answer_path import AnswerPath, Element
from triage.model.answers import AnswerValue
from triage.model.question import (
    REST,
    Collection,
    Domain,
    Grid,
    ListOf,
    OpenReason,
    Question,
    Subset,
)
from triage.model.rulebook import Rulebook
from triage.model.written import WrittenText

Plain = str | int | list[str]
"""An answer as files and JSON hold it."""

REASONS = (OpenReason.UNKNOWN.value, OpenReason.DECLINED.value)


def path_at(rulebook: Rulebook, text: str) -> AnswerPath | None:
    """Return the path a text spells, where the rulebook has a question there; else `None`."""
    with suppress(ValueError):
        path = AnswerPath.parse(text)
        return None if _question_at(rulebook, path) is None else path
    return None


def known_path(rulebook: Rulebook, text: str) -> AnswerPath:
    """Return the path a text spells.

    Raises:
        InvalidAssessment: the rulebook has no question there.
    """
    path = path_at(rulebook, text)
    if path is None:
        raise unknown_question(text, rulebook.texts.unsaid.shown(rulebook.questions))
    return path


def question_at(rulebook: Rulebook, path: AnswerPath) -> Question:
    """Return the question at a path of the rulebook."""
    question = _question_at(rulebook, path)
    assert question is not None
    return question


def _question_at(rulebook: Rulebook, path: AnswerPath) -> Question | None:
    question = rulebook.questions.get(path.question)
    if question is None or path.element is None:
        return question
    domain = question.domain
    if not isinstance(domain, ListOf | Grid) or not _has(domain, path.element):
        return None
    return next((each for each in domain.item if each.id == path.inner), None)


def unknown_question(path: str, known: Iterable[str]) -> InvalidAssessment:
    """Return the error for a path that leads to no question; it names the nearest of `known`."""
    near = nearest(path, known)
    details = {"name": quoted(path, near)}
    return InvalidAssessment((Diagnostic("unknown-question", details=details, nearest=near),))


def _has(domain: Collection, element: Element) -> bool:
    if isinstance(domain, Grid):
        return element.key in (*domain.rows, REST)
    return element.number is not None and element.number <= domain.max


def checked(rulebook: Rulebook, path: AnswerPath, value: object, as_of: date) -> Plain:
    """Return an answer as files hold it.

    Raises:
        InvalidAssessment: the answer does not fit its question.
    """
    question = question_at(rulebook, path)
    if isinstance(value, str) and value in REASONS:
        return str(value)
    match question.domain:
        case ListOf() as domain:
            return _number_of_items(question, domain, value)
        case Grid() as domain:
            return _rows(rulebook, question, domain, value)
        case domain:
            said = plain(domain, read_answer(rulebook, question, path, value, as_of))
            if isinstance(said, str) and said in ABSENT:
                raise _problem("wrong-answer", path, value=HIDDEN, kind="text-as", allowed="`…`")
            return said


def plain(domain: Domain, value: AnswerValue) -> Plain:
    """Return an answer that was read as files hold it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        assert isinstance(domain, Subset)
        return [member for member in domain.values if member in value]
    return int(value) if isinstance(value, int) else worded(value)


def worded(text: str) -> str:
    """Return free text as a file gives it back: without space around it, in lines of one kind."""
    return "\n".join(text.splitlines()).strip()


def _number_of_items(question: Question, domain: ListOf, value: object) -> int:
    count = whole_number(value) if isinstance(value, WrittenText) else value
    allowed = f"{domain.min}..{domain.max}"
    if not isinstance(count, int) or isinstance(count, bool):
        raise misfit(question, "whole-number-in", allowed)
    if not domain.min <= count <= domain.max:
        raise wrong_number(question.id, count, allowed)
    return int(count)


def _rows(rulebook: Rulebook, question: Question, domain: Grid, value: object) -> list[str]:
    if not isinstance(value, list | tuple):
        raise misfit(question, "list-of", f"[{', '.join(domain.rows)}]")
    for number, row in enumerate(value, start=1):
        if not isinstance(row, str) or row not in domain.rows:
            sayable = rulebook.texts.unsaid.shown(domain.rows)
            near = nearest(row, sayable) if isinstance(row, str) else None
            path, told = f"{question.id}.{nth(number)}", quoted(row, near)
            raise _problem("unknown-row", path, near, grid=question.id, row=told)
    return [row for row in domain.rows if row in value]


def wrong_number(owner: str, count: int, allowed: str) -> InvalidAssessment:
    """Make the error for a list that has more or fewer items than are allowed."""
    return _problem("wrong-number-of-items", owner, count=count, allowed=allowed)


def misfit(question: Question, kind: str, allowed: str) -> InvalidAssessment:
    """Make the error for an answer to a list or grid as a whole that does not fit it."""
    return _problem("wrong-answer", question.id, value=HIDDEN, kind=kind, allowed=allowed)


def _problem(
    code: str, path: str, near: str | None = None, **details: str | int
) -> InvalidAssessment:
    return InvalidAssessment((Diagnostic(code, path=path, details=details, nearest=near),))
