"""Interventions in one completion (section 4.4)."""

from __future__ import annotations

from triage.engine.possible import Conclusion
from triage.engine.reference.completion import Completion
from triage.model.guarantee import Status
from triage.model.rule import ALONGSIDE, NOW, Strength, Verdict
from triage.model.rulebook import Rulebook

FITTING = (Status.RECOMMENDED, Status.POSSIBLE, Status.CHECK_FIRST)
"""The statuses another intervention can wait for."""


def conclude(completion: Completion) -> Conclusion:
    """Give everything a completion concludes."""
    book = completion.rulebook
    held = _holding(completion)
    checked = book.valid_at(completion.as_of)
    statuses = {id_: _status(book, id_, held, checked) for id_ in book.interventions}
    starts = {id_: _start(book, id_, held, statuses) for id_ in book.interventions}
    return Conclusion(
        target_group=completion.target_group(),
        typology=completion.typology(),
        statuses=statuses,
        starts={id_: start for id_, start in starts.items() if start is not None},
        limits={id_: _limits(book, id_, held) for id_ in book.interventions},
        rules=frozenset(held),
    )


def _holding(completion: Completion) -> set[str]:
    book = completion.rulebook
    in_force = [rule for rule in book.availability if rule.valid_at(completion.as_of)]
    classifications = book.classifications()
    conditions = {rule.id: rule.when for each in classifications for rule in each.rules}
    conditions |= {rule.id: rule.when for rule in book.recommendations}
    conditions |= {rule.id: rule.when for rule in book.warnings}
    conditions |= {rule.id: rule.when for rule in in_force}
    return {id_ for id_, when in conditions.items() if completion.holds(when)}


def _fit(book: Rulebook, id_: str, held: set[str]) -> Strength | None:
    strengths = [
        rule.strength for rule in book.recommendations if rule.id in held and id_ in rule.recommend
    ]
    if Strength.CORE in strengths:
        return Strength.CORE
    return Strength.POSSIBLE if strengths else None


def _status(book: Rulebook, id_: str, held: set[str], checked: bool) -> Status:
    fit = _fit(book, id_, held)
    law = {
        rule.verdict for rule in book.availability if rule.id in held and id_ in rule.interventions
    }
    if not checked:
        law.add(Verdict.NEEDS_CHECK)
    if fit is None:
        return Status.NOT_SUGGESTED
    if Verdict.NOT_AVAILABLE in law:
        return Status.NOT_AVAILABLE
    if any(rule.id in held and id_ in rule.against for rule in book.recommendations):
        return Status.ADVISED_AGAINST
    if Verdict.NEEDS_CHECK in law:
        return Status.CHECK_FIRST
    return Status.RECOMMENDED if fit is Strength.CORE else Status.POSSIBLE


def _start(book: Rulebook, id_: str, held: set[str], statuses: dict[str, Status]) -> str | None:
    fit = _fit(book, id_, held)
    starts: set[str] = set()
    for rule in book.recommendations:
        if rule.id in held and id_ in rule.recommend and rule.strength is fit:
            after = rule.start.after
            if after is None:
                starts.add(rule.start.when)
            else:
                starts.add(f"after:{after}" if statuses[after] in FITTING else ALONGSIDE)
    for early in (NOW, ALONGSIDE):
        if early in starts:
            return early
    return min(starts, default=None)


def _limits(book: Rulebook, id_: str, held: set[str]) -> dict[str, int]:
    limits: dict[str, int] = {}
    for rule in book.availability:
        if rule.id in held and id_ in rule.interventions:
            for name, value in rule.limits.items():
                assert isinstance(value.value, int)
                limits[name] = min(value.value, limits.get(name, value.value))
    return limits
