"""How reading and assessing may end: with what was asked for, or with something to show."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
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


WAITING = 12
"""How many times the processor time something may take by the clock, on a machine it shares."""


Stop = Callable[[int, FrameType | None], None]
"""What a signal calls."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Fail where something computes for longer, or hangs: waits many times as long."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"not done in {seconds} seconds of the processor")

    with (
        _timer(signal.ITIMER_PROF, signal.SIGPROF, seconds, stop),
        _timer(signal.ITIMER_REAL, signal.SIGALRM, seconds * WAITING, stop),
    ):
        yield


@contextmanager
def _timer(
    which: int,
    number: signal.Signals,
    seconds: float,
    stop: Callable[[int, FrameType | None], None],
) -> Iterator[None]:
    before = signal.signal(number, stop)
    signal.setitimer(which, seconds)
    try:
        yield
    finally:
        signal.setitimer(which, 0)
        signal.signal(number, before)
