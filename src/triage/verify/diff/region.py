"""Conditions on answers that hold for some assessments and for no others, as data."""

from __future__ import annotations

from dataclasses import dataclass

from triage.language.printing import Plain, flow
from triage.model.answer_path import AnswerPath

NOT_APPLICABLE = "not_applicable"
"""Stands for a question that is not asked."""


@dataclass(frozen=True, slots=True)
class Values:
    """One of some values, or not asked."""

    values: tuple[str, ...]

    @property
    def plain(self) -> Plain:
        """What a file would hold."""
        return self.values[0] if len(self.values) == 1 else [*self.values]


@dataclass(frozen=True, slots=True)
class Ranges:
    """From one number or date, as ISO text, to another, both included; one of several such."""

    ranges: tuple[tuple[int | str, int | str], ...]

    @property
    def plain(self) -> Plain:
        """What a file would hold."""
        said: list[Plain] = [
            first if first == last else {"from": first, "to": last} for first, last in self.ranges
        ]
        return said[0] if len(said) == 1 else said


@dataclass(frozen=True, slots=True)
class Members:
    """A set with all of some members, none of others, and some of each in `any_of`.

    It has not all of any in `not_all`, and so many members as `sizes` say, from and to.
    """

    includes: tuple[str, ...]
    excludes: tuple[str, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    not_all: tuple[tuple[str, ...], ...] = ()
    sizes: tuple[tuple[int, int], ...] = ()

    @property
    def plain(self) -> Plain:
        """What a file would hold."""
        every: list[dict[str, Plain]] = []
        if self.includes:
            every.append({"includes_all": [*self.includes]})
        if self.excludes:
            every.append({"excludes": [*self.excludes]})
        every += [{"includes_any": [*each]} for each in self.any_of]
        every += [{"not": {"includes_all": [*each]}} for each in self.not_all]
        if self.sizes:
            every.append({"count": Ranges(self.sizes).plain})
        keys = [key for each in every for key in each]
        if len(set(keys)) < len(keys):
            return {"all": [*every]}
        return {key: value for each in every for key, value in each.items()}


@dataclass(frozen=True, slots=True)
class Sets:
    """One of some sets; `more` where those are not all."""

    sets: tuple[tuple[str, ...], ...]
    more: bool = False

    @property
    def plain(self) -> Plain:
        """What a file would hold."""
        said: list[Plain] = [[*each] for each in self.sets]
        return said[0] if len(said) == 1 and not self.more else [*said, *(["…"] * self.more)]


Answered = Values | Ranges | Members | Sets


@dataclass(frozen=True, slots=True)
class Region:
    """All who answer so: one condition for each answer that matters, by path."""

    answers: tuple[tuple[AnswerPath, Answered], ...]

    def __str__(self) -> str:
        """Return it on one line, as YAML reads it."""
        return flow({str(path): each.plain for path, each in self.answers})
