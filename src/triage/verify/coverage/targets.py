"""What cases can exercise in a rulebook: each rule both ways, each test both ways and decisively.

That a test decides is the masking form of MC/DC (Chilenski 2001): the rule would come out otherwise
if this one test did. Inside a list or grid the test comes out otherwise for all items or rows.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from triage.language.printing import condition_text
from triage.model.condition import (
    ALWAYS,
    AllOf,
    AnyOf,
    Condition,
    Negation,
    Quantified,
    Tested,
)
from triage.model.rule import Availability
from triage.model.rulebook import Rulebook
from triage.model.walk import contexts_of_tests, refs_of
from triage.verify.check.conditioned import Conditioned, conditioned, conditioned_law
from triage.verify.rewrites import in_some

NEVER = Negation(ALWAYS)


class Side(enum.StrEnum):
    """What a case can show of a rule, or of a test in it."""

    HOLDS = "rule holds"
    FAILS = "rule does not hold"
    MET = "test met"
    UNMET = "test not met"
    DECIDES_MET = "test decides, met"
    DECIDES_UNMET = "test decides, not met"
    IN_FORCE = "period of law"


@dataclass(frozen=True, slots=True)
class Target:
    """Something a case shows where `condition` certainly holds, on a day the law is in force."""

    side: Side
    path: str
    name: str
    condition: Condition
    test: str | None = None
    law: Availability | None = field(default=None, hash=False)


def targets(rulebook: Rulebook) -> Iterator[Target]:
    """Yield all there is to exercise, rule by rule."""
    of_law = {law.id: law for _, law in conditioned_law(rulebook)}
    law = (one for one, _ in conditioned_law(rulebook))
    for one in chain(conditioned(rulebook), law):
        yield from _of(one, of_law.get(one.subject.name))


def _of(one: Conditioned, law: Availability | None) -> Iterator[Target]:
    path, name, when = one.subject.path, one.subject.name, one.when
    if law is not None and (law.valid_from or law.valid_to):
        yield Target(Side.IN_FORCE, path, name, ALWAYS, law=law)

    def shown(side: Side, condition: Condition, test: str | None = None) -> Target:
        return Target(side, path, name, _for_some(one.for_each, condition), test, law)

    yield shown(Side.HOLDS, when)
    yield shown(Side.FAILS, Negation(when))
    for part, put in contexts_of_tests(when):
        test, inside = condition_text(part), _collection(part)
        met, unmet = _for_some(inside, part), _for_some(inside, Negation(part))
        yield Target(Side.MET, path, name, met, test, law)
        yield Target(Side.UNMET, path, name, unmet, test, law)
        yield shown(Side.DECIDES_MET, _differ(when, put(NEVER)), test)
        yield shown(Side.DECIDES_UNMET, _differ(when, put(ALWAYS)), test)


def _differ(one: Condition, other: Condition) -> Condition:
    return AnyOf((AllOf((one, Negation(other))), AllOf((other, Negation(one)))))


def _collection(part: Tested) -> str | None:
    """Return the list or grid whose items or rows a test is about, if it is about one in hand.

    What a test quantifies over is not in hand.
    """
    if any(isinstance(test, Quantified) for test in part.tests):
        return None
    inside = (ref.collection for ref in refs_of(part) if ref.row is None)
    return next((each for each in inside if each is not None and each != part.ref.id), None)


def _for_some(collection: str | None, condition: Condition) -> Condition:
    return condition if collection is None else in_some(collection, condition)
