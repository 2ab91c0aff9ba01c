"""Holding the engines to the reference: the same outcome on the same assessment."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.engine.rete.installed import ENGINES
from tests.strategies.answers import RandomAssessment
from tests.strategies.rulebooks import RandomRulebook
from triage.diagnostics import TriageError
from triage.engine import EngineName, Evaluator
from triage.intake.reading import read_answers
from triage.language.load import load


@dataclass(frozen=True)
class Verdicts:
    """What each engine said of one assessment: an outcome without its stamp, or its errors."""

    by_engine: dict[str, Any]

    @property
    def agree(self) -> bool:
        """Whether every engine says what the reference says."""
        reference = self.by_engine[EngineName.REFERENCE]
        return all(said == reference for said in self.by_engine.values())


def evaluator(book: RandomRulebook, folder: Path | None = None) -> Evaluator:
    """Write a random rulebook and load it."""
    if folder is not None:
        return Evaluator(load(book.write(folder, quick=True)))
    with tempfile.TemporaryDirectory() as temporary:
        return Evaluator(load(book.write(Path(temporary), quick=True)))


def verdicts(evaluating: Evaluator, assessment: RandomAssessment) -> Verdicts:
    """Ask every engine that is installed."""
    return Verdicts({name: _said(evaluating, assessment, name) for name in ENGINES})


def _said(evaluating: Evaluator, assessment: RandomAssessment, engine: str) -> object:
    try:
        outcome = evaluating.assess(
            read_answers(evaluating.rulebook, assessment.answers, assessment.as_of),
            assessment.as_of,
            engine,
        ).to_dict()
    except TriageError as error:
        return [(found.code, found.path) for found in error.diagnostics]
    del outcome["engine"]
    return outcome
