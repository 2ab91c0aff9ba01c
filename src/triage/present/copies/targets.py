"""Where texts are pasted, and how long they may be there."""

from __future__ import annotations

import enum
from functools import cache
from importlib.resources import as_file, files
from os import PathLike
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from triage.diagnostics import Sources
from triage.language.declared import read_declared

_DEFAULTS = "targets.yaml"


class CopyTarget(enum.StrEnum):
    """What a text is pasted into, as caseworkers call it."""

    CASE_NOTE = "journalnotat"
    PLAN = "min_plan"
    PURPOSE = "formaal"
    GROUNDS = "begrundelse"
    TASK = "opgave"
    REFERRAL = "henvisning"
    SMS = "sms"
    STATISTICS = "statistik"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Room(_Model):
    """How long a text is best, how long it may be, and what stands before it."""

    advised: int = Field(ge=20)
    limit: int = Field(ge=20)
    before: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.advised > self.limit:
            raise ValueError("advised is above limit")
        return self


class Targets(_Model):
    """The room in each field, and how its lines end."""

    line_end: Literal["lf", "crlf"] = "lf"
    targets: dict[CopyTarget, Room] = {}

    def room(self, target: CopyTarget) -> Room:
        """Return the room there is; that of the package where the file says nothing of it."""
        return self.targets.get(target) or packaged_targets().targets[target]


@cache
def packaged_targets() -> Targets:
    """Return the limits that come with the package."""
    with as_file(files(__package__) / _DEFAULTS) as file:
        return read_declared(Path(file), Targets, Sources())


def read_targets(file: str | PathLike[str], sources: Sources | None = None) -> Targets:
    """Read limits of one's own; of a target it does not name, those of the package stay.

    Raises:
        RulebookError: it cannot be read, or does not say what it must.
    """
    return read_declared(Path(file), Targets, Sources() if sources is None else sources)
