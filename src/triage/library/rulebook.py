"""A rulebook that assesses: outcomes, the next question, interviews.

Nothing here reads a clock, writes a file or prints; what is wrong is raised, with diagnostics.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from os import PathLike
from typing import Any

from triage.diagnostics import (
    Diagnostic,
    EnginesDisagree,
    InvalidAssessment,
    TriageError,
    nearest,
    quoted,
)
from triage.diagnostics.arguments import (
    flag_argument,
    listed_argument,
    text_argument,
    word_argument,
    wrong_argument,
)
from triage.engine import Engine, Evaluator, engine_named
from triage.explain import ExplainedOutcome, Explainer, with_explanations
from triage.intake.places import known_path
from triage.intake.reading import read_answers
from triage.intake.set_aside import naming_replaced, own_answers
from triage.interview import Interview, InterviewStorage, KeptInterview, begin
from triage.interview.next_question import next_question
from triage.library.arguments import (
    Answers,
    assessment_argument,
    day_argument,
    limits_argument,
    seconds_argument,
)
from triage.library.in_words import OutcomesInWords
from triage.library.time_limit import time_limit
from triage.model.answers import NOT_SAID, NotSaidName
from triage.model.asking import Asking, Goal, GoalName
from triage.model.assessment import Assessment
from triage.model.limits import DEFAULT, Limits
from triage.model.rulebook import Rulebook as RulebookModel

_log = logging.getLogger("triage")


class Rulebook(OutcomesInWords):
    """A rulebook that assesses: immutable, and safe to share between threads."""

    __slots__ = ("_evaluator", "_explainer", "_limits")

    def __init__(self, rulebook: RulebookModel, limits: Limits = DEFAULT) -> None:
        """Assess with `rulebook`; `load_rulebook` reads one from files."""
        if not isinstance(rulebook, RulebookModel):
            raise wrong_argument(rulebook, "rulebook", "triage.load_rulebook")
        super().__init__(rulebook)
        self._limits = limits_argument(limits)
        self._evaluator = Evaluator(rulebook, limits)
        self._explainer = Explainer(rulebook, self._evaluator)

    def __reduce__(self) -> tuple[type[Rulebook], tuple[RulebookModel, Limits]]:
        """Pickle the rules alone: what evaluation needs is made anew."""
        return Rulebook, (self._rulebook, self._limits)

    def __copy__(self) -> Rulebook:
        return self  # nothing in it changes

    def __deepcopy__(self, _: dict[int, Any]) -> Rulebook:
        return self

    @property
    def id(self) -> str:
        """The id of the rulebook."""
        return self._rulebook.id

    @property
    def version(self) -> str:
        """The version its owner gave it."""
        return self._rulebook.version

    @property
    def digest(self) -> str:
        """The SHA-256 of what the rulebook means."""
        return self._rulebook.digest

    @property
    def texts_digest(self) -> str:
        """The SHA-256 over all of its texts, in every language."""
        return self._rulebook.texts_digest

    def __repr__(self) -> str:
        return f"Rulebook(id={self.id!r}, version={self.version!r}, digest={self.digest[:12]!r})"

    def assess(
        self,
        answers: Answers,
        *,
        as_of: date | str | None = None,
        engine: Engine = "checked",
        most_seconds: float | None = None,
    ) -> ExplainedOutcome:
        """Assess answers for a day: `as_of` (a date or ISO text), else the assessment's own.

        The outcome can be asked `why`, `why_not`, `towards`, `what_if` and for its `stability`.
        Answers of a saved case to questions that are asked in another way now are read by nothing;
        its `replaced` names them. After `most_seconds`, working out open answers is given up, as in
        a `triage.time_limit`.

        Raises:
            InvalidAssessment: an answer does not fit, answers contradict each other, no day is
                given, or the assessment is for another rulebook.
            EnginesDisagree: two engines gave different outcomes; none is shown then.
            EngineUnavailable: there is no such engine, or it is not installed here.
            LimitReached: too much is open to be exact, or it takes more than `most_seconds`.
        """
        given, day = self._given(answers, as_of)
        name = engine_named(engine)
        try:
            read = read_answers(self._rulebook, given.answers, day)
            with time_limit(most_seconds):
                outcome = self._evaluator.assess(read, day, name)
        except EnginesDisagree as error:
            # Paths and the rulebook tell how to make it happen again; answers are never logged.
            paths = ", ".join(str(found.details["paths"]) for found in error.diagnostics)
            _log.error("engines disagree: %s %s as of %s: %s", self.id, self.digest, day, paths)
            raise
        told = naming_replaced(self._rulebook, given.answers, outcome)
        return with_explanations(self._explainer.of(read, day, told))

    def assess_many(
        self,
        assessments: Iterable[Answers],
        *,
        as_of: date | str | None = None,
        engine: Engine = "checked",
        most_seconds: float | None = None,
    ) -> Iterator[ExplainedOutcome | TriageError]:
        """Assess one after the other, lazily and in order: an outcome, or the error, for each.

        `as_of` and `most_seconds` go for each of them. An error of one does not stop the others;
        what going through `assessments` raises itself does.

        Raises:
            TriageError: `assessments` cannot be gone through, or is one assessment.
            InvalidAssessment: `as_of` is no day.
            EngineUnavailable: there is no such engine.
        """
        single = isinstance(assessments, str | PathLike | Mapping | Assessment)
        if single or not isinstance(assessments, Iterable):
            raise wrong_argument(assessments, "assessments", "Iterable")
        name, day = engine_named(engine), None if as_of is None else day_argument(as_of)
        return self._each(assessments, day, name.value, seconds_argument(most_seconds))

    def assess_table(
        self,
        table: Any,
        *,
        as_of: date | str = "as_of",
        keep: list[str] | tuple[str, ...] = (),
        skip: list[str] | tuple[str, ...] = (),
        tell: list[str] | tuple[str, ...] = (),
    ) -> Any:
        """Assess every row of a table: of pyarrow, pandas, Polars or another that speaks Arrow.

        Columns are named by the paths of answers, `goal_state` or `goals.1.certainty`; lists and
        grids may be nested. `as_of` is a day, or the name of the column of days. Columns to `keep`
        are passed on, as `case` is; those to `skip` are not looked at. `tell` asks for more than
        classes and statuses: `starts`, `limits`, `rules`.

        Returns a `pyarrow.Table` of as many rows. What an outcome could be stands in it as the ids
        of all that is possible. A row that cannot be assessed has a code under `problem`.

        Raises:
            TableError: a column has the name of no question, or one that is needed is missing.
            TriageError: an argument is not what it must be.
            ExtraMissing: it takes packages that are not installed.
        """
        from triage.library.tables import table_assessed

        return table_assessed(self._rulebook, self._limits, table, as_of, (keep, skip, tell))

    def assess_stream(
        self,
        batches: Any,
        *,
        as_of: date | str = "as_of",
        keep: list[str] | tuple[str, ...] = (),
        skip: list[str] | tuple[str, ...] = (),
        tell: list[str] | tuple[str, ...] = (),
    ) -> Any:
        """Assess the batches of a `pyarrow.RecordBatchReader` one by one, as `assess_table` does.

        Returns a reader of the outcomes; each batch is assessed when it is asked for, so that no
        more than one is held. Arguments and errors are those of `assess_table`.
        """
        from triage.library.tables import stream_assessed

        return stream_assessed(self._rulebook, self._limits, batches, as_of, (keep, skip, tell))

    def own_answers(
        self, answers: Answers, others: list[Rulebook] | tuple[Rulebook, ...]
    ) -> tuple[dict[str, Any], tuple[str, ...]]:
        """Return the answers this rulebook reads of those for several, to be assessed.

        Beside them stand the names of the answers that are set aside: to questions that only the
        `others` ask. What none of them asks is refused where it is assessed.

        Raises:
            TriageError: `others` is no list of rulebooks.
            InvalidAssessment: the file named by `answers` holds none.
        """
        models = []
        if type(others) not in (list, tuple):
            raise wrong_argument(others, "others", "list")
        for each in others:
            if not isinstance(each, Rulebook):
                raise wrong_argument(each, "others", "triage.Rulebook")
            models.append(each._rulebook)
        given = assessment_argument(answers, self._rulebook)
        return own_answers(self._rulebook, given.answers, models)

    def _each(
        self,
        assessments: Iterable[Answers],
        as_of: date | None,
        engine: Engine,
        seconds: float | None,
    ) -> Iterator[ExplainedOutcome | TriageError]:
        for each in assessments:
            try:
                yield self.assess(each, as_of=as_of, engine=engine, most_seconds=seconds)
            except TriageError as error:
                yield error

    def next_question(
        self,
        answers: Answers,
        *,
        as_of: date | str | None = None,
        goal: Goal | GoalName = "typology",
        last: str | None = None,
        most_seconds: float | None = None,
    ) -> Asking:
        """Propose what to ask next to settle the `typology` or another goal: see `triage.Goal`.

        With `last`, the path of the question before, asking stays with its item and theme.

        Raises:
            InvalidAssessment: as `assess`, or there is no question at `last`.
            LimitReached: too much is open to be exact, or it takes more than `most_seconds`.
            TriageError: there is no such goal.
        """
        given, day = self._given(answers, as_of)
        wanted = word_argument(goal, "goal", Goal)
        after = None if last is None else known_path(self._rulebook, text_argument(last, "last"))
        read = read_answers(self._rulebook, given.answers, day)
        with time_limit(most_seconds):
            return next_question(self._rulebook, self._evaluator, read, day, wanted, after)

    def interview(
        self,
        answers: Answers | None = None,
        *,
        as_of: date | str | None = None,
        in_order: bool = False,
        before: bool = False,
        source: NotSaidName | None = None,
    ) -> Interview:
        """Begin an interview, or go on with a saved one, at the meeting of the day `as_of`.

        With `in_order`, everything is asked in the order of the file, as on paper; with `before`,
        only what is looked up before the talk. `source` says where answers came from that are in no
        step of the history yet, if they were not said.

        Raises:
            InvalidAssessment: as `assess`.
            LimitReached: too much is open to be exact.
            TriageError: there is no such source.
        """
        given, day = self._given({} if answers is None else answers, as_of)
        by_file = flag_argument(in_order, "in_order")
        named = None if source is None else listed_argument(source, "source", tuple(NOT_SAID))
        where = None if named is None else NOT_SAID[named]
        begun = begin(self._rulebook, self._evaluator, given, day, in_order=by_file, source=where)
        return replace(begun, before=flag_argument(before, "before"))

    def kept_interview(
        self,
        storage: InterviewStorage[Any],
        *,
        as_of: date | str | None = None,
        in_order: bool = False,
    ) -> KeptInterview:
        """Go on with an interview that a storage keeps, and save every step there.

        Raises:
            TriageError: as `interview`, or `storage` cannot load and save.
        """
        if not all(callable(getattr(type(storage), each, None)) for each in ("load", "save")):
            raise wrong_argument(storage, "storage", "triage.InterviewStorage")
        return KeptInterview(
            storage, lambda kept: self.interview(kept, as_of=as_of, in_order=in_order)
        )

    def _given(self, answers: Answers, as_of: date | str | None) -> tuple[Assessment, date]:
        """Return an assessment for this rulebook, and its day."""
        given = assessment_argument(answers, self._rulebook)
        self._belongs(given.rulebooks)
        return given, day_argument(given.as_of if as_of is None else as_of)

    def _belongs(self, rulebooks: tuple[str, ...]) -> None:
        known = (self.id, *self._rulebook.extends)
        if rulebooks and not any(each in known for each in rulebooks):
            near = nearest(rulebooks[0], known)
            details = {"name": quoted(rulebooks[0], near), "rulebook": self.id}
            problem = Diagnostic("another-rulebook", path="rulebook", details=details)
            raise InvalidAssessment((problem,))
