"""What all data that crosses the boundary is: strict, immutable, and read back from its own JSON.

Strict means that nothing is coerced. What JSON has no type for is read from what stands for it
there: a tuple from a list, a word from text (`Many`, `Word`), and a day from ISO text (`IsoDate`).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Strict

T = TypeVar("T")


class Frozen(BaseModel):
    """Strict and immutable; an error never repeats what it was given."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, populate_by_name=True, hide_input_in_errors=True
    )


def iso_date(value: object) -> object:
    """Read ISO text as a date and leave everything else to strict validation."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:  # it quotes the text, which may be anything
        raise ValueError("not a date such as 2026-11-22") from None


IsoDate = Annotated[date, BeforeValidator(iso_date)]
Many = Annotated[tuple[T, ...], Strict(False)]
Word = Annotated[T, Strict(False)]
