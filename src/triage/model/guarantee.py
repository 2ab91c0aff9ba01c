"""Guarantees: what must hold for every possible assessment (section 3)."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from triage.model.answer_path import AnswerPath
from triage.model.condition import ALWAYS, Condition


class Output(enum.StrEnum):
    """The parts of an outcome that `never_depends` may name."""

    TARGET_GROUP = "target_group"
    TYPOLOGY = "typology"
    FIT = "fit"
    AGAINST = "against"
    LAW = "law"
    INTERVENTIONS = "interventions"
    STARTS = "starts"
    WARNINGS = "warnings"
    PAGE = "page"
    """What a page that may be printed says."""


class Status(enum.StrEnum):
    """What an outcome says of an intervention (section 4.4)."""

    ADVISED_AGAINST = "advised_against"
    CHECK_FIRST = "check_first"
    NOT_AVAILABLE = "not_available"
    NOT_SUGGESTED = "not_suggested"
    POSSIBLE = "possible"
    RECOMMENDED = "recommended"


IN_PLAN = frozenset({Status.RECOMMENDED, Status.CHECK_FIRST})
"""The statuses of what stands in the plan: recommended, or would be once the law is checked."""


@dataclass(frozen=True, slots=True)
class NeverDepends:
    """Assessments that differ only in the questions or cells `on` agree in `outcome`.

    Only assessments that meet `among` are compared; with `given_law`, only those in which the law
    says the same of every intervention the output reads. `spared` are the questions of its factors
    that are left out of `on`.
    """

    outcome: tuple[Output, ...]
    on: tuple[AnswerPath, ...]
    among: Condition = ALWAYS
    given_law: bool = False
    spared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusClaim:
    """All (`every`) or at least one of `interventions` has one of `statuses`."""

    interventions: tuple[str, ...]
    statuses: tuple[Status, ...]
    every: bool = True


@dataclass(frozen=True, slots=True)
class Whenever:
    """In every completion where `whenever` holds, so do `then` and all `claims`."""

    whenever: Condition
    then: Condition
    claims: tuple[StatusClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class Never:
    """The condition holds in no completion of any assessment."""

    never: Condition


@dataclass(frozen=True, slots=True)
class NeverSettled:
    """`typology` is never settled while all of the questions `while_open` are open."""

    typology: tuple[str, ...]
    while_open: tuple[AnswerPath, ...]


@dataclass(frozen=True, slots=True)
class Guarantee:
    """One guarantee, by its form. A `mandatory` one stands in every rulebook that extends it."""

    id: str
    form: NeverDepends | Whenever | Never | NeverSettled
    mandatory: bool = False

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions it speaks of, which what it is proved on must know."""
        match self.form:
            case NeverDepends(among=among):
                return (among,)
            case Whenever(whenever, then):
                return whenever, then
            case Never(never):
                return (never,)
            case _:
                return ()
