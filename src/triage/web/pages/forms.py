"""What forms hold, as they come in: a field that does not hold what it must is refused."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from typing import Annotated, Final

from fastapi import Depends, Request
from starlette.datastructures import FormData

from triage.diagnostics import Diagnostic
from triage.web.problems import Refusal

LONGEST: Final = 20_000
"""Characters of a field: what the journal takes of words. Pages ask for less."""


class BadForm(Refusal):
    """A field of a form holds something else than the page put there."""

    status = 422


async def _posted(request: Request) -> AsyncIterator[FormData]:
    """Yield a form; files that came with it are closed in the end."""
    async with request.form() as form:
        yield form


Posted = Annotated[FormData, Depends(_posted)]


def text_in(form: FormData, name: str) -> str:
    """Return what a field holds; nothing where it holds a file or is not there.

    Raises:
        BadForm: it holds more than any field of a page takes.
    """
    value = form.get(name)
    if not isinstance(value, str):
        return ""
    if len(value) > LONGEST:
        raise bad_form(name)
    return value.strip()


def number_in(form: FormData, name: str) -> int:
    """Return the whole number a field holds.

    Raises:
        BadForm: it holds none.
    """
    text = text_in(form, name)
    if not (text.isascii() and text.isdecimal() and len(text) < 16):
        raise bad_form(name)
    return int(text)


def day_in(form: FormData, name: str) -> date | None:
    """Return the day a field holds, where it holds something.

    Raises:
        BadForm: it holds no day.
    """
    text = text_in(form, name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise bad_form(name) from None


def bad_form(name: str) -> BadForm:
    """Return the refusal of a form; what its field `name` holds is not repeated."""
    return BadForm((Diagnostic("web-request", path=name, details={"kind": "form"}),))
