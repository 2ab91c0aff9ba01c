"""What may come out differently for rows of a table, told from the masks of both versions.

An outcome says of open answers what is possible of each thing alone. So does this: a warning that
counts the plan is told from what may become of each intervention it counts, as in an outcome.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final, NamedTuple, Protocol

import numpy as np

from triage.columns.cells import AnswerColumns, Ints
from triage.columns.grouping import alike
from triage.columns.kernel import Masks
from triage.columns.outputs import Kind, Value, outputs
from triage.columns.planes import Flags
from triage.columns.unchanged import unchanged
from triage.model.given_warnings import counted_state
from triage.model.guarantee import IN_PLAN
from triage.model.outcome import RuleState
from triage.model.rule import WarningRule
from triage.model.rulebook import Rulebook
from triage.program.lower import lower
from triage.verify.diff.joint_rows import Told, WalkedRows, walking_both
from triage.verify.diff.outputs import (
    NOTHING,
    RULES,
    SAID_OF_WARNINGS,
    WARNINGS,
    named,
    says_nothing,
)

_STATES: Final = dict(enumerate((RuleState.CANNOT_HOLD, RuleState.HOLDS, RuleState.MAY_HOLD), 1))
"""What the masks of a rule stand for."""

_MAY_HOLD = 2
"""The least mask of a rule that may hold."""


class Movement(NamedTuple):
    """Rows, by their places, in which an output moves in one way."""

    name: str
    rows: Ints


class RowOutput(Protocol):
    """Something an outcome says."""

    def undecided(self, old: Told, new: Told, /) -> Flags | bool:
        """Say in which rows it may move, and too little is told to say how."""

    def movements(self, old: Told, new: Told, rows: Flags) -> Iterator[Movement]:
        """Yield the ways in which it moves in some rows, none of which are undecided."""


class Comparing:
    """Two versions that rows are walked through: what may differ is told of each.

    What is the same in both is told only if all is that warnings count.
    """

    def __init__(self, old: Rulebook, new: Rulebook, *, all_counted: bool) -> None:
        programs = lower(old), lower(new)
        same = unchanged(old, new, programs)
        warnings = [each for each in _warnings(old, new) if not each.is_among(same)]
        every = [
            {each.name: each.kind for each in outputs(one, frozenset(Kind))} for one in programs
        ]
        moving = [
            name
            for name, kind in {**every[1], **every[0]}.items()
            if kind is not Kind.RULE and name not in same
        ]
        wanted = set(moving)
        for each in warnings:
            is_whole = all_counted or not each.counts_alike()
            wanted.update(each.parts if is_whole else each.parts[:1])
        counting = {each.rule for each in warnings if not each.counts_alike()}
        self._walking = walking_both((old, new), programs, wanted, same, counting)
        self.outputs: Sequence[RowOutput] = [*map(_Plain, moving), *warnings]

    def touched(self, answers: AnswerColumns) -> Flags:
        """Say which rows may come out differently: no other does, whatever else is answered."""
        return self._walking.touched(answers)

    def walk(self, answers: AnswerColumns) -> WalkedRows:
        """Return what rows come to before and after."""
        return self._walking.walk(answers)

    def undecided(self, found: WalkedRows) -> Flags:
        """Say in which rows something may move, and too little is told to say how."""
        undecided = np.zeros_like(found.left)
        for output in self.outputs:
            undecided |= output.undecided(found.before, found.after)
        return undecided


@dataclass(frozen=True, slots=True)
class _Plain:
    """An output that is told by one mask."""

    name: str

    def undecided(self, _old: Told, _new: Told, /) -> Flags | bool:
        """See `RowOutput`."""
        return False

    def movements(self, old: Told, new: Told, rows: Flags) -> Iterator[Movement]:
        """See `RowOutput`."""
        places = np.flatnonzero(rows & _may_differ([self.name], old, new))
        masks = [_mask(told, self.name, places) for told in (old, new)]
        for those, found in _kinds(masks, places):
            was, is_ = (
                _either(_possible(told, self.name, mask))
                for told, mask in zip((old, new), found, strict=True)
            )
            yield from _moving(self.name, was, is_, those)


@dataclass(frozen=True, slots=True)
class _Warning:
    """Whether a warning is given: its rule, and of all it counts the status and the start.

    `rules` are those of the old version and the new, `None` where it is not there.
    """

    id: str
    rules: tuple[WarningRule | None, WarningRule | None]

    @property
    def parts(self) -> Sequence[str]:
        """The names of the outputs it is told from."""
        plans = [rule.plan for rule in self.rules if rule is not None and rule.plan is not None]
        counted = dict.fromkeys(each for plan in plans for each in plan.interventions)
        by_start = any(plan.start is not None for plan in plans)
        kinds = (Kind.STATUS, Kind.START) if by_start else (Kind.STATUS,)
        return [self.rule, *(f"{each}.{kind}" for each in counted for kind in kinds)]

    @property
    def rule(self) -> str:
        """The name of the output that says whether its rule holds."""
        return f"{RULES}.{self.id}"

    def is_among(self, same: Collection[str]) -> bool:
        """Say whether it is the same where these outputs are."""
        return self.counts_alike() and all(each in same for each in self.parts)

    def undecided(self, old: Told, new: Told, /) -> Flags | bool:
        """See `RowOutput`.

        INVARIANT: what is not told is the same in both versions; so where all that is told counts
        the same, everything does.
        """
        rule = self.rules[1]
        if rule is None or rule.plan is None or all(each in new for each in self.parts):
            return False
        states = old[self.rule][1], new[self.rule][1]
        found: Flags = states[0] != states[1]
        places = np.arange(len(found))
        for name in filter(new.__contains__, self.parts[1:]):
            wanted = IN_PLAN if name.endswith(Kind.STATUS) else {rule.plan.start}
            sides = (_within(told, name, places, wanted) for told in (old, new))
            for was, is_ in zip(*sides, strict=True):
                found |= was != is_
        found &= (states[0] | states[1]) >= _MAY_HOLD
        return found

    def movements(self, old: Told, new: Told, rows: Flags) -> Iterator[Movement]:
        """See `RowOutput`."""
        if self.counts_alike():
            rows = rows & _may_differ(self.parts, old, new)
        places = np.flatnonzero(rows)
        before, after = (
            self._counted(rule, told, places)
            for rule, told in zip(self.rules, (old, new), strict=True)
        )
        for those, found in _kinds([*before, *after], places):
            sides = found[: len(before)], found[len(before) :]
            was, is_ = map(_said, self.rules, sides)
            yield from _moving(f"{WARNINGS}.{self.id}", was, is_, those)

    def counts_alike(self) -> bool:
        """Say whether it counts the same of the plan, whatever becomes of that."""
        old, new = self.rules
        return old is not None and new is not None and old.plan == new.plan

    def _counted(
        self, rule: WarningRule | None, told: Told, places: Ints
    ) -> Sequence[Ints | Masks]:
        """Return the masks of a rule in some rows, and the least and the most it may count."""
        state = _mask(told, self.rule, places)
        if rule is None or rule.plan is None:
            return (state,)
        lowest, highest = np.zeros_like(places), np.zeros_like(places)
        for each in rule.plan.interventions:
            certain, possible = _within(told, f"{each}.{Kind.STATUS}", places, IN_PLAN)
            if rule.plan.start is not None:
                begins = _within(told, f"{each}.{Kind.START}", places, {rule.plan.start})
                certain, possible = certain & begins[0], possible & begins[1]
            lowest += certain
            highest += possible
        return state, lowest, highest


def _said(rule: WarningRule | None, found: Sequence[int]) -> str:
    """Return what is said of a warning where its mask, and its counts, are these."""
    if rule is None:
        return NOTHING
    state = _STATES[found[0]]
    if rule.plan is not None:
        state = counted_state(state, rule.plan, *found[1:])
    return SAID_OF_WARNINGS[state]


def _warnings(old: Rulebook, new: Rulebook) -> Iterator[_Warning]:
    before, after = ({rule.id: rule for rule in book.warnings} for book in (old, new))
    for id_ in dict.fromkeys((*after, *before)):
        yield _Warning(id_, (before.get(id_), after.get(id_)))


# --- masks


def _mask(told: Told, name: str, places: Ints) -> Masks:
    """Return the masks of an output in some rows; it is nothing where a version has it not."""
    return told[name][1][places] if name in told else np.ones(len(places), dtype=np.uint8)


def _values(told: Told, name: str) -> Sequence[Value]:
    return told[name][0].values if name in told else (None,)


def _possible(told: Told, name: str, mask: int) -> list[Value]:
    return [value for bit, value in enumerate(_values(told, name)) if mask >> bit & 1]


def _within(told: Told, name: str, places: Ints, wanted: Collection[Value]) -> tuple[Flags, Flags]:
    """Say in which rows an output certainly has one of some values, and where it possibly has."""
    mask = _mask(told, name, places)
    bits = sum(1 << bit for bit, value in enumerate(_values(told, name)) if value in wanted)
    among = mask & mask.dtype.type(bits)
    return among == mask, among != 0


def _may_differ(names: Iterable[str], old: Told, new: Told) -> Flags | bool:
    """Say in which rows some output is not the same in both versions."""
    return reduce(np.logical_or, (_differs(name, old, new) for name in names))


def _differs(name: str, old: Told, new: Told) -> Flags | bool:
    """Say in which rows an output has another mask; where its bits stand for others, in all."""
    if _values(old, name) != _values(new, name):
        return True
    return old[name][1] != new[name][1] if name in old else False


def _kinds(columns: Sequence[Ints | Masks], places: Ints) -> Iterator[tuple[Ints, list[int]]]:
    """Yield the rows that have the same in all columns, which are of some places, with that."""
    group, first = alike(columns, len(places))
    order = np.argsort(group, kind="stable")
    begins = np.searchsorted(group[order], np.arange(len(first)))
    for row, those in zip(first.tolist(), np.split(places[order], begins)[1:], strict=True):
        yield those, [int(each[row]) for each in columns]


def _moving(name: str, was: str, is_: str, rows: Ints) -> Iterator[Movement]:
    if was != is_ and not says_nothing(name, was, is_):
        yield Movement(f"{name}: {was} -> {is_}", rows)


def _either(possible: Sequence[Value]) -> str:
    """Say what is possible, in the order outcomes have."""
    return " or ".join(sorted(map(named, possible), key=_by_size))


def _by_size(value: str) -> tuple[bool, int, str]:
    return value != NOTHING, int(value) if value.isdigit() else 0, value
