"""What takes long about a rulebook, worked out once beside the requests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Annotated

from fastapi import Depends, Request

from triage.cases.case_file import read_case
from triage.cases.folders import cases_folder, files_in
from triage.diagnostics import (
    Diagnostic,
    InvalidAssessment,
    LimitReached,
    TriageError,
    in_order,
)
from triage.engine import Evaluator
from triage.engine.evaluator import EngineName
from triage.intake.reading import read_answers
from triage.language.load import check
from triage.model.outcome import RuleState
from triage.verify.check import check_meaning
from triage.web.beside import Beside
from triage.web.office import Served


@dataclass(frozen=True, slots=True)
class Study:
    """What `check` finds in a rulebook, and which cases at hand hold each rule."""

    findings: tuple[Diagnostic, ...]
    cases: Mapping[str, tuple[str, ...]]


class Studies:
    """Studies each rulebook once."""

    def __init__(self, beside: Beside) -> None:
        self._beside = beside
        self._found: dict[str, Future[Study]] = {}
        self._lock = Lock()

    def of(self, served: Served) -> Study | None:
        """Return the study of a rulebook; `None` while it is worked on."""
        with self._lock:
            if served.digest not in self._found:
                self._found[served.digest] = self._beside.begin(partial(_study, served))
            future = self._found[served.digest]
        return future.result() if future.done() else None


def _studies(request: Request) -> Studies:
    studies: Studies = request.app.state.studies
    return studies


AtStudies = Annotated[Studies, Depends(_studies)]


def _study(served: Served) -> Study:
    return Study(tuple(in_order(_found(served))), _cases_by_rule(served))


def _found(served: Served) -> Iterator[Diagnostic]:
    """Yield what is wrong with what is written and what it means; or that it was too much."""
    yield from check(served.path)
    try:
        yield from check_meaning(served.model)
    except LimitReached as error:
        yield from error.diagnostics


def _cases_by_rule(served: Served) -> Mapping[str, tuple[str, ...]]:
    """Return the cases in which each rule certainly holds; one that cannot be read is left out."""
    try:
        files = files_in(cases_folder(served.path, served.model))
    except InvalidAssessment:
        return {}
    evaluator, found = Evaluator(served.model), defaultdict[str, list[str]](list)
    for file in files:
        try:
            case = read_case(file)
            if case.as_of is None or case.rulebooks not in ((), (served.id,)):
                continue
            answers = read_answers(served.model, case.answers, case.as_of)
            outcome = evaluator.assess(answers, case.as_of, EngineName.COMPILED)
        except TriageError:
            continue
        for rule, state in outcome.rules.items():
            if state is RuleState.HOLDS:
                found[rule].append(file.stem)
    return {rule: tuple(names) for rule, names in found.items()}
