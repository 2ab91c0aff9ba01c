"""What each part of each guarantee is for: slips in the rules that it alone notices.

A slip is a mutant of the rules, or a rule that reads what a guarantee says it must not. A weakened
guarantee lets a slip through where the whole one is broken by it and the weakened one is not. What
is claimed of it is this, and for one day of the rulebook's own:

- needed: it lets a slip through that breaks no other guarantee;
- held by others: every slip it lets through, of those looked at, breaks another guarantee as well;
- idle: it lets none through, of those looked at.

It is not claimed that anybody would see a guarantee go: no rule knows of it. `rules diff` and
the approval of a version say so.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from triage.diagnostics import LimitReached, TriageError
from triage.diagrams.nodes import Diagrams, Node
from triage.engine.symbolic.decisions import terminals
from triage.engine.symbolic.partition import Partition
from triage.engine.symbolic.space import Space
from triage.model.guarantee import Guarantee, Never, NeverDepends, NeverSettled, Output, Whenever
from triage.model.rulebook import Rulebook
from triage.program.lower import lower
from triage.verify.days import own_days
from triage.verify.guarantees import breach
from triage.verify.mutants.mutant import Mutant
from triage.verify.mutants.mutants import conditions_tested, nothing_called
from triage.verify.mutants.weakened import (
    Weakened,
    conditions_of,
    reading_slips,
    tests_planted,
    weakened,
)
from triage.verify.state_space import StateSpace, lowered

_MOST_STEPS = 20_000_000
_MOST_NODES = 400_000
_TO_SPARE = 4


class Worth(enum.StrEnum):
    """What a part of a guarantee is for."""

    NEEDED = "needed"
    HELD_BY_OTHERS = "held by others"
    IDLE = "idle"


@dataclass(slots=True)
class Guarded:
    """A weakened guarantee, the slip that only the whole one notices, and who notices others."""

    weakened: Weakened
    slip: Mutant | None = None
    others: set[str] = field(default_factory=set)

    @property
    def worth(self) -> Worth:
        """What the part that is missing is for."""
        if self.slip is not None:
            return Worth.NEEDED
        return Worth.HELD_BY_OTHERS if self.others else Worth.IDLE

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        slip = self.slip
        return {
            "guarantee": self.weakened.of.id,
            "what": self.weakened.what,
            "worth": str(self.worth),
            "slip": None
            if slip is None
            else {"operator": str(slip.operator), "path": slip.path, "what": slip.what},
            "others": sorted(self.others),
        }


def guarantees_about(rulebook: Rulebook, about: Sequence[str]) -> list[Guarantee]:
    """Return some guarantees of a rulebook, all where none is named.

    Raises:
        TriageError: a name is that of no guarantee.
    """
    known = {each.id: each for each in rulebook.guarantees}
    problems = [nothing_called(name, known) for name in about if name not in known]
    if problems:
        raise TriageError(problems)
    return [known[name] for name in about] or [*known.values()]


class Guarding:
    """Judges the parts of some guarantees by one slip after the other.

    Raises:
        LimitReached: there are too many kinds of assessments.
    """

    def __init__(self, rulebook: Rulebook, about: Sequence[Guarantee]) -> None:
        self._rulebook = rulebook
        every = tuple(chain.from_iterable(map(weakened, rulebook.guarantees)))
        asked = tuple(each for each in every if each.of in about)
        forms = [each.form for each in rulebook.guarantees if isinstance(each.form, NeverDepends)]
        self._spoken_of = (
            *chain.from_iterable(each.conditions for each in rulebook.guarantees),
            *conditions_of(every),
        )
        planted = chain.from_iterable(tests_planted(rulebook, form) for form in forms)
        wanted = (*conditions_tested(rulebook), *self._spoken_of, *planted)
        self._wide = lowered(rulebook, wanted).program
        self._day = own_days(rulebook, lower(rulebook))[0]
        self._space = Space(self._wide, Partition(self._wide), self._day)
        self._begin()
        broken = {each for each in about if self._is_broken(self._own, each)}
        self.parts = [
            Guarded(each) for each in asked if each.of not in broken and self._is_weaker(each)
        ]
        """What is known of each part, in the order of the file; none of what is broken anyway."""

    def _begin(self) -> None:
        self._diagrams = Diagrams(terminals(self._wide) + _TO_SPARE, _MOST_STEPS)
        self._known: dict[tuple[object, ...], bool] = {}
        self._own = self._whole(self._rulebook)

    def _whole(self, rulebook: Rulebook) -> StateSpace:
        lowering = lowered(rulebook, self._spoken_of)
        return StateSpace.beside(rulebook, self._day, lowering, self._space, self._diagrams)

    def _is_weaker(self, each: Weakened) -> bool:
        """Say whether nobody meets the narrower condition but not the wider, and some the other."""
        if each.narrower == each.wider:
            return True
        whole, negation = self._own, self._diagrams.negation
        narrower, wider = whole.node(each.narrower), whole.node(each.wider)
        beyond = whole.witness(narrower, negation(wider))
        return beyond is None and whole.witness(wider, negation(narrower)) is not None

    def slips(self) -> list[Mutant]:
        """Return the slips that read what one of the guarantees says makes no difference."""
        asked = dict.fromkeys(each.weakened.of for each in self.parts)
        forms = (each.form for each in asked if isinstance(each.form, NeverDepends))
        return [slip for form in forms for slip in reading_slips(self._rulebook, form)]

    def look_at(self, slip: Mutant) -> None:
        """Judge by one more slip; one that takes too many steps says nothing."""
        if len(self._diagrams.level_of) > _MOST_NODES:
            self._begin()
        try:
            whole = self._whole(slip.rulebook)
            for each in self.parts:
                if each.slip is None and self._passes_over(each, whole):
                    others = {one.id for one in self._others(each, whole)}
                    each.others |= others
                    if not others:
                        each.slip = slip
        except LimitReached:
            return

    def _passes_over(self, each: Guarded, whole: StateSpace) -> bool:
        """Say whether a guarantee is broken, and the same without the part is not."""
        of, by = each.weakened.of, each.weakened.by
        return self._is_broken(whole, of) and (by is None or not self._is_broken(whole, by))

    def _others(self, each: Guarded, whole: StateSpace) -> Iterator[Guarantee]:
        """Yield the other guarantees that are broken."""
        for one in self._rulebook.guarantees:
            if one != each.weakened.of and self._is_broken(whole, one):
                yield one

    def _is_broken(self, whole: StateSpace, guarantee: Guarantee) -> bool:
        key = (guarantee, *_nodes(whole, guarantee))
        if key not in self._known:
            self._known[key] = breach(whole, guarantee) is not None
        return self._known[key]


def _nodes(whole: StateSpace, guarantee: Guarantee) -> Iterator[Node]:
    """Yield everything a guarantee is proved of: where it is the same, so is the proof."""
    decisions = whole.decisions
    match guarantee.form:
        case NeverSettled():
            yield from decisions.typology_is
        case Whenever(whenever, then, claims):
            yield from (whole.node(whenever), whole.node(then), *decisions.typology_is)
            named = {id_ for claim in claims for id_ in claim.interventions}
            yield from (plan.status for plan in decisions.plans if plan.id in named)
        case Never(never):
            yield from (whole.node(never), *decisions.typology_is)
        case NeverDepends(outcome, among=among):
            yield from (whole.node(among), decisions.target_group, *decisions.typology_is)
            if set(outcome) - {Output.TYPOLOGY, Output.TARGET_GROUP}:
                yield from decisions.rules
