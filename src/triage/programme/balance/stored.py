"""A stored assessment with the id its columns stand under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True, repr=False)
class Stored:
    """Answers as they were stored, and the local id of the case, if they have one."""

    case: str | None
    as_of: date
    answers: Mapping[str, Any]
