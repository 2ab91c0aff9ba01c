"""Open files held by one process at a time, and free again when it ends, however it ends."""

from __future__ import annotations

import errno
import sys

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
