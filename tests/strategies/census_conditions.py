"""Which constructs of the language stand in a condition."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import Any

from tests.strategies.names import Names
from tests.strategies.shape import COLLECTIONS, Document, Subject

ORDERS = ("at_least", "at_most", "more_than", "less_than")
VALUE_FORMS = ("value", "values", "not value", "not values")
ORDERED_FORMS = (*VALUE_FORMS, *ORDERS, "several")
SET_FORMS = (
    "includes",
    "includes_any",
    "includes_all",
    "excludes value",
    "excludes values",
    "count",
)
DATE_FORMS = ("before", "on_or_after", "months_ago", "years_ago")
ITEM_FORMS = ("some", "every", "none", "count", "count of", "count distinct", "count distinct of")
FORMS = {
    "choice": VALUE_FORMS,
    "yes_no": VALUE_FORMS,
    "row": VALUE_FORMS,
    "typology": VALUE_FORMS,
    "yes_no finding": VALUE_FORMS,
    "scale": ORDERED_FORMS,
    "number": ORDERED_FORMS,
    "scale finding": ORDERED_FORMS,
    "scale extreme": ORDERED_FORMS,
    "date": (*DATE_FORMS, "several"),
    "set": (*SET_FORMS, "several"),
    "list": (*ITEM_FORMS, "several"),
    "grid": (*ITEM_FORMS, "several"),
}
COMPARED = ("choice", "yes_no", "scale", "number")

CONDITION_CONSTRUCTS = frozenset(
    [f"test of {kind}: {form}" for kind, forms in FORMS.items() for form in forms]
    + [f"cell: {kind}" for kind in ("choice", "yes_no", "scale", "number", "date", "set")]
    + ["cell: yes_no finding", "cell: scale finding"]
    + [f"number test: {form}" for form in ORDERED_FORMS]
    + [
        f"applies {answer}: {where}"
        for answer, where in product(
            ("yes", "no"), ("question", "list", "grid", "item", "cell", "extreme", "typology")
        )
    ]
    + [f"question beside {kind}: equal" for kind in COMPARED]
    + [f"question beside {kind}: not" for kind in COMPARED]
    + [f"question beside {kind}: {order}" for kind in ("scale", "number") for order in ORDERS]
    + [f"question beside: {how}" for how in ("item and item", "item and top", "cell", "top")]
    + [f"$ beside {kind}" for kind in ("choice", "yes_no", "scale", "number", "row", "typology")]
    + ["$ beside date", "$ beside set", "$ among values", "$ in a number test", "$ beside finding"]
    + ["before as_of", "on_or_after as_of", "number as text", "number outside its range"]
    + ["all", "any", "not", "empty condition", "not in not", "quantifier in quantifier"]
    + ["top level inside an item", "for_each finding inside an item"]
)


class ConditionCensus:
    """Counts the constructs of conditions into a counter."""

    def __init__(self, counts: Counter[str]) -> None:
        self.counts = counts

    def condition(self, condition: Document, names: Names, inside: str = "") -> None:
        """Count what stands in a condition; `inside` is what it stands under."""
        if not condition:
            self.counts["empty condition"] += 1
        for name, its in condition.items():
            if name in ("all", "any"):
                self.counts[name] += 1
                for part in its:
                    self.condition(part, names, inside)
            elif name == "not":
                self.counts["not in not" if inside == "not" else "not"] += 1
                self.condition(its, names, "not")
            else:
                self.entry(name, its, names, inside)

    def entry(self, name: str, its: Any, names: Names, inside: str = "") -> None:
        """Count one entry: what is tested, and how."""
        subject = names.subject(name)
        self._where(name, subject, names)
        if isinstance(its, dict) and "applies" in its:
            self.counts[f"applies {its['applies']}: {_applying(name, subject, names)}"] += 1
        elif subject.kind in COLLECTIONS:
            if inside == "quantifier":
                self.counts["quantifier in quantifier"] += 1
            self._over_items(name, its, subject.kind, names)
        elif subject.kind == "date":
            self._date(its)
        elif subject.kind == "set":
            self._set(its)
        else:
            self._single(its, subject, names)

    def _where(self, name: str, subject: Subject, names: Names) -> None:
        if "." in name:
            self.counts[f"cell: {_kind(subject)}"] += 1
        elif names.collection and name not in names.inner:
            self.counts["top level inside an item"] += 1
        elif names.collection and subject.source == "finding":
            self.counts["for_each finding inside an item"] += 1

    def _several(self, kind: str, its: Any) -> None:
        if isinstance(its, dict) and len(its) > 1:
            self.counts[f"test of {kind}: several"] += 1

    def _single(self, its: Any, subject: Subject, names: Names) -> None:
        kind = _kind(subject)
        self._several(kind, its)
        for form, operand in _forms(its):
            self.counts[f"test of {kind}: {form}"] += 1
            self._operand(form, operand, subject, names)

    def _operand(self, form: str, operand: Any, subject: Subject, names: Names) -> None:
        for each in operand if isinstance(operand, list) else [operand]:
            if isinstance(each, dict):
                self._other(form, each["question"], subject, names)
            elif subject.kind == "number":
                self._number(each, subject)
            if _is_parameter(each):
                found = subject.source in ("finding", "extreme")
                self.counts["$ beside finding" if found else f"$ beside {subject.kind}"] += 1
                self.counts["$ among values"] += isinstance(operand, list)

    def _number(self, operand: Any, subject: Subject) -> None:
        if not _is_parameter(operand):
            self.counts["number as text"] += isinstance(operand, str)
            inside = subject.low <= int(operand) <= subject.high
            self.counts["number outside its range"] += not inside

    def _other(self, form: str, other: str, subject: Subject, names: Names) -> None:
        form = {"value": "equal", "not value": "not"}.get(form, form)
        self.counts[f"question beside {subject.kind}: {form}"] += 1
        if "." in other:
            how = "cell"
        elif subject.name not in names.inner:
            how = "top"
        else:
            how = "item and item" if other in names.inner else "item and top"
        self.counts[f"question beside: {how}"] += 1

    def _number_test(self, its: Any) -> None:
        if isinstance(its, dict) and len(its) > 1:
            self.counts["number test: several"] += 1
        for form, operand in _forms(its):
            self.counts[f"number test: {form}"] += 1
            listed = operand if isinstance(operand, list) else [operand]
            self.counts["$ in a number test"] += any(map(_is_parameter, listed))

    def _date(self, its: Document) -> None:
        self._several("date", its)
        for form, operand in its.items():
            self.counts[f"test of date: {form}"] += 1
            if form in ("months_ago", "years_ago"):
                self._number_test(operand)
            elif operand == "as_of":
                self.counts[f"{form} as_of"] += 1
            else:
                self.counts["$ beside date"] += _is_parameter(operand)

    def _set(self, its: Document) -> None:
        self._several("set", its)
        for form, operand in its.items():
            many = isinstance(operand, list)
            excluded = "excludes values" if many else "excludes value"
            self.counts[f"test of set: {excluded if form == 'excludes' else form}"] += 1
            if form == "count":
                self._number_test(operand)
            else:
                listed = operand if many else [operand]
                self.counts["$ beside set"] += any(map(_is_parameter, listed))

    def _over_items(self, name: str, its: Document, kind: str, names: Names) -> None:
        self._several(kind, its)
        within = names.within(name)
        for form, part in its.items():
            if form != "count":
                self.counts[f"test of {kind}: {form}"] += 1
                self.condition(part, within, "quantifier")
                continue
            said = [key for key in ("distinct", "of") if isinstance(part, dict) and key in part]
            self.counts[" ".join([f"test of {kind}: count", *said])] += 1
            test = part
            if said:
                test = {key: each for key, each in part.items() if key not in said}
            self._number_test(test)
            if "of" in said:
                self.condition(part["of"], within, "quantifier")


def _kind(subject: Subject) -> str:
    found = subject.source in ("finding", "extreme")
    return f"{subject.kind} {subject.source}" if found else subject.kind


def _applying(name: str, subject: Subject, names: Names) -> str:
    if subject.source in ("cell", "extreme", "typology"):
        return subject.source
    if name in names.inner:
        return "item"
    return subject.kind if subject.kind in COLLECTIONS else "question"


def _forms(its: Any) -> list[tuple[str, Any]]:
    """Return the form and right-hand side of each part of a test of one value."""
    if isinstance(its, list):
        return [("values", its)]
    if not isinstance(its, dict) or "question" in its:
        return [("value", its)]
    return [_entry_form(form, operand) for form, operand in its.items()]


def _entry_form(form: str, operand: Any) -> tuple[str, Any]:
    if form == "not":
        return ("not values" if isinstance(operand, list) else "not value"), operand
    return form, operand


def _is_parameter(operand: Any) -> bool:
    return isinstance(operand, str) and operand.startswith("$")
