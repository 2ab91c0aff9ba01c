"""Locks: a name in a folder is held by one process at a time, and free again when that ends."""

from __future__ import annotations

import errno
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from triage.cli.folder import Folder

if sys.platform == "win32":
    import msvcrt

    def _hold(handle: int) -> None:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError(error.errno, error.strerror) from None
else:
    import fcntl

    def _hold(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL, errno.EBADF}


def hold(handle: int) -> bool:
    """Hold an open file until it is closed; return whether its drive can tell others so.

    Raises:
        BlockingIOError: another process holds it.
    """
    try:
        _hold(handle)
    except OSError as error:
        if error.errno in _NO_LOCKS:  # some network drives
            return False
        raise
    return True


def is_held(file: Path) -> bool:
    """Say whether another process holds a file."""
    try:
        handle = os.open(file, os.O_RDONLY)
    except OSError:
        return False
    try:
        hold(handle)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


_WAITS = (0.0, 0.05, 0.1, 0.2)  # seconds; a sweep may hold it for a moment


class Claim:
    """A name claimed by holding the empty file `.NAME.triage-lock` beside it.

    INVARIANT: no two processes hold a claim on one name, where the drive can tell them apart; and
    none outlives its process, however that ends.
    """

    def __init__(self, folder: Folder, name: str) -> None:
        """Claim `name` in a folder.

        Raises:
            BlockingIOError: another process has claimed it.
            OSError: nothing can be written there under that name.
        """
        self._folder = folder
        self._name = f".{name}.triage-lock"
        self._handle = self._held()

    def release(self) -> None:
        """Let the name go."""
        if sys.platform == "win32":  # which removes nothing that is open
            os.close(self._handle)
            with suppress(OSError):
                self._folder.remove(self._name)
        else:  # removed while it is held: afterwards it may be somebody else's
            self._folder.remove(self._name)
            os.close(self._handle)

    def _held(self) -> int:
        waits = iter(_WAITS)
        while True:
            handle = self._folder.open(self._name, os.O_RDWR | os.O_CREAT)
            try:
                hold(handle)
                if self._folder.has(self._name, handle):
                    return handle
            except BlockingIOError:
                if (wait := next(waits, None)) is None:
                    os.close(handle)
                    raise
                time.sleep(wait)
            os.close(handle)
