"""A folder held open: what is done in it stays in it, wherever its path leads by then.

Windows opens no folders: there, a folder is known by its path.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from contextlib import suppress
from pathlib import Path

_EXACT = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_NO_HARD_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}


class Folder:
    """An open folder. What is opened, made or moved in it is never reached through a link."""

    def __init__(self, path: Path, within: Folder | None = None) -> None:
        """Open the folder at `path`, or the one of that name `within` another.

        Raises:
            OSError: it cannot be opened.
        """
        self._path: Path = path if within is None else within._path / path
        self.handle: int | None = None
        if sys.platform != "win32":
            flags = os.O_RDONLY | os.O_DIRECTORY | (0 if within is None else _EXACT)
            self.handle = os.open(path, flags, dir_fd=None if within is None else within.handle)

    def __enter__(self) -> Folder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close it; nothing can be done in it any more."""
        if self.handle is not None:
            os.close(self.handle)

    def names(self) -> list[str]:
        """Return the names of what is in it."""
        # By the handle, which stays this folder wherever its path leads; pathlib takes none.
        return os.listdir(self._path if self.handle is None else self.handle)  # noqa: PTH208

    def open(self, name: str, flags: int) -> int:
        """Open a file in it; one that is made is its owner's alone."""
        return os.open(self._at(name), flags | _EXACT, 0o600, dir_fd=self.handle)

    def read(self, name: str) -> bytes | None:
        """Return what a file in it holds; `None` where there is none."""
        try:
            handle = self.open(name, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        except FileNotFoundError:
            return None
        with open(handle, "rb") as stream:  # noqa: PTH123 - by the handle
            return stream.read()

    def taken(self, name: str) -> bool:
        """Return whether anything has a name in it, if only a link that leads nowhere."""
        try:
            os.stat(self._at(name), dir_fd=self.handle, follow_symlinks=False)
        except FileNotFoundError:
            return False
        return True

    def make(self, name: str) -> Folder:
        """Make and open a folder in it, its owner's alone."""
        os.mkdir(self._at(name), 0o700, dir_fd=self.handle)
        return Folder(Path(name), within=self)

    def has(self, name: str, handle: int) -> bool:
        """Return whether an open file is what has a name in it."""
        try:
            there = os.stat(self._at(name), dir_fd=self.handle, follow_symlinks=False)
        except FileNotFoundError:
            return False
        return os.path.samestat(os.fstat(handle), there)

    def remove(self, name: str) -> None:
        """Remove a file, or a folder with all that is in it, as far as that can be done."""
        try:
            os.unlink(self._at(name), dir_fd=self.handle)
        except FileNotFoundError:
            return
        except OSError:
            shutil.rmtree(self._at(name), ignore_errors=True, dir_fd=self.handle)

    def move_over(self, name: str, to: str) -> None:
        """Move a file to the name `to`, over the ordinary file or link that has it.

        Raises:
            OSError: something else has that name, or it cannot be moved.
        """
        with suppress(FileNotFoundError):
            there = os.stat(self._at(to), dir_fd=self.handle)
            if not stat.S_ISREG(there.st_mode):
                raise OSError(errno.EINVAL, "no ordinary file")
        self._replace(name, to)

    def move(self, name: str, to: str) -> None:
        """Move a file or folder to the name `to`, which must be free.

        Raises:
            FileExistsError: it is not; a link that leads nowhere has a name too.
            OSError: it cannot be moved.
        """
        if sys.platform == "win32":
            Path(self._at(name)).rename(self._at(to))  # which replaces nothing there
        elif stat.S_ISDIR(os.stat(name, dir_fd=self.handle).st_mode):
            if self.taken(to):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
            self._replace(name, to)  # which puts a folder over nothing but an empty one
        else:
            self._link(name, to)

    def _link(self, name: str, to: str) -> None:
        try:
            os.link(name, to, src_dir_fd=self.handle, dst_dir_fd=self.handle)
        except OSError as error:
            if error.errno not in _NO_HARD_LINKS:
                raise
            os.close(self.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
            self._replace(name, to)
        self.settle()

    def _replace(self, name: str, to: str) -> None:
        fd = self.handle
        os.replace(self._at(name), self._at(to), src_dir_fd=fd, dst_dir_fd=fd)
        self.settle()

    def settle(self) -> None:
        """Wait until its names are on the drive, where the drive can tell."""
        if self.handle is not None:
            with suppress(OSError):
                os.fsync(self.handle)

    def _at(self, name: str) -> str:
        return str(self._path / name) if self.handle is None else name
