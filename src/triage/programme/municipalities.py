"""Many municipalities under one rulebook: which methods fit which, from a table of their answers.

The municipalities stand in the order of the table, the methods in that of the catalogue. Nothing
ranks them: no order, number or share says which of them does better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final, Literal

from pydantic import Field

from triage.diagnostics import Diagnostic, InvalidAssessment, TableError, nearest
from triage.engine import EngineName, Evaluator
from triage.explain.plan import SUGGESTED
from triage.intake.reading import read_answers
from triage.model.cpr import looks_like_cpr
from triage.model.frozen import Document, Frozen
from triage.model.guarantee import Status
from triage.model.outcome import IS_NOT, IsNot, Outcome, RulebookStamp
from triage.model.question import Choice, Number, OpenReason, Question, Subset, YesNo
from triage.model.rulebook import Rulebook, Subject
from triage.model.written import WrittenText
from triage.programme.problems import Problems
from triage.programme.summary import Intervention
from triage.programme.table_read import TableRead
from triage.tables import Columns, read_table

MUNICIPALITIES_SCHEMA: Final = "triage.municipalities/1"
NAME: Final = "municipality"
"""The column that names the municipality, and the table of a database or sheet of a workbook."""

_NONE = "none"
_BETWEEN = re.compile(r"[;,]")
_OPEN = frozenset({OpenReason.UNKNOWN.value, OpenReason.DECLINED.value})


class Fitting(Frozen):
    """What fits one municipality; `perhaps` is what open answers may add."""

    municipality: str
    proposed: tuple[Intervention, ...]
    optional: tuple[Intervention, ...]
    perhaps: tuple[Intervention, ...]
    open: int = Field(description="Answers that are missing and apply, or may")


class Method(Frozen):
    """A method, and how many municipalities it fits."""

    method: Intervention
    proposed: int
    optional: int
    perhaps: int


class Municipalities(Document):
    """Municipalities beside each other. Of the rows that were `read`, `bad_rows` were left out."""

    schema_: Literal["triage.municipalities/1"] = Field(MUNICIPALITIES_SCHEMA, alias="schema")
    is_not: IsNot = IS_NOT
    language: str
    rulebook: RulebookStamp
    title: str
    as_of: date
    read: TableRead
    bad_rows: int
    municipalities: tuple[Fitting, ...]
    methods: tuple[Method, ...]


def compare_municipalities(
    rulebook: Rulebook, file: Path, as_of: date, language: str
) -> tuple[Municipalities, Problems]:
    """Assess every row of a table; return what came of it, and what is wrong with the others.

    Raises:
        TableError: the rulebook is about persons, or the table cannot be read, has columns that are
            no questions, a CPR number for a name, or no row that is left.
        ExtraMissing: reading it takes packages that are not installed.
    """
    if rulebook.subject is not Subject.MUNICIPALITY:
        details = {"name": rulebook.id}
        raise TableError((Diagnostic("not-about-municipalities", details=details),))
    asked = {id_: each for id_, each in rulebook.questions.items() if _fits_a_cell(each)}
    columns = tuple(each for each in asked if each != NAME)
    table = read_table(file, Columns((NAME,), known=columns, ids=(NAME,)), usual=NAME)
    _check_columns(table.columns, columns)
    problems, evaluator = Problems(), Evaluator(rulebook)
    found = dict[str, Outcome]()
    for number, cells in table:
        read = _read(number, cells, table.columns, problems)
        if read is None:
            continue
        name, said = read
        if name in found:
            problems.note(number, NAME, "municipality-twice")
            continue
        answers = {id_: _answer(asked[id_], cell) for id_, cell in said.items()}
        try:
            read_ = read_answers(rulebook, answers, as_of)
            found[name] = evaluator.assess(read_, as_of, EngineName.CHECKED)
        except InvalidAssessment as error:
            for each in error.diagnostics:
                column = next((id_ for id_ in columns if id_ == each.path), NAME)
                problems.note(number, column, "cell-not-an-answer")
    if not found:
        raise TableError(_none_left(table.rows, problems, str(file)))
    fits = tuple(_fitting(name, each, rulebook, language) for name, each in found.items())
    return Municipalities(
        language=language,
        rulebook=rulebook.stamp,
        title=rulebook.texts.get("rulebook.title", language) or rulebook.id,
        as_of=as_of,
        read=TableRead.of(table.rows, table.read_as, 1),
        bad_rows=len(problems.rows),
        municipalities=fits,
        methods=tuple(_methods(fits, rulebook, language)),
    ), problems


# --- what a table holds


def _fits_a_cell(question: Question) -> bool:
    return isinstance(question.domain, Choice | YesNo | Number | Subset)


def _check_columns(columns: Sequence[str], known: Sequence[str]) -> None:
    """Refuse columns that are no questions, by their number: of a bad table, the name is data."""
    wrong = [
        Diagnostic(
            "column-unknown",
            details={"number": number, "columns": ", ".join((NAME, *known))},
            nearest=nearest(each, known),
        )
        for number, each in enumerate(columns, start=1)
        if each and each != NAME and each not in known
    ]
    if wrong:
        raise TableError(wrong)


def _read(
    row: int, cells: Sequence[str], columns: Sequence[str], problems: Problems
) -> tuple[str, Mapping[str, str]] | None:
    """Return the name in a row and its cells that hold anything; nothing where it is no row."""
    if len(cells) != len(columns):
        problems.note(row, columns[min(len(cells), len(columns)) - 1], "cells-in-a-row")
        return None
    filled = {
        name: text for name, cell in zip(columns, cells, strict=True) if (text := cell.strip())
    }
    name = filled.pop(NAME, "")
    if looks_like_cpr(name):
        place: dict[str, str | int] = {"row": row, "table": NAME, "column": NAME}
        raise TableError((Diagnostic("id-like-cpr", details=place),))
    if not name:
        problems.note(row, NAME, "cell-not-an-answer")
        return None
    return name, filled


def _answer(question: Question, cell: str) -> object:
    """Return a cell as a file holds an answer: of a set, its members, or `none` of them."""
    if not isinstance(question.domain, Subset) or cell in _OPEN:
        return WrittenText(cell)
    if cell == _NONE and _NONE not in question.domain.values:
        return []
    return [WrittenText(each.strip()) for each in _BETWEEN.split(cell) if each.strip()]


def _none_left(rows: int, problems: Problems, file: str) -> Iterator[Diagnostic]:
    if rows:
        yield Diagnostic("every-row-left-out", details={"table": file, "count": rows})
    else:
        yield Diagnostic("table-empty", details={"table": file})
    yield from problems.told


# --- what fits


def _fitting(name: str, outcome: Outcome, rulebook: Rulebook, language: str) -> Fitting:
    proposed, optional, perhaps = list[Intervention](), list[Intervention](), list[Intervention]()
    for id_ in rulebook.interventions:
        possible, method = outcome.interventions[id_].possible, _named(id_, rulebook, language)
        if possible == (Status.RECOMMENDED,):
            proposed.append(method)
        elif SUGGESTED.issuperset(possible):
            optional.append(method)
        elif not SUGGESTED.isdisjoint(possible):
            perhaps.append(method)
    return Fitting(
        municipality=name,
        proposed=tuple(proposed),
        optional=tuple(optional),
        perhaps=tuple(perhaps),
        open=len(outcome.open),
    )


def _methods(fits: Sequence[Fitting], rulebook: Rulebook, language: str) -> Iterator[Method]:
    for id_ in rulebook.interventions:
        method = _named(id_, rulebook, language)
        yield Method(
            method=method,
            proposed=sum(method in each.proposed for each in fits),
            optional=sum(method in each.optional for each in fits),
            perhaps=sum(method in each.perhaps for each in fits),
        )


def _named(id_: str, rulebook: Rulebook, language: str) -> Intervention:
    return Intervention(id=id_, label=rulebook.texts.label(f"interventions.{id_}", language))
