"""What embedders hand over (answers, a day, seconds, limits), taken as what it is or refused."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import date, datetime
from os import PathLike
from sys import float_info
from typing import Any

from pydantic import ValidationError

from triage.cases.case_file import read_case
from triage.diagnostics import Diagnostic, InvalidAssessment, TriageError, quoted_day
from triage.diagnostics.arguments import path_argument, wrong_argument
from triage.intake.built_in import answers_as_built_in, day_in, text_in
from triage.model.assessment import Assessment
from triage.model.limits import Limits
from triage.model.rulebook import Rulebook

Answers = Mapping[str, Any] | Assessment | str | PathLike[str]
"""Answers by question id, an assessment, or the path of a file that holds one."""


def seconds_argument(value: object) -> float | None:
    """Return a number of seconds as it was handed over.

    Raises:
        TriageError: it is no number above 0.
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise wrong_argument(value, "most_seconds", "float", "None")
    if not 0 < value <= float_info.max:
        raise TriageError((Diagnostic("bad-seconds", details={"name": "most_seconds"}),))
    return float(value)


def limits_argument(value: object) -> Limits:
    """Return limits as they were handed over.

    Raises:
        TriageError: they are none, or one of them is no whole number from 1 on.
    """
    if not isinstance(value, Limits):
        raise wrong_argument(value, "limits", "triage.Limits")
    for name, number in asdict(value).items():
        if type(number) is not int or number < 1:
            raise TriageError((Diagnostic("bad-limit", details={"name": name}),))
    return value


def assessment_argument(answers: Answers, rulebook: Rulebook) -> Assessment:
    """Return what was handed over as an assessment, its answers as built-in types.

    Raises:
        InvalidAssessment: it is none, or the file it names holds none.
    """
    if isinstance(answers, str | PathLike):
        file = path_argument(answers, "answers")
        return read_case(file, rulebook_for=lambda _: rulebook).assessment
    held = answers.answers if isinstance(answers, Assessment) else answers
    if not isinstance(held, Mapping):
        takes = ("Mapping", "Assessment", "str", "PathLike[str]")
        raise wrong_argument(answers, "answers", *takes, error=InvalidAssessment)
    made = answers_as_built_in(held)
    if isinstance(answers, Assessment):
        return _sound({**answers.__dict__, "answers": made})
    return Assessment.unchecked({**_EMPTY, "answers": made}, {"answers"})


_EMPTY = Assessment(answers={}).__dict__


def _sound(fields: dict[str, Any]) -> Assessment:
    """Return an assessment of these fields; a copy made by pydantic may hold anything in them."""
    try:
        return Assessment(**fields)
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
    raise wrong_argument(fields.get(name), name, "Assessment", error=InvalidAssessment)


def day_argument(as_of: date | str | None) -> date:
    """Return a day handed over as a date or as ISO text.

    Raises:
        InvalidAssessment: there is none, or it is no day.
    """
    match as_of:
        case None:
            raise InvalidAssessment((Diagnostic("as-of-missing", path="as_of"),))
        case datetime():
            raise InvalidAssessment((Diagnostic("as-of-with-time", path="as_of"),))
        case date():
            return day_in(as_of)
        case str():
            return _read(text_in(as_of))
        case _:
            raise wrong_argument(as_of, "as_of", "date", "str", error=InvalidAssessment)


def _read(text: str) -> date:
    with suppress(ValueError):
        return date.fromisoformat(text)
    details = {"value": quoted_day(text)}
    raise InvalidAssessment((Diagnostic("not-a-date", path="as_of", details=details),))
