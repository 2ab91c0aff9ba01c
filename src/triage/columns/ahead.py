"""Work in threads side by side: what comes next is made while what came is used."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def ahead(items: Iterator[T]) -> Iterator[T]:
    """Yield items, one of which is made meanwhile by another thread; an error comes in its place.

    Two cores are used where what is made, or done with it, lets go of the interpreter: reading and
    writing files of Arrow do, and so does whatever works on long arrays.
    """
    nothing = object()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(next, items, nothing)
        while (item := waiting.result()) is not nothing:
            waiting = pool.submit(next, items, nothing)
            yield item  # type: ignore[misc]  # what is no item has been left out
