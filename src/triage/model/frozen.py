"""What all data that crosses the boundary is: strict, immutable, and read back from its own JSON.

Strict means that nothing is coerced. What JSON has no type for is read from what stands for it
there: a tuple from a list, a word from text (`Many`, `Word`), and a day from ISO text (`IsoDate`).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ModelWrapValidatorHandler,
    Strict,
    ValidationError,
)
from pydantic import model_validator as validator

from triage.model.validation_errors import silent

K = TypeVar("K")
T = TypeVar("T")


class FrozenDict(dict[K, T]):
    """A dictionary that never changes, so that frozen models can share it; copies are plain."""

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("it never changes")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[type[dict[K, T]], tuple[dict[K, T]]]:
        return dict, (dict(self),)


class Frozen(BaseModel):
    """Strict and immutable; an error never holds what it was given, however it is read.

    `hide_input_in_errors` keeps that out of its text alone: `errors()` would still have it, and so
    would those of another model that has this one as a field.
    """

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, populate_by_name=True, hide_input_in_errors=True
    )

    @validator(mode="wrap")
    @classmethod
    def _refuse_in_silence(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(data)
        except ValidationError as error:
            refused = silent(error, Frozen)
        raise refused  # not within `except`, which would chain it to the error that tells

    @classmethod
    def model_validate_json(cls, *arguments: Any, **options: Any) -> Self:
        """Validate as pydantic does; text that is no JSON is not repeated."""
        try:
            return super().model_validate_json(*arguments, **options)
        except ValidationError as error:
            refused = silent(error, Frozen)
        raise refused

    @classmethod
    def unchecked(cls, fields: dict[str, Any], given: set[str]) -> Self:
        """Return a model of all its fields by name, in order, that the package made itself.

        It is what `model_construct` makes, at a tenth of its cost: defaults are not looked for.
        INVARIANT: it equals, reads, dumps and pickles as one that was validated.
        """
        made = cls.__new__(cls)
        object.__setattr__(made, "__dict__", fields)
        object.__setattr__(made, "__pydantic_fields_set__", given)
        object.__setattr__(made, "__pydantic_extra__", None)
        object.__setattr__(made, "__pydantic_private__", None)
        return made

    if not TYPE_CHECKING:  # type checkers see that the model is frozen

        def __setattr__(self, name: str, value: object) -> None:
            """Refuse, without the value."""
            try:
                return super().__setattr__(name, value)
            except ValidationError as error:
                refused = silent(error, Frozen)
            raise refused


class Document(Frozen):
    """What stands in JSON by itself; most say the name of their schema first."""

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return self.model_dump(mode="json", by_alias=True)


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
