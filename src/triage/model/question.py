"""Questions: what may be asked and answered (rulebook language, section 2)."""

from __future__ import annotations

from dataclasses import dataclass

from triage.model.condition import Condition
from triage.model.domain import Domain


@dataclass(frozen=True, slots=True)
class Question:
    """One question, at the top of a rulebook or of each item of a list or row of a grid.

    `asked_when` decides where it applies; `changeable` marks what a person and a caseworker can
    work on; `keep_private` shields the answer from lists, reports and logs; `used_for` says why a
    question that no rule reads is asked nevertheless; `programme_only` marks what is asked for a
    project's own monitoring.
    """

    id: str
    domain: Domain
    factor: str | None = None
    asked_when: Condition | None = None
    changeable: bool = False
    keep_private: bool = False
    used_for: tuple[str, ...] = ()
    programme_only: bool = False
