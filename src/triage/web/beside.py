"""Long work beside the requests: one thing at a time, and none of it keeps the server from ending.

INVARIANT: what is worked out here writes nothing. When the server ends, it is dropped as it stands.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread
from typing import Any, TypeVar

T = TypeVar("T")


class Beside:
    """Works things out in the order they were begun, in a thread that is there while any wait."""

    def __init__(self) -> None:
        self._waiting = deque[Callable[[], None]]()
        self._lock = Lock()
        self._works = False

    def begin(self, make: Callable[[], T]) -> Future[T]:
        """Have something worked out; what is cancelled before its turn comes is left out."""
        future = Future[T]()
        with self._lock:
            self._waiting.append(lambda: _work_out(future, make))
            if not self._works:
                self._works = True
                Thread(target=self._work, name="beside", daemon=True).start()
        return future

    def _work(self) -> None:
        while (work := self._next()) is not None:
            work()

    def _next(self) -> Callable[[], None] | None:
        with self._lock:
            self._works = bool(self._waiting)
            return self._waiting.popleft() if self._waiting else None


def _work_out(future: Future[Any], make: Callable[[], Any]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(make())
    except BaseException as error:  # noqa: BLE001 - whoever asks for the result is told
        future.set_exception(error)
