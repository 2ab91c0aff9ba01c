"""Which constructs stand in the questions, tables and parameters of a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.strategies.census_conditions import ConditionCensus
from tests.strategies.names import Names
from tests.strategies.shape import COLLECTIONS, Document, Shape

KINDS = ("choice", "scale", "yes_no", "number", "date", "set", "lookup", "text")
FILLED = ("choice", "scale", "yes_no", "number", "date", "set")

QUESTION_CONSTRUCTS = frozenset(
    [f"question: {kind}" for kind in (*KINDS, *COLLECTIONS)]
    + [f"question in a {where}: {kind}" for where in COLLECTIONS for kind in KINDS]
    + [f"values as {form}" for form in ("ids", "labels", "texts", "those of another question")]
    + ["from as_of", "to as_of", "list with a least length", "two collections ask the same"]
    + ["two collections ask other things by the same name"]
    + [f"question {key}" for key in ("factor", "changeable", "steps", "keep_private")]
    + ["question programme_only"]
    + ["question any_time"]
    + ["question used_for"]
    + [f"asked_when: {what}" for what in ("question", "list", "grid", "in a list", "in a grid")]
    + [f"asked_when: {what}" for what in ("lookup", "stated question", "chained", "three deep")]
    + [f"asked_when tests: {what}" for what in ("later in the file", "cell", "row", "list")]
    + ["table: cell", "table: null cell", "table: no cell", "table: info", "table: label"]
    + ["table: code", "table: without columns", "table: key", "table: of two lookups"]
    + ["two lookups beside each other"]
    + [f"fill: {kind}" for kind in FILLED]
    + ["fill of a question with asked_when"]
    + [f"parameter: {kind}" for kind in ("number", "value", "date")]
)


class QuestionCensus:
    """Counts the constructs of what is asked."""

    def __init__(self, counts: Counter[str], document: Document, shape: Shape) -> None:
        self.counts = counts
        self._document = document
        self._shape = shape

    def count(self, names: Names) -> None:
        """Count everything about questions, tables and parameters."""
        conditions = ConditionCensus(self.counts)
        for where, name, body in self._asked():
            self._question(where, name, body)
            if "asked_when" in body:
                owner = where if where in self._shape.questions else ""
                within = names.within(owner) if owner else names
                conditions.condition(body["asked_when"], within)
                self._asked_when(owner, name, body)
        self._twins()
        self._tables()
        for its in self._document.get("parameters", {}).values():
            kind = "number" if "min" in its else "value" if "values" in its else "date"
            self.counts[f"parameter: {kind}"] += 1

    def _asked(self) -> Iterator[tuple[str, str, Document]]:
        for name, body in self._document["questions"].items():
            yield "", name, body
            for inner, its in body.get("item", {}).items():
                yield name, inner, its

    def _question(self, owner: str, _name: str, body: Document) -> None:
        kind = body["kind"]
        where = f"question in a {self._shape.questions[owner].kind}" if owner else "question"
        self.counts[f"{where}: {kind}"] += 1
        for key in ("factor", "changeable", "steps", "keep_private", "programme_only", "used_for"):
            self.counts[f"question {key}"] += key in body
        self.counts["question any_time"] += "any_time" in body
        for key in ("from", "to"):
            self.counts[f"{key} as_of"] += body.get(key) == "as_of"
        self.counts["list with a least length"] += kind == "list" and body.get("min", 0) > 0
        if "values_of" in body:
            self.counts["values as those of another question"] += 1
        elif "values" in body:
            self.counts[f"values as {_form(body['values'])}"] += 1

    def _asked_when(self, owner: str, name: str, body: Document) -> None:
        kind = body["kind"]
        where = f"in a {self._shape.questions[owner].kind}" if owner else "question"
        self.counts[f"asked_when: {kind if kind in COLLECTIONS else where}"] += 1
        self.counts["asked_when: lookup"] += kind == "lookup"
        self.counts["asked_when: stated question"] += (owner, name) in self._shape.stated
        used = list(named(body["asked_when"]))
        self.counts["asked_when tests: cell"] += any("." in its for its in used)
        self.counts["asked_when tests: row"] += "row" in used
        self.counts["asked_when tests: list"] += any(self._kind(its) == "list" for its in used)
        order = list(self._document["questions"])
        if not owner:
            later = order[order.index(name) :]
            self.counts["asked_when tests: later in the file"] += any(its in later for its in used)
        deep = self._depth(body)
        self.counts["asked_when: chained"] += deep > 1
        self.counts["asked_when: three deep"] += deep > 2

    def _kind(self, name: str) -> str:
        asked = self._shape.questions.get(name)
        return asked.kind if asked else ""

    def _depth(self, body: Document) -> int:
        """Count the questions at the top that wait for each other."""
        if "asked_when" not in body:
            return 0
        bodies = self._document["questions"]
        used = {its.split(".")[0] for its in named(body["asked_when"])} & set(bodies)
        return 1 + max((self._depth(bodies[its]) for its in used), default=0)

    def _twins(self) -> None:
        items = [its["item"] for its in self._document["questions"].values() if "item" in its]
        for place, item in enumerate(items):
            for other in items[:place]:
                if item == other:
                    self.counts["two collections ask the same"] += 1
                elif any(item[name] != other[name] for name in item.keys() & other.keys()):
                    self.counts["two collections ask other things by the same name"] += 1

    def _tables(self) -> None:
        for its in self._shape.tables.values():
            columns = its.get("columns", [])
            self.counts["table: info"] += "info" in its
            self.counts["table: key"] += "key" in its
            self.counts["table: without columns"] += not columns
            for row in its["rows"].values():
                for column in columns:
                    self.counts[f"table: {_cell(row, column)}"] += 1
                self.counts["table: label"] += "label" in row
                self.counts["table: code"] += "code" in row
        self._fills()

    def _fills(self) -> None:
        lookups = Counter(body["table"] for _, _, body in self._asked() if body["kind"] == "lookup")
        self.counts["table: of two lookups"] += any(count > 1 for count in lookups.values())
        beside = sum(its.kind == "lookup" for its in self._shape.questions.values())
        self.counts["two lookups beside each other"] += beside > 1
        for owner, column in self._shape.fills:
            filled = self._shape.item(owner)[column]
            self.counts[f"fill: {filled.kind}"] += 1
            self.counts["fill of a question with asked_when"] += filled.asked_when is not None


def _form(values: Any) -> str:
    if isinstance(values, list):
        return "ids"
    return "texts" if any(isinstance(its, dict) for its in values.values()) else "labels"


def _cell(row: Document, column: str) -> str:
    if column not in row:
        return "no cell"
    return "null cell" if row[column] is None else "cell"


def named(condition: Any) -> Iterator[str]:
    """Yield every key and text in a condition, the names of what it tests among them."""
    if isinstance(condition, dict):
        for name, its in condition.items():
            yield name
            yield from named(its)
    elif isinstance(condition, list):
        for part in condition:
            yield from named(part)
    elif isinstance(condition, str):
        yield condition
