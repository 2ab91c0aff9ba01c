"""What a message may quote of a wrong answer to a public question: what is nearly a right one."""

from __future__ import annotations

from collections.abc import Collection

from triage.diagnostics import HIDDEN, nearest, quoted, quoted_day, quoted_number
from triage.model.question import Choice, Dates, Domain, Lookup, Number, Subset, YesNo


def quoted_answer(domain: Domain, value: object, known: Collection[str]) -> str:
    """Return the answer where it is nearly one of the `known`, a short number or a day; else `…`.

    Of a set, each member is quoted or not. Of a text, nothing is.
    """
    match domain:
        case Subset() if isinstance(value, list | tuple):
            return f"[{', '.join(_word(member, known) for member in value[:_MOST_MEMBERS])}]"
        case Choice() | YesNo() | Subset() | Lookup():
            return _word(value, known)
        case Number():
            return quoted_number(value)
        case Dates():
            return quoted_day(value)
        case _:
            return HIDDEN


_MOST_MEMBERS = 20


def _word(said: object, known: Collection[str]) -> str:
    near = nearest(said, known) if isinstance(said, str) else None
    return quoted(said, near, known)
