"""The package as a library: load a rulebook, assess answers with it.

Nothing here reads a clock, writes a file or prints; what is wrong is raised, with diagnostics.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date, datetime
from importlib.metadata import PackageNotFoundError, version
from os import PathLike
from typing import TYPE_CHECKING, Any, NamedTuple

from triage.diagnostics import (
    Diagnostic,
    EnginesDisagree,
    EngineUnavailable,
    InvalidAssessment,
    listed,
    nearest,
)
from triage.engine import EngineName, Evaluator
from triage.explain.explaining import ExplainedOutcome, Explainer
from triage.model.assessment import Assessment
from triage.rulebook.cases import read_case
from triage.rulebook.load import check, load

if TYPE_CHECKING:
    from triage.explain.interview import Interview
    from triage.model.asking import Asking, Goal
    from triage.model.rulebook import Rulebook as RulebookModel

Answers = Mapping[str, Any] | Assessment | str | PathLike[str]
"""Answers by question id, an assessment, or the path of a file that holds one."""

_log = logging.getLogger("triage")
_log.addHandler(logging.NullHandler())

_ENGINES = tuple(name.value for name in EngineName)

LANGUAGE_VERSION = "1"
"""The version of the rulebook language that is read."""

try:
    __version__ = version("triage-rules")
except PackageNotFoundError:  # read from a source tree that was never installed
    __version__ = "0.0.0"


class Rulebook:
    """A rulebook that assesses: immutable, and safe to share between threads."""

    __slots__ = ("_evaluator", "_explainer", "_rulebook")

    def __init__(self, rulebook: RulebookModel) -> None:
        """Assess with `rulebook`; `load_rulebook` reads one from files."""
        self._rulebook = rulebook
        self._evaluator = Evaluator(rulebook)
        self._explainer = Explainer(rulebook, self._evaluator)

    @property
    def id(self) -> str:
        """Give the id of the rulebook."""
        return self._rulebook.id

    @property
    def version(self) -> str:
        """Give the version its owner gave it."""
        return self._rulebook.version

    @property
    def digest(self) -> str:
        """Give the SHA-256 of what the rulebook means."""
        return self._rulebook.digest

    def __repr__(self) -> str:
        return f"Rulebook(id={self.id!r}, version={self.version!r}, digest={self.digest[:12]!r})"

    def assess(
        self, answers: Answers, *, as_of: date | str | None = None, engine: str = "checked"
    ) -> ExplainedOutcome:
        """Assess answers for a day: `as_of` (a date or ISO text), else the assessment's own.

        The outcome can be asked `why`, `why_not`, `towards`, `what_if` and for its `stability`.

        Raises:
            InvalidAssessment: an answer does not fit, answers contradict each other, no day is
                given, or the assessment is for another rulebook.
            EnginesDisagree: two engines gave different outcomes; none is shown then.
            EngineUnavailable: there is no such engine, or it is not installed here.
            LimitReached: too much is open to be exact.
        """
        given = _given(answers)
        self._belongs(given.rulebook)
        day = _day(given.as_of if as_of is None else as_of)
        if engine not in _ENGINES:
            raise EngineUnavailable((_unknown_engine(engine),))
        try:
            outcome = self._evaluator.assess(given.answers, day, engine)
        except EnginesDisagree as error:
            # Paths and the rulebook tell how to make it happen again; answers are never logged.
            paths = ", ".join(str(found.path) for found in error.diagnostics)
            _log.error("engines disagree: %s %s as of %s: %s", self.id, self.digest, day, paths)
            raise
        explained = self._explainer.of(given.answers, day, outcome)
        return ExplainedOutcome.of(outcome, explained)

    def next_question(
        self,
        answers: Answers,
        *,
        as_of: date | str | None = None,
        goal: Goal | str = "typology",
        last: str | None = None,
    ) -> Asking:
        """Propose what to ask next to settle the `typology`, the `plan` or the `target_group`.

        With `last`, the path of the question before, asking stays with its item and theme.

        Raises:
            InvalidAssessment: as `assess`.
            LimitReached: too much is open to be exact.
            ValueError: there is no such goal, or no question at `last`.
        """
        from triage.explain.next_question import next_question
        from triage.model.asking import Goal

        given = _given(answers)
        self._belongs(given.rulebook)
        day = _day(given.as_of if as_of is None else as_of)
        goal = Goal(goal)
        return next_question(self._rulebook, self._evaluator, given.answers, day, goal, last)

    def interview(
        self,
        answers: Answers | None = None,
        *,
        as_of: date | str | None = None,
        in_order: bool = False,
    ) -> Interview:
        """Begin an interview, or go on with a saved one, at the meeting of the day `as_of`.

        With `in_order`, everything is asked in the order of the file, as on paper.

        Raises:
            InvalidAssessment: as `assess`.
        """
        from triage.explain.interview import Interview

        given = _assessment({} if answers is None else answers)
        self._belongs(given.rulebook)
        day = _day(given.as_of if as_of is None else as_of)
        return Interview.begin(self._rulebook, self._evaluator, given, day, in_order=in_order)

    def _belongs(self, rulebook: str | None) -> None:
        if rulebook is not None and rulebook not in (self.id, *self._rulebook.extends):
            details = {"name": rulebook, "rulebook": self.id}
            problem = Diagnostic("another-rulebook", path="rulebook", details=details)
            raise InvalidAssessment((problem,))


def load_rulebook(path: str | PathLike[str]) -> Rulebook:
    """Load a rulebook from a folder or a file.

    Raises:
        RulebookError: it does not load; carries every problem found.
    """
    return Rulebook(load(path))


def check_rulebook(path: str | PathLike[str]) -> tuple[Diagnostic, ...]:
    """Give everything wrong with a rulebook; warnings and notes do not keep it from loading."""
    return check(path)


class _Given(NamedTuple):
    answers: Mapping[str, Any]
    as_of: date | None = None
    rulebook: str | None = None


def _given(answers: Answers) -> _Given:
    if isinstance(answers, Mapping):
        return _Given(answers)
    found = answers if isinstance(answers, Assessment) else read_case(answers)
    return _Given(found.answers, found.as_of, found.rulebook)


def _assessment(answers: Answers) -> Assessment:
    if isinstance(answers, Mapping):
        return Assessment(answers=answers)
    return answers if isinstance(answers, Assessment) else read_case(answers).assessment


def _day(as_of: date | str | None) -> date:
    if as_of is None:
        raise InvalidAssessment((Diagnostic("as-of-missing", path="as_of"),))
    if isinstance(as_of, datetime):
        return as_of.date()
    if isinstance(as_of, date):
        return as_of
    try:
        return date.fromisoformat(as_of)
    except ValueError:
        problem = Diagnostic("not-a-date", path="as_of", details={"value": as_of})
        raise InvalidAssessment((problem,)) from None


def _unknown_engine(engine: str) -> Diagnostic:
    return Diagnostic(
        "unknown-engine",
        details={"name": engine, "known": listed(_ENGINES)},
        nearest=nearest(engine, _ENGINES),
    )
