"""Reading answers: from JSON-like data to checked, filled answers (section 2).

Every answer that does not fit is reported at once, by its path, with what is allowed and the
nearest spelling. Nothing is coerced but `true` and `false` where yes or no is asked, and scalars
of files, which are what their question says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from triage.diagnostics import HIDDEN, MOST_PROBLEMS, Diagnostic, InvalidAssessment, nearest, quoted
from triage.intake.earlier_names import CarriedOver, carried_over
from triage.intake.filling import fill
from triage.intake.labels import (
    Labelled,
    labelled_answer,
    labelled_question,
    labelled_row,
)
from triage.intake.quoting import quoted_answer
from triage.language.reading.plain_data import nth
from triage.language.reading.scalars import whole_number
from triage.model.answer_path import AnswerPath, Element
from triage.model.answers import Answers, AnswerValue, Origin, Source
from triage.model.question import (
    NO,
    REST,
    YES,
    Choice,
    Collection,
    Dates,
    Domain,
    Grid,
    ListOf,
    Lookup,
    Number,
    OpenReason,
    Question,
    Subset,
    Text,
    YesNo,
)
from triage.model.rulebook import Rulebook
from triage.model.written import WrittenNumber, WrittenText

T = TypeVar("T")

_REASONS = {reason.value: reason for reason in (OpenReason.UNKNOWN, OpenReason.DECLINED)}
_COLLECTIONS, _WORDED = (ListOf, Grid), (Choice, YesNo)
_KINDS: Mapping[type[Domain], str] = {
    Choice: "one-of",
    YesNo: "one-of",
    Number: "whole-number-in",
    Dates: "day-in",
    Subset: "list-of",
    Lookup: "row-of",
    Text: "text-as",
    ListOf: "list-of",
    Grid: "list-of",
}
"""What an answer may be, as the messages call it."""
_FLAGS = {"true": YES, "false": NO}
_CARRIED = Origin(Source.CARRIED_OVER)


def read_answers(
    rulebook: Rulebook,
    data: Mapping[str, object],
    as_of: date,
    origins: Mapping[AnswerPath, Origin] | None = None,
) -> Answers:
    """Check answers against the questions of a rulebook and let its tables fill.

    `origins` say where answers came from that were not simply said. What is named as it was called
    before is read by what it is called today, and counts as carried over unless they say otherwise.

    Raises:
        InvalidAssessment: an answer fits no question or domain, something is answered under two of
            its names, or the day leaves a date question without any possible answer; carries a
            diagnostic for each.
    """
    carried = carried_over(rulebook, data)
    reading = _Reading(rulebook, as_of)
    reading.top(carried.answers)
    if reading.problems:
        raise InvalidAssessment(tuple(reading.problems))
    return reading.answers(carried, origins or {})


def read_answer(
    rulebook: Rulebook, question: Question, path: AnswerPath, value: object, as_of: date
) -> AnswerValue:
    """Check one answer that is a value against its question, which is no list and no grid.

    Raises:
        InvalidAssessment: it does not fit.
    """
    reading = _Reading(rulebook, as_of)
    if value is None:
        reading.misfit(question, path, value)
    reading.leaf(question, path, value)
    if reading.problems:
        raise InvalidAssessment(tuple(reading.problems))
    return reading.given[path]


class _Reading:
    def __init__(self, rulebook: Rulebook, as_of: date) -> None:
        self._rulebook = rulebook
        self._as_of = as_of
        self.given: dict[AnswerPath, AnswerValue] = {}
        self._counts: dict[AnswerPath, int] = {}
        self._grids: set[AnswerPath] = set()
        self._reasons: dict[AnswerPath, OpenReason] = {}
        self.problems: list[Diagnostic] = []

    def answers(self, carried: CarriedOver, origins: Mapping[AnswerPath, Origin]) -> Answers:
        filled = fill(self._rulebook, self.given, self._counts)
        grids = frozenset(self._grids)
        if carried.paths:
            every = (*self.given, *self._counts, *self._reasons)
            origins = {**{path: _CARRIED for path in every if carried.has(path)}, **origins}
        return Answers(self.given, filled, self._counts, grids, self._reasons, origins)

    def top(self, data: Mapping[str, object]) -> None:
        for question, domain in self._rulebook.dated:
            first, last = domain.bounds(self._as_of)
            if first > last:
                self._problem("as-of-leaves-no-date", question, as_of=self._as_of.isoformat())
        questions = self._rulebook.questions
        for number, (id_, value) in enumerate(data.items(), start=1):
            asked = questions.get(id_) if type(id_) is str else None
            if asked is None:
                asked = self._named(questions, id_, number)
            if asked is None:
                continue
            if isinstance(asked.domain, _COLLECTIONS):
                self._collection(AnswerPath.of(asked.id), asked.domain, value)
            else:
                self.leaf(asked, AnswerPath.of(asked.id), value)

    def _named(
        self, known: Mapping[str, Question], id_: object, number: int, within: Element | None = None
    ) -> Question | None:
        if not isinstance(id_, str) or id_ not in known:
            near = self._nearest(id_, known)
            place = nth(number) if within is None else f"{within}.{nth(number)}"
            owner = None if within is None else within.owner
            if (labelled := labelled_question(self._rulebook, id_, known, owner)) is not None:
                self._label(place, labelled)
            else:
                self._problem("unknown-question", place, near, name=quoted(id_, near))
            return None
        return known[id_]

    # --- lists and grids

    def _collection(self, path: AnswerPath, domain: Collection, value: object) -> None:
        reason = _reason(value)
        if reason is not None:
            self._all_open(path, domain, reason)
        elif isinstance(domain, ListOf):
            self._list(path, domain, value)
        else:
            self._grid(path, domain, value)

    def _all_open(self, path: AnswerPath, domain: Collection, reason: OpenReason) -> None:
        if isinstance(domain, ListOf):
            self._reasons[path] = reason
        else:
            for row in domain.rows:
                self._row_open(Element(path, row), domain, reason)

    def _row_open(self, row: Element, domain: Grid, reason: OpenReason) -> None:
        self._reasons.update({row.at(question.id): reason for question in domain.item})

    def _list(self, path: AnswerPath, domain: ListOf, value: object) -> None:
        if value is None:
            return
        if not isinstance(value, list | tuple):
            self._problem("answer-not-a-list", path)
            return
        if not domain.min <= len(value) <= domain.max:
            self._problem("wrong-number-of-items", path, count=len(value), allowed=_range(domain))
        self._counts[path] = len(value)
        for position, item in enumerate(value, start=1):
            self._element(Element(path, str(position)), item)

    def _grid(self, grid: AnswerPath, domain: Grid, value: object) -> None:
        if value is None:
            return
        if not isinstance(value, Mapping):
            self._problem("answer-not-a-mapping", grid)
            return
        known = (*domain.rows, REST)
        for number, name in enumerate(value, start=1):
            if not isinstance(name, str) or name not in known:
                near = self._nearest(name, known)
                place, told = f"{grid}.{nth(number)}", quoted(name, near)
                labelled = labelled_row(self._rulebook, name, str(grid), domain)
                if labelled is not None:
                    self._label(place, labelled)
                else:
                    self._problem("unknown-row", place, near, grid=grid, row=told)
        before = len(self.given)
        for row in domain.rows:
            if row in value:
                self._row(domain, Element(grid, row), value[row])
        if REST in value:
            self._row(domain, Element(grid, REST), value[REST])
            others = [row for row in domain.rows if row not in value]
            _spread(self.given, grid, others)
            _spread(self._reasons, grid, others)
        stated_open = any(path.question == grid for path in self._reasons)
        if len(self.given) > before or not stated_open:
            self._grids.add(grid)

    def _row(self, domain: Grid, row: Element, value: object) -> None:
        reason = _reason(value)
        if reason is not None:
            self._row_open(row, domain, reason)
        else:
            self._element(row, value)

    def _element(self, element: Element, value: object) -> None:
        if value is None:
            return
        if not isinstance(value, Mapping):
            self._problem("answer-not-a-mapping", str(element))
            return
        known = self._rulebook.siblings[element.owner]
        for number, (id_, answer) in enumerate(value.items(), start=1):
            question = self._named(known, id_, number, element)
            if question is not None:
                self.leaf(question, element.at(question.id), answer)

    # --- single answers

    def leaf(self, question: Question, path: AnswerPath, value: object) -> None:
        if value is None:
            return
        domain = question.domain
        if type(value) is str and isinstance(domain, _WORDED) and value not in _REASONS:
            if value in domain.values:
                self.given[path] = value  # most answers by far: nothing else is asked of them
            else:
                self.misfit(question, path, value)
            return
        reason = _reason(value)
        if reason is not None:
            self._reasons[path] = reason
            return
        read = self._value(domain, value)
        if read is None:
            self.misfit(question, path, value)
        else:
            self.given[path] = read

    def _value(self, domain: Domain, value: object) -> AnswerValue | None:
        match domain:
            case YesNo() | Choice():
                word = str(value).lower() if isinstance(value, bool) else value
                if isinstance(domain, YesNo) and isinstance(value, bool | WrittenText):
                    word = _FLAGS.get(str(word), word)
                return str(word) if isinstance(word, str) and word in domain.values else None
            case Number(low, high):
                number = _whole(value)
                return number if number is not None and low <= number <= high else None
            case Dates():
                return self._date(domain, value)
            case Subset(values):
                return _subset(values, value)
            case Lookup():
                known = self._keys(domain)
                return str(value) if isinstance(value, str) and value in known else None
            case Text():
                text = value.text if isinstance(value, WrittenNumber) else value
                return str(text) if isinstance(text, str) else None
            case ListOf() | Grid():
                return None

    def _date(self, domain: Dates, value: object) -> date | None:
        try:
            day = date.fromisoformat(value) if isinstance(value, str) else value
        except ValueError:
            return None
        if type(day) is not date or (isinstance(value, str) and value != day.isoformat()):
            return None  # a time of day, or one of the other ways ISO has to write a date
        first, last = domain.bounds(self._as_of)
        return day if first <= day <= last else None

    def _keys(self, domain: Lookup) -> Mapping[str, object]:
        return self._rulebook.tables[domain.table].rows

    # --- reporting

    def misfit(self, question: Question, path: AnswerPath, value: object) -> None:
        """Note that an answer does not fit its question."""
        domain, owner = question.domain, self._rulebook.questions[path.question]
        known = self._rulebook.texts.unsaid.shown(self._allowed_values(domain))
        what = {"kind": _KINDS[type(domain)], "allowed": self._allowed(domain, known)}
        if owner.keep_private or question.keep_private:
            self._problem("wrong-answer", path, value=HIDDEN, **what)
            return
        if (labelled := labelled_answer(self._rulebook, value, path, question)) is not None:
            self._label(path, labelled)
            return
        near = self._nearest(value, (*known, *_REASONS))
        told = quoted_answer(domain, value, known)
        self._problem("wrong-answer", path, near, value=told, **what)

    def _label(self, path: str, labelled: Labelled) -> None:
        label, id_ = labelled
        self._problem("label-for-id", path, id_, name=label, id=id_)

    def _allowed_values(self, domain: Domain) -> tuple[str, ...]:
        match domain:
            case Choice() | YesNo() | Subset():
                return domain.values
            case Lookup():
                return tuple(self._keys(domain))
            case _:
                return ()

    def _allowed(self, domain: Domain, known: tuple[str, ...]) -> str:
        match domain:
            case Number():
                return _range(domain)
            case Dates():
                first, last = domain.bounds(self._as_of)
                return f"{first.isoformat()}..{last.isoformat()}"
            case Subset():
                return f"[{', '.join(known)}]"
            case Lookup(table):
                return f"tables.{table}"
            case Text():
                return "`…`"
            case _:
                return ", ".join(known)

    def _nearest(self, said: object, known: Iterable[str]) -> str | None:
        """Return the nearest name that may be said where a participant reads along."""
        sayable = self._rulebook.texts.unsaid.shown(known)
        return nearest(said, sayable) if isinstance(said, str) else None

    def _problem(self, code: str, path: str, near: str | None = None, **details: str | int) -> None:
        self.problems.append(Diagnostic(code, path=path, details=details, nearest=near))
        if len(self.problems) == MOST_PROBLEMS:
            more = Diagnostic("too-many-problems", details={"limit": MOST_PROBLEMS})
            raise InvalidAssessment((*self.problems, more))


def _spread(said: dict[AnswerPath, T], grid: str, rows: list[str]) -> None:
    """Say of each of these rows what was said of the rest of a grid."""
    rest = Element(grid, REST)
    for path in [path for path in said if path.element == rest]:
        answer = said.pop(path)
        said.update({path.in_row(row): answer for row in rows})


def _whole(value: object) -> int | None:
    if isinstance(value, WrittenText):
        return whole_number(value)
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _reason(value: object) -> OpenReason | None:
    return _REASONS.get(value) if isinstance(value, str) else None


def _subset(values: tuple[str, ...], value: object) -> frozenset[str] | None:
    if isinstance(value, str) or not isinstance(value, list | tuple | set | frozenset):
        return None
    named = all(isinstance(member, str) and member in values for member in value)
    return frozenset(value) if named and len(set(value)) == len(value) else None


def _range(domain: Number | ListOf) -> str:
    return f"{domain.min}..{domain.max}"
