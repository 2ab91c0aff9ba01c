"""A bar for work that takes longer than a moment: on a terminal only, beside the result."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click

T = TypeVar("T")


@contextmanager
def progress(items: Iterable[T], what: str, length: int | None = None) -> Iterator[Iterable[T]]:
    """Show how many items are done, of `length` where that is known."""
    if not sys.stderr.isatty():
        yield items
        return
    with click.progressbar(items, length=length, label=what, file=sys.stderr) as bar:
        yield bar
