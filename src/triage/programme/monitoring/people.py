"""Those a table is about, as sets of numbers: who takes part, and what followed for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property

from triage.model.programme import OutcomeKind, Programme, Target, Who
from triage.programme.derivation import Key
from triage.programme.monitoring.counted import outcomes
from triage.programme.monitoring.histories import History

Numbers = frozenset[int]

EVERYBODY: Key = ("people",)
"""The key of all participants."""


class People:
    """The histories of a table as of a day, each with a number."""

    def __init__(self, histories: Iterable[History], programme: Programme, as_of: date) -> None:
        """Number those who have joined by `as_of`."""
        every = tuple(histories)
        joined = (each for each in every if each.taking_part.start <= as_of)
        self.histories: Mapping[int, History] = dict(enumerate(joined))
        self.not_yet = frozenset(range(len(self.histories), len(every)))
        """Numbers for those who take part only later; nothing else is known of them."""
        self.programme = programme
        self.as_of = as_of
        self.kinds: tuple[OutcomeKind, ...] = tuple(programme.outcomes)

    def who(self, who: Who) -> Numbers:
        """Return the participants, or the others."""
        return self.those(lambda history: history.taking_part.who is who)

    @cached_property
    def participants(self) -> Numbers:
        """Those who take part or have taken part."""
        return self.who(Who.PARTICIPANTS)

    @cached_property
    def by_kind(self) -> Mapping[OutcomeKind, Numbers]:
        """The participants with each kind of outcome."""
        return {kind: self.with_outcome(self.participants, (kind,)) for kind in self.kinds}

    @cached_property
    def still_taking_part(self) -> Numbers:
        """The participants who have no last day, or one that has not passed."""
        return frozenset(
            number
            for number in self.participants
            if (end := self.histories[number].taking_part.end) is None or end >= self.as_of
        )

    @cached_property
    def by_target(self) -> Mapping[str, Numbers]:
        """The participants each target counts that aims at outcomes of theirs."""
        return {
            target.id: self.counted_for(target, self.as_of)
            for target in self.programme.targets.values()
            if target.counts and target.who is Who.PARTICIPANTS
        }

    def those(self, has: Callable[[History], bool]) -> Numbers:
        """Return the numbers of whose history has something."""
        return frozenset(number for number, each in self.histories.items() if has(each))

    def with_outcome(
        self, among: Iterable[int], kinds: Iterable[OutcomeKind], by: date | None = None
    ) -> Numbers:
        """Return those with an outcome of these kinds, begun on `by` at the latest."""
        wanted, day = frozenset(kinds), min(by or self.as_of, self.as_of)
        return frozenset(
            number
            for number in among
            if any(
                came.what in wanted
                for came in outcomes(self.histories[number], self.programme, day)
            )
        )

    def counted_for(self, target: Target, by: date) -> Numbers:
        """Return those a target counts by a day; its own last day is the latest."""
        day = min(by, target.by or by)
        among = self.who(target.who)
        if target.counts:
            return self.with_outcome(among, target.counts, day)
        return frozenset(
            number for number in among if self.histories[number].taking_part.start <= day
        )
