"""How long calls of the library may take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Final

from triage.diagnostics import Diagnostic, LimitReached
from triage.engine import OutOfTime, deadline
from triage.library.arguments import seconds_argument

_NONE: Final = nullcontext()


def time_limit(seconds: float | None) -> AbstractContextManager[None]:
    """Give up what this thread does in the block after so many seconds, together; `None`: never.

    It holds whatever works on open answers: outcomes, pages, explanations, interviews, the next
    question. Of two, one inside the other, the one that ends first counts. Time changes no answer;
    the same call without a hurry says what it always says.

    Raises:
        LimitReached: the time is up (`out-of-time`).
        TriageError: `seconds` is no number, or below zero.
    """
    wanted = seconds_argument(seconds)
    return _NONE if wanted is None else _limited(wanted)


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    try:
        with deadline(seconds):
            yield
    except OutOfTime:
        raise LimitReached((Diagnostic("out-of-time"),)) from None
