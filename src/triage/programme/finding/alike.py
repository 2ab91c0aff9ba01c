"""Ids that are written differently and could be the same person's."""

from __future__ import annotations

from triage.programme.local_ids import spellings


class Alike:
    """The ids of one table, to be found under any spelling."""

    def __init__(self) -> None:
        """Begin without any."""
        self._as_written = dict[str, str]()
        self._otherwise = dict[str, str]()

    def add(self, id_: str) -> None:
        """Add an id that none is like so far."""
        first, *others = spellings(id_)
        self._as_written[first] = id_
        for each in others:
            self._otherwise.setdefault(each, id_)

    def like(self, id_: str) -> str | None:
        """Return an id that could be the same person's as one that is not among them, if any."""
        every = spellings(id_)
        found = [self._as_written.get(each) for each in every]
        return next(filter(None, [*found, self._otherwise.get(every[0])]), None)
