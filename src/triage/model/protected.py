"""What a question is about, or stands close to: characteristics that equal treatment protects."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final


class Characteristic(enum.StrEnum):
    """What must not decide how somebody is treated, or is a person's own to tell."""

    ORIGIN = "origin"
    SEX = "sex"
    RELIGION = "religion"
    HEALTH = "health"
    FAMILY = "family"
    DISABILITY = "disability"


NEVER_READ: Final = frozenset({Characteristic.ORIGIN, Characteristic.SEX, Characteristic.RELIGION})
"""What no rule of the method may read: the law and a programme's own target group alone may."""


@dataclass(frozen=True, slots=True)
class ProtectedMark:
    """A characteristic a question concerns or stands close to; `of` names the values or rows.

    Without them it is all of the question.
    """

    characteristic: Characteristic
    of: tuple[str, ...] = ()
