"""Overwriting and removing files, so that a crash leaves nothing half erased under its name.

A file first gets the name of what is unfinished, and what has such a name the next command that
writes in the folder removes, and `triage erase` overwrites.
"""

from __future__ import annotations

import os
import secrets
import sys
from contextlib import ExitStack
from io import FileIO
from pathlib import Path

from triage.cli.atomic_write import refusing, unfinished_name
from triage.cli.edit_journal import settle, unsettled
from triage.cli.file_lock import hold
from triage.cli.folder import Folder

_CHUNK = 1 << 16


def erase_file(file: Path) -> bool:
    """Overwrite a file and remove it; return whether it was overwritten.

    What has another name, too, is removed under this one alone: whoever gave it the other may
    need it. Nothing happens where the file is gone already.

    Raises:
        TriageError: it cannot be written or removed, or another process holds it.
    """
    with refusing(file), Folder(file.parent) as folder:
        if not folder.taken(file.name):
            return True
        with FileIO(folder.open(file.name, os.O_RDWR), "r+") as stream:
            hold(stream.fileno())
            name = file.name
            if sys.platform != "win32":  # which moves nothing that is open
                name = unfinished_name()
                folder.move_over(file.name, name)
            alone = os.fstat(stream.fileno()).st_nlink <= 1
            if alone:
                _overwrite(stream)
        folder.remove(name)
        folder.settle()
    return alone


def settle_and_erase(folder: Path) -> None:
    """Settle a change of files that was broken off, and overwrite what its journals held.

    Raises:
        TriageError: it can be neither finished nor undone, or is still going on.
    """
    with ExitStack() as stack:
        streams = [
            stack.enter_context(FileIO(os.open(each, os.O_RDWR), "r+"))
            for each in unsettled(folder)[1]
            if each.is_file()
        ]
        settle(folder)
        for stream in streams:
            # Settling has removed them; while they are open, their content is still there.
            if os.fstat(stream.fileno()).st_nlink == 0:
                _overwrite(stream)


def _overwrite(stream: FileIO) -> None:
    """Write over all of a file, with nothing that can be made smaller, and wait for the drive."""
    left = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    while left > 0:
        left -= stream.write(secrets.token_bytes(min(left, _CHUNK)))
    os.fsync(stream.fileno())
    stream.truncate(0)
    os.fsync(stream.fileno())
