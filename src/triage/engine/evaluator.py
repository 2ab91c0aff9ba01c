"""Evaluating assessments: one rulebook, four engines, one meaning."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import lru_cache, partial
from threading import Lock
from typing import Literal, NamedTuple

from triage.diagnostics import (
    Diagnostic,
    EngineUnavailable,
    LimitReached,
    listed,
    nearest,
    quoted,
)
from triage.diagnostics.arguments import wrong_argument
from triage.engine import reference
from triage.engine.compiled.engine import Compiled
from triage.engine.crosscheck import CrossCheck, Day
from triage.engine.outcome import WriteUp, of_any, of_one
from triage.engine.possible import NoCompletion, Possible
from triage.engine.symbolic import Change, Inquiry, Symbolic, Wish
from triage.intake.built_in import text_in
from triage.intake.contradiction import contradiction
from triage.model.answer_path import AnswerPath
from triage.model.answers import Answers, AnswerValue
from triage.model.limits import DEFAULT, Limits
from triage.model.outcome import Compared, EngineStamp, Outcome
from triage.model.rulebook import Rulebook
from triage.program.encoding import Coded, encode
from triage.program.lower import lower
from triage.program.program import Program

ComputedBy = Literal["reference", "compiled", "symbolic", "durable"]

_STAMPS = 64
"""There are fewer ways for engines to come to an outcome."""


class EngineName(enum.StrEnum):
    """The engines: all mean the same, and differ in how much they trust themselves."""

    REFERENCE = "reference"
    COMPILED = "compiled"
    DURABLE = "durable"
    CHECKED = "checked"


_NAMED = {each.value: each for each in EngineName}

Engine = Literal["reference", "compiled", "durable", "checked"]
"""An engine by its name."""


def engine_named(name: object) -> EngineName:
    """Return the engine of a name.

    Raises:
        EngineUnavailable: there is none of that name, or it is no text.
    """
    if not isinstance(name, str):
        raise wrong_argument(name, "engine", "str", error=EngineUnavailable)
    text = text_in(name)
    if text not in _NAMED:
        near = nearest(text, _NAMED)
        details = {"name": quoted(text, near), "known": listed(_NAMED)}
        raise EngineUnavailable((Diagnostic("unknown-engine", details=details, nearest=near),))
    return _NAMED[text]


class Evaluator:
    """Evaluates assessments of one rulebook; immutable, and may be shared by threads.

    The program, the compiled functions and the durable-rules sets are made when first needed. Of
    `limits` the steps count.
    """

    def __init__(self, rulebook: Rulebook, limits: Limits = DEFAULT) -> None:
        self.rulebook = rulebook
        self._limits = limits
        self._lock = Lock()
        self._made: _Machines | None = None

    def __reduce__(self) -> tuple[type[Evaluator], tuple[Rulebook, Limits]]:
        """Pickle the rulebook and its limits: what evaluation needs is made anew."""
        return Evaluator, (self.rulebook, self._limits)

    def assess(
        self,
        answers: Answers,
        as_of: date,
        engine: str = EngineName.CHECKED,
    ) -> Outcome:
        """Evaluate answers for a day.

        Where so much is open that being exact takes too long, the outcome says so (`exact`), and
        holds everything that could be; a contradiction between answers may then go unnoticed.

        Raises:
            InvalidAssessment: answers contradict each other.
            EnginesDisagree: `checked`, and the two engines do not agree; nothing is shown then.
            EngineUnavailable: `durable`, and durable-rules cannot be imported.
            LimitReached: `reference`, and there are too many completions to walk; or a rule that
                durable-rules cannot hold.
            ValueError: there is no engine of that name.
        """
        name = EngineName(engine)
        machines = self._machines()
        with self._contradictions(answers, as_of):
            found, stamp = machines.run(name, answers, as_of)
        return machines.write_up.outcome(answers, as_of, found, stamp)

    def possible(self, answers: Answers, as_of: date) -> Possible:
        """Return what `assess` writes up, by one engine; errors are as those of `assess`."""
        with self._contradictions(answers, as_of):
            return self._machines().run(EngineName.COMPILED, answers, as_of)[0]

    def typologies(self, answers: Answers, as_of: date) -> tuple[str, ...]:
        """Return the typologies that are possible, sorted, and nothing else; errors as `assess`."""
        with self._contradictions(answers, as_of):
            return self._machines().symbolic.typologies(self._machines().coded(answers), as_of)

    def consistent(self, answers: Answers, as_of: date) -> bool:
        """Say whether answers that fit the rulebook contradict each other in nothing."""
        return self._machines().consistent(answers, as_of)

    def left_behind(self, answers: Answers, as_of: date) -> frozenset[AnswerPath] | None:
        """Return the paths of answers, and grids, whose questions cannot apply beside the others.

        `None` where each could apply, but they contradict each other in what is open.
        """
        return self._machines().symbolic.left_behind(answers, as_of)

    def inquiry(self, answers: Answers, as_of: date) -> Inquiry:
        """Return what open answers can still change (section 4.6); errors as `assess`."""
        in_force = self.rulebook.valid_at(as_of)
        with self._contradictions(answers, as_of):
            return self._machines().symbolic.inquiry(answers, as_of, in_force)

    def towards(
        self,
        answers: Answers,
        as_of: date,
        wish: Wish,
        may_change: Collection[AnswerPath],
    ) -> list[tuple[Change, ...]]:
        """Return the smallest sets of changes after which a wish is settled (section 4.7).

        Answers at the paths `may_change` may become others, or be given; answers that would then
        no longer apply count as taken back. Errors are as those of `assess`.
        """
        in_force = self.rulebook.valid_at(as_of)
        with self._contradictions(answers, as_of):
            return self._machines().symbolic.towards(answers, as_of, in_force, wish, may_change)

    def order(self) -> Mapping[AnswerPath, int]:
        """Return the place of each answer: whether one applies depends on earlier ones only."""
        return self._machines().program.by_path

    def beside(self, answers: Answers, as_of: date, path: AnswerPath) -> list[AnswerValue]:
        """Return the nearest values, below and above, that a rule tells from a number or date.

        The other answers count as known where they are.
        """
        machines = self._machines()
        coded = machines.coded(answers)
        return machines.symbolic.beside(coded, as_of, machines.program.by_path[path])

    @contextmanager
    def _contradictions(self, read: Answers, as_of: date) -> Iterator[None]:
        """Name a smallest set of answers that cannot stand together, where some cannot.

        Raises:
            InvalidAssessment: instead of `NoCompletion`.
        """
        try:
            yield
        except NoCompletion as error:
            consistent = partial(self._machines().consistent, as_of=as_of)
            raise contradiction(self.rulebook, read, consistent) from error

    def _machines(self) -> _Machines:
        with self._lock:
            if self._made is None:
                self._made = _Machines(self.rulebook, self._limits)
            return self._made


class _Machines:
    """What evaluation needs of a rulebook, made once."""

    def __init__(self, rulebook: Rulebook, limits: Limits) -> None:
        self.rulebook = rulebook
        self.program: Program = lower(rulebook)
        self.symbolic = Symbolic(self.program, limits.steps)
        self._compiled = Compiled(self.program)
        self.write_up = WriteUp(rulebook, self.program)
        self._lock = Lock()
        self._durable: CrossCheck | EngineUnavailable | None = None

    def run(self, name: EngineName, answers: Answers, as_of: date) -> tuple[Possible, EngineStamp]:
        """Find what is possible with one engine, or with two that must agree."""
        if name is EngineName.REFERENCE:
            found = reference.possible(self.rulebook, answers, as_of)
            return found, _stamp(name, name, None, "reference", None)
        durable = None if name is EngineName.COMPILED else self._durable_rules()
        used, note = name, None
        if isinstance(durable, EngineUnavailable):
            if name is EngineName.DURABLE:
                raise durable
            used, note, durable = EngineName.COMPILED, durable.diagnostics[0].message(), None
        found, by, compared = self._evaluate(used, self.coded(answers), as_of, durable)
        return found, _stamp(name, used, note, by, compared)

    def coded(self, answers: Answers) -> Coded:
        """Number answers for the program."""
        return encode(self.program, answers)

    def consistent(self, answers: Answers, as_of: date) -> bool:
        """Say whether answers have a completion."""
        return self.symbolic.consistent(self.coded(answers), as_of)

    def _evaluate(
        self, name: EngineName, coded: Coded, as_of: date, durable: CrossCheck | None
    ) -> _Evaluated:
        in_force = self.rulebook.valid_at(as_of)
        day = Day(as_of, in_force, self._compiled.constants(as_of, in_force))
        row = self._compiled.row(coded, day.constants)
        if row is None:
            return self._open(name, coded, day, durable)
        if durable is not None and name is EngineName.DURABLE:
            return _Evaluated(of_one(self.program, durable.conclude(coded, day)), "durable")
        if durable is None:
            return _Evaluated(self._compiled.possible(row, day.constants), "compiled")
        conclusion = self._compiled.conclude(row, day.constants)
        durable.confirm(conclusion, coded, day)  # INVARIANT: what is shown is what was confirmed
        return _Evaluated(of_one(self.program, conclusion), "compiled", Compared(answers="all"))

    def _open(
        self, name: EngineName, coded: Coded, day: Day, durable: CrossCheck | None
    ) -> _Evaluated:
        """Evaluate answers of which some are open, or out of place."""
        try:
            explored = self.symbolic.explore(coded, day.as_of, day.in_force)
        except LimitReached as reached:
            compared = None if durable is None else Compared(answers="nothing")
            conceivable = partial(self.symbolic.conceivable, coded=coded, as_of=day.as_of)
            found = of_any(self.program, coded, reached, conceivable)
            return _Evaluated(found, "symbolic", compared)
        compared = None
        if durable is not None:
            durable.confirm_known(explored.found, coded, day)
            checked = name is EngineName.CHECKED
            count = durable.confirm_completions(explored, day) if checked else 0
            compared = Compared(answers="known", completions=count)
        return _Evaluated(explored.found, "symbolic", compared)

    def _durable_rules(self) -> CrossCheck | EngineUnavailable:
        with self._lock:
            if self._durable is None:
                try:
                    self._durable = CrossCheck(self.program, self._compiled)
                except EngineUnavailable as error:
                    self._durable = error
            return self._durable


@lru_cache(_STAMPS)
def _stamp(
    asked: EngineName,
    used: EngineName,
    note: str | None,
    by: ComputedBy,
    compared: Compared | None,
) -> EngineStamp:
    """Return what says which engines an outcome is from; outcomes share it."""
    return EngineStamp(asked=asked, used=used, note=note, computed_by=by, compared=compared)


class _Evaluated(NamedTuple):
    """What was found, the engine that found it, and what durable-rules confirmed."""

    found: Possible
    computed_by: ComputedBy
    compared: Compared | None = None
