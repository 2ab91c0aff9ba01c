"""Numbers that an earlier report published, repeated in a later one with the day they are of.

They count, add and compare as the numbers they are; what is worked out from one carries its day on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ValidatorFunctionWrapHandler, WrapValidator


class Repeated(int):
    """A number of people, as it was on an earlier day."""

    as_of: date

    def __new__(cls, number: int, as_of: date) -> Repeated:
        """Take the number and its day."""
        made = super().__new__(cls, number)
        made.as_of = as_of
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy both."""
        return Repeated, (int(self), self.as_of)


class RepeatedAmount(Decimal):
    """An amount of hours or money, as it was on an earlier day."""

    as_of: date

    def __new__(cls, amount: Decimal, as_of: date) -> RepeatedAmount:
        """Take the amount and its day."""
        made = super().__new__(cls, amount)
        made.as_of = as_of
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy both."""
        return RepeatedAmount, (Decimal(self), self.as_of)


def day_of(number: object) -> date | None:
    """Return the day a number is repeated from; `None` where it is of today."""
    return number.as_of if isinstance(number, Repeated | RepeatedAmount) else None


def worked_out(number: int, source: int | None) -> int:
    """Return a number that follows from another, with its day where that is repeated."""
    day = day_of(source)
    return number if day is None else Repeated(number, day)


def _kept(value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
    """Let a repeated number through as it is: validating it would take its day away."""
    return value if day_of(value) is not None else validate(value)


Hidden = Annotated[int | None, WrapValidator(_kept)]
"""How many people; None where it is hidden."""

Amount = Annotated[Decimal, WrapValidator(_kept)]
"""Money."""

HiddenAmount = Annotated[Decimal | None, WrapValidator(_kept)]
"""Hours or money; None where it is hidden, or there is none."""


def repeated_in(document: BaseModel) -> dict[str, date]:
    """Return the day of each repeated number in a document, by its JSON pointer (RFC 6901)."""
    return dict(_repeated(document, ""))


def _repeated(value: object, pointer: str) -> Iterator[tuple[str, date]]:
    day = day_of(value)
    if day is not None:
        yield pointer, day
    for name, inner in _inside(value):
        escaped = str(name).replace("~", "~0").replace("/", "~1")
        yield from _repeated(inner, f"{pointer}/{escaped}")


def _inside(value: object) -> Iterator[tuple[object, object]]:
    match value:
        case BaseModel():
            for name, field in type(value).model_fields.items():
                yield field.alias or name, getattr(value, name)
        case Mapping():
            yield from value.items()
        case tuple() | list():
            yield from enumerate(value)
