"""How reading and assessing may end: with what was asked for, or with something to show."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from triage.diagnostics import (
    LANGUAGES,
    Diagnostic,
    Sources,
    render_github,
    render_json,
    render_sarif,
    render_text,
)

LONGEST = 2_000_000
"""Nobody reads more characters than these about one file."""


def assert_showable(found: Sequence[Diagnostic], sources: Sources | None = None) -> None:
    """Hold that diagnostics can be shown in every language and form, and are no flood."""
    for lang in LANGUAGES:
        shown = [
            render_text(found, sources or {}, lang),
            *(render(found, lang) for render in (render_json, render_sarif, render_github)),
        ]
        assert all(shown)
        assert max(map(len, shown)) < LONGEST


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Fail where something hangs; the time is many times what it takes on a busy machine."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"not done in {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
