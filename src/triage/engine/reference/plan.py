"""Interventions in one completion (section 4.4)."""

from __future__ import annotations

from collections.abc import Iterator

from triage.engine.possible import Conclusion
from triage.engine.reference.completion import Completion
from triage.model.guarantee import Status
from triage.model.rule import (
    ALONGSIDE,
    NOW,
    AnyRule,
    Availability,
    Recommendation,
    Strength,
    Verdict,
)

FITTING = (Status.RECOMMENDED, Status.POSSIBLE, Status.CHECK_FIRST)
"""The statuses another intervention can wait for."""


class Plan:
    """The interventions of one completion; a rule is read when it first matters."""

    def __init__(self, completion: Completion) -> None:
        self._completion = completion
        self._book = completion.rulebook
        self._held: dict[str, bool] = {}

    def status(self, id_: str) -> Status:
        """Return the first line of the table of statuses that is so."""
        fit = self._fit(id_)
        if fit is None:
            return Status.NOT_SUGGESTED
        if self._law(id_, Verdict.NOT_AVAILABLE):
            return Status.NOT_AVAILABLE
        if any(id_ in rule.against and self._holds(rule) for rule in self._book.recommendations):
            return Status.ADVISED_AGAINST
        checked = self._book.valid_at(self._completion.as_of)
        if not checked or self._law(id_, Verdict.NEEDS_CHECK):
            return Status.CHECK_FIRST
        return Status.RECOMMENDED if fit is Strength.CORE else Status.POSSIBLE

    def start(self, id_: str) -> str | None:
        """Return the earliest start of the winning strength; `None` where nothing fits."""
        starts = set(self._starts(id_, self._fit(id_)))
        for early in (NOW, ALONGSIDE):
            if early in starts:
                return early
        return min(starts, default=None)

    def limits(self, id_: str) -> dict[str, int]:
        """Return the smallest of each limit that some rule of law sets."""
        names = {name for rule in self._laws(id_) for name in rule.limits}
        limits = {name: self.limit(id_, name) for name in names}
        return {name: limit for name, limit in limits.items() if limit is not None}

    def limit(self, id_: str, name: str) -> int | None:
        """Return the smallest value some rule of law sets a limit to; `None` where none does."""
        values = (rule.limits[name].value for rule in self._laws(id_, name) if self._holds(rule))
        return min((value for value in values if isinstance(value, int)), default=None)

    def _fit(self, id_: str) -> Strength | None:
        for strength in (Strength.CORE, Strength.POSSIBLE):
            if any(map(self._holds, self._recommending(id_, strength))):
                return strength
        return None

    def _starts(self, id_: str, fit: Strength | None) -> Iterator[str]:
        for rule in self._recommending(id_, fit):
            if self._holds(rule):
                after = rule.start.after
                if after is None:
                    yield rule.start.when
                else:
                    yield f"after:{after}" if self.status(after) in FITTING else ALONGSIDE

    def _recommending(self, id_: str, strength: Strength | None) -> Iterator[Recommendation]:
        for rule in self._book.recommendations:
            if id_ in rule.recommend and rule.strength is strength:
                yield rule

    def _law(self, id_: str, verdict: Verdict) -> bool:
        return any(rule.verdict is verdict and self._holds(rule) for rule in self._laws(id_))

    def _laws(self, id_: str, limit: str | None = None) -> Iterator[Availability]:
        for rule in self._book.availability:
            if id_ in rule.interventions and (limit is None or limit in rule.limits):
                yield rule

    def _holds(self, rule: Recommendation | Availability) -> bool:
        if rule.id not in self._held:
            self._held[rule.id] = holds(self._completion, rule)
        return self._held[rule.id]


def holds(completion: Completion, rule: AnyRule) -> bool:
    """Say whether a rule's condition holds; a rule of law does not outside its dates."""
    if isinstance(rule, Availability) and not rule.valid_at(completion.as_of):
        return False
    return completion.holds(rule.when)


def conclude(completion: Completion) -> Conclusion:
    """Return everything a completion concludes."""
    book, plan = completion.rulebook, Plan(completion)
    starts = {id_: plan.start(id_) for id_ in book.interventions}
    return Conclusion(
        target_group=completion.target_group(),
        typology=completion.typology(),
        statuses={id_: plan.status(id_) for id_ in book.interventions},
        starts={id_: start for id_, start in starts.items() if start is not None},
        limits={id_: plan.limits(id_) for id_ in book.interventions},
        rules=frozenset(id_ for id_, rule in book.rules.items() if holds(completion, rule)),
    )
