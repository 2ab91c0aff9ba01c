"""The assessments of two versions of a rulebook, in one space both decide in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from triage.diagrams.steps import too_many_steps
from triage.engine.symbolic.partition import Partition, TooWide
from triage.engine.symbolic.space import Space
from triage.model.condition import Membership
from triage.model.question import Choice, Dates, Subset
from triage.program.formula import TRUE, Formula, In, MembersIn
from triage.program.program import Program, Role, Variable
from triage.verify.diff.answers import Translation, United, alone, unite
from triage.verify.state_space import MOST_STEPS

OLD, NEW = 0, 1
"""The sides: the version before, and the one after."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the joint space, its number in each version, and its answers."""

    variable: Variable
    answers: United
    old: int | None
    new: int | None
    replaced: bool = False
    """Whether the other version asks another question in its place, with no answer in common.

    What would be answered to the two is independent.
    """

    def number(self, side: int) -> int | None:
        """Return the number of the question in a version; `None` where that does not ask it."""
        return (self.old, self.new)[side]

    def translate(self, side: int) -> Translation:
        """Return what makes answers those of a version."""
        return (self.answers.old, self.answers.new)[side]


class JointSpace:
    """The space of both versions; `old` and `new` are what each sees of it.

    Raises:
        LimitReached: there are too many kinds of answers.
    """

    def __init__(self, old: Program, new: Program, as_of: date) -> None:
        self.asked = _asked(old, new, as_of)
        both = _program([each.variable for each in self.asked])
        self.partition = partition = Partition(both)
        for side, program in enumerate((old, new)):
            numbers = _numbers(self.asked, side)
            indexes = [numbers[index] for index in range(len(program.variables))]
            partition.also(program, indexes, _masks(self.asked, side))
        for each in self.asked:
            if each.answers.changed:
                partition.apart(_told_apart(each, as_of))
        try:
            self.space = Space(both, partition, as_of)
        except TooWide:
            raise too_many_steps(MOST_STEPS) from None
        self.program = both
        self.old = _View(self.space, self.asked, old, is_old=True)
        self.new = _View(self.space, self.asked, new, is_old=False)


class _View(Space):
    """A joint space as one version sees it: its own numbers, and its own codes of answers."""

    def __init__(
        self, space: Space, asked: Sequence[Asked], program: Program, is_old: bool
    ) -> None:
        self.sizes = space.sizes
        self.levels = {}
        self._translated: dict[int, tuple[int | None, ...]] = {}
        for each in asked:
            number = each.old if is_old else each.new
            if number is None or each.variable.index not in space.levels:
                continue
            translate: Translation = each.answers.old if is_old else each.answers.new
            self.levels[number] = space.levels[each.variable.index]
            codes = space.codes(each.variable.index)
            self._translated[number] = tuple(
                None if code is None else translate(code) for code in codes
            )
        self.variables = [each for each in program.variables if each.index in self.levels]

    def codes(self, index: int) -> tuple[int | None, ...]:
        """Return the code of each class of a variable, `None` where the version has none."""
        return self._translated[index]


def _asked(old: Program, new: Program, as_of: date) -> list[Asked]:
    paths = dict.fromkeys([*new.by_path, *old.by_path])
    found: list[Asked] = []
    for path in paths:
        before, after = old.by_path.get(path), new.by_path.get(path)
        replaced = before is not None and after is not None
        if before is not None and after is not None:
            one, other = old.variables[before], new.variables[after]
            united = unite(one, other, as_of)
            if united is not None:
                found.append(_question(len(found), other, united, before, after, one.role))
                continue
        if after is not None:
            variable = new.variables[after]
            asked = _question(len(found), variable, alone(variable, False), None, after)
            found.append(replace(asked, replaced=replaced))
        if before is not None:
            variable = old.variables[before]
            asked = _question(len(found), variable, alone(variable, True), before, None)
            found.append(replace(asked, replaced=replaced))
    return found


def _question(
    index: int,
    variable: Variable,
    answers: United,
    old: int | None,
    new: int | None,
    role: Role | None = None,
) -> Asked:
    roles = {variable.role, variable.role if role is None else role}
    joint = next(each for each in (Role.READ, Role.STATED, Role.UNREAD) if each in roles)
    asked = replace(
        variable,
        index=index,
        domain=answers.domain,
        low=answers.low,
        high=answers.high,
        role=joint,
        applies=TRUE,
        asked=None,
    )
    return Asked(asked, answers, old, new)


def _numbers(asked: Sequence[Asked], side: int) -> dict[int, int]:
    """Return the joint number of each variable of one version, by its own."""
    own = [(each.old, each.new)[side] for each in asked]
    return {
        number: each.variable.index
        for number, each in zip(own, asked, strict=True)
        if number is not None
    }


def _masks(asked: Sequence[Asked], side: int) -> dict[int, Callable[[int], int]]:
    """Return what the sets of one version are among all members, where that differs."""
    found = (
        (each.variable.index, (each.answers.from_old, each.answers.from_new)[side])
        for each in asked
    )
    return {index: from_ for index, from_ in found if from_ is not None}


def _told_apart(asked: Asked, as_of: date) -> Iterator[Formula]:
    """Yield what tells answers that only one version knows from those that both do."""
    variable, answers = asked.variable, asked.answers
    if isinstance(variable.domain, Subset):
        for bit in range(variable.high.bit_length()):
            if answers.old(1 << bit) is None or answers.new(1 << bit) is None:
                yield MembersIn(variable.index, Membership.ANY, 1 << bit)
        return
    low, high = variable.low, variable.high
    if isinstance(variable.domain, Dates):
        low, high = (day.toordinal() for day in variable.domain.bounds(as_of))
    known = [(answers.old(code), answers.new(code)) for code in range(low, high + 1)]
    is_choice = isinstance(variable.domain, Choice)
    for code, (before, here) in zip(range(low + 1, high + 1), pairwise(known), strict=True):
        told = [one is None for one in here] != [one is None for one in before]
        if is_choice or told:
            yield In(variable.index, ((code, high),))


def _program(variables: Sequence[Variable]) -> Program:
    """Return a program that asks and concludes nothing."""
    return Program(
        variables=tuple(variables),
        derived=(),
        target_group=None,
        typology=None,
        rules=(),
        interventions=(),
        spans=(),
        grids={},
        by_path={each.path: each.index for each in variables},
    )
