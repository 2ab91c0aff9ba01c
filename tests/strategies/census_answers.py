"""Which constructs stand in answers, and how the day they are evaluated for lies."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from tests.strategies.answers import HOW_OPEN, RandomAssessment
from tests.strategies.census_questions import KINDS
from tests.strategies.completions import Given, most_completions
from tests.strategies.places import Path
from tests.strategies.shape import COLLECTIONS, Document, Shape, Subject, bounds

OPEN = ("absent", "unknown", "declined")
DAYS = ("before", "first day", "between", "last day", "after")

ANSWER_CONSTRUCTS = frozenset(
    [f"assessment: {how}" for how in HOW_OPEN]
    + [f"answer: {kind}" for kind in (*KINDS, *COLLECTIONS)]
    + [f"answer in a {where}: {kind}" for where in COLLECTIONS for kind in KINDS]
    + [f"{how}: {where}" for how in OPEN for where in (*COLLECTIONS, "row", "question", "item")]
    + [f"{how}: cell" for how in OPEN]
    + ["rest", "rest beside rows", "rest: open", "rest: cells", "row answered with nothing"]
    + [
        "list of none",
        "list of one",
        "list of two",
        "item answered with nothing",
        "grid of nothing",
    ]
    + ["set of none", "set of some", "set of all", "true or false", "date as a date"]
    + [f"date answered: {where}" for where in ("first", "last", "as_of", "same day of the month")]
    + ["as_of: leap day", "as_of: end of month", "as_of: first of month"]
    + ["filled", "filled in an item", "filled, unknown", "answered otherwise than the table"]
    + ["stated finding", "lookup without a fill", "certainly no completion"]
    + [f"completions: {some}" for some in ("one", "up to ten", "up to a hundred", "more")]
    + [f"{what} at as_of: {where}" for what in ("rulebook", "law") for where in DAYS]
)


class AnswerCensus:
    """Counts the constructs of an assessment."""

    def __init__(self, counts: Counter[str], shape: Shape, drawn: RandomAssessment) -> None:
        self.counts = counts
        self._shape = shape
        self._drawn = drawn
        self._given = Given(shape, drawn.answers)

    def count(self, document: Document) -> None:
        """Count everything about the answers, the day, and both beside the rulebook."""
        self.counts[f"assessment: {self._drawn.how_open}"] += 1
        for name, asked in self._shape.questions.items():
            self._answer(asked, (name,), self._drawn.answers.get(name))
        self._day()
        self._completions()
        self._validity("rulebook", document["rulebook"])
        for rule in _laws(document):
            self._validity("law", rule)

    def _answer(self, asked: Subject, path: Path, answer: Any) -> None:
        where, place = _where(self._shape, asked, path)
        self._table(path, answer)
        if answer is None or answer in OPEN:
            self.counts[f"{answer or 'absent'}: {place}"] += 1
            return
        self.counts[f"answer{where}: {asked.kind}"] += 1
        owner = str(path[0]) if len(path) > 1 else ""
        self.counts["stated finding"] += (owner, asked.name) in self._shape.stated
        if asked.kind == "list":
            self.counts[f"list of {('none', 'one', 'two')[len(answer)]}"] += 1
            for key, item in enumerate(answer):
                self.counts["item answered with nothing"] += not item
                self._part(asked, key, item)
        elif asked.kind == "grid":
            self._grid(asked, answer)
        else:
            self._value(asked, answer)

    def _grid(self, asked: Subject, answer: dict[str, Any]) -> None:
        self.counts["grid of nothing"] += not answer
        if "rest" in answer:
            self.counts["rest"] += 1
            self.counts["rest beside rows"] += len(answer) > 1
            self.counts["rest: cells" if isinstance(answer["rest"], dict) else "rest: open"] += 1
        for row in asked.rows:
            said = answer.get(row, answer.get("rest"))
            if isinstance(said, dict):
                self.counts["row answered with nothing"] += not said
                self._part(asked, row, said)
            else:
                self.counts[f"{said or 'absent'}: row"] += 1

    def _part(self, collection: Subject, key: str | int, answers: dict[str, Any]) -> None:
        for name, asked in collection.item.items():
            self._answer(asked, (collection.name, key, name), answers.get(name))

    def _value(self, asked: Subject, answer: Any) -> None:
        if asked.kind == "set":
            full = len(answer) == len(asked.values)
            self.counts[f"set of {'all' if full else 'some' if answer else 'none'}"] += 1
        self.counts["true or false"] += isinstance(answer, bool)
        if asked.kind == "date":
            self._date(asked, answer)

    def _date(self, asked: Subject, answer: Any) -> None:
        self.counts["date as a date"] += isinstance(answer, date)
        day = answer if isinstance(answer, date) else date.fromisoformat(answer)
        as_of = self._drawn.as_of
        first, last = bounds(asked, as_of)
        self.counts["date answered: first"] += day == first
        self.counts["date answered: last"] += day == last
        self.counts["date answered: as_of"] += day == as_of
        self.counts["date answered: same day of the month"] += day.day == as_of.day

    def _table(self, path: Path, answer: Any) -> None:
        """Count what a table says where it is heard, and where it is not."""
        if self._given.fill(path) is None:
            return
        if answer is None or answer in OPEN:
            self.counts["filled" if len(path) == 1 else "filled in an item"] += 1
            self.counts["filled, unknown"] += answer is not None
        else:
            self.counts["answered otherwise than the table"] += answer != self._given.fill(path)

    def _day(self) -> None:
        day = self._drawn.as_of
        self.counts["as_of: leap day"] += (day.month, day.day) == (2, 29)
        self.counts["as_of: end of month"] += (day + timedelta(1)).day == 1
        self.counts["as_of: first of month"] += day.day == 1

    def _completions(self) -> None:
        most = most_completions(self._shape, self._drawn.answers, self._drawn.as_of)
        if most == 0:
            self.counts["certainly no completion"] += 1
            return
        bounded = ((1, "one"), (10, "up to ten"), (100, "up to a hundred"))
        some = next((word for limit, word in bounded if most <= limit), "more")
        self.counts[f"completions: {some}"] += 1
        lookups = {lookup for lookup, _ in self._shape.fills.values()}
        given = [its for its in self._drawn.answers if its in self._shape.questions]
        kinds = {its: self._shape.questions[its].kind for its in given}
        self.counts["lookup without a fill"] += any(
            kind == "lookup" and name not in lookups for name, kind in kinds.items()
        )

    def _validity(self, what: str, body: Document) -> None:
        if "valid_from" in body or "valid_to" in body:
            as_of = self._drawn.as_of.isoformat()
            where = _between(body.get("valid_from"), body.get("valid_to"), as_of)
            self.counts[f"{what} at as_of: {where}"] += 1


def _between(first: str | None, last: str | None, day: str) -> str:
    if first is not None and day <= first:
        return "first day" if day == first else "before"
    if last is not None and day >= last:
        return "last day" if day == last else "after"
    return "between"


def _where(shape: Shape, asked: Subject, path: Path) -> tuple[str, str]:
    """Say where a question stands, for its answer and for it being open."""
    if len(path) == 1:
        return "", asked.kind if asked.kind in COLLECTIONS else "question"
    kind = shape.questions[str(path[0])].kind
    return f" in a {kind}", "cell" if kind == "grid" else "item"


def _laws(document: Document) -> list[Document]:
    body = document.get("availability", [])
    rules: list[Document] = body if isinstance(body, list) else body.get("rules", [])
    return rules
