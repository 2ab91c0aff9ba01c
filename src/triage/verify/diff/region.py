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
class Common:
    """A set with all of some members and none of others."""

    includes: tuple[str, ...]
    excludes: tuple[str, ...]

    @property
    def plain(self) -> Plain:
        """What a file would hold."""
        said: dict[str, Plain] = {}
        if self.includes:
            said["includes_all"] = [*self.includes]
        if self.excludes:
            said["excludes"] = [*self.excludes]
        return said


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


Answered = Values | Ranges | Common | Sets


@dataclass(frozen=True, slots=True)
class Region:
    """All who answer so: one condition for each answer that matters, by path."""

    answers: tuple[tuple[AnswerPath, Answered], ...]

    def __str__(self) -> str:
        """Return it on one line, as YAML reads it."""
        return flow({str(path): each.plain for path, each in self.answers})
