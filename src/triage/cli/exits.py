"""The exit codes of the command."""

from __future__ import annotations

import enum


class Exit(enum.IntEnum):
    """What a run came to; of several cases, the highest counts."""

    DONE = 0
    """Done; an outcome that is still open is done too."""
    FAILED = 1
    """What was checked or tested does not hold."""
    USAGE = 2
    """The command was not understood."""
    INVALID = 3
    """A file cannot be read, or is not what it should be."""
    DISAGREE = 4
    """Two engines gave different outcomes, so none is shown."""
    UNABLE = 5
    """Something is not installed, a limit was reached, or the output could not be written."""
    INTERRUPTED = 130
    """Stopped from the keyboard."""
