"""Writing files and folders: wholly or not at all, and new ones readable by their owner alone.

Everything the command writes is written here. Until it is moved to its place, what is being written
is named `.triage-<32 hexadecimal digits>.tmp`.

INVARIANT: who makes such a file holds it while it has that name, so what nobody holds, a crash has
left.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path

from triage.cli.file_lock import hold
from triage.cli.folder import Folder
from triage.diagnostics import Diagnostic, TriageError

_CODES = {
    errno.EEXIST: "not-written-over",
    errno.ENAMETOOLONG: "name-too-long",
    errno.EFBIG: "no-room-left",
    errno.ENOSPC: "no-room-left",
    errno.ENOTEMPTY: "not-written-over",
    errno.EDQUOT: "no-room-left",
}


def put(
    folder: Folder,
    name: str,
    content: bytes | Iterable[bytes],
    *,
    new: bool = False,
    like: os.stat_result | None = None,
) -> None:
    """Put a file in its place once all of it is on the drive; content may come piece by piece.

    It is its owner's alone, or may be read and written by those who could the one it is `like`.

    Raises:
        FileExistsError: it should be `new`, and something has that name.
        OSError: it cannot be written; what was there before is still there, whole.
    """
    with unfinished_file(folder) as (unfinished, stream):
        for piece in (content,) if isinstance(content, bytes) else content:
            rest = memoryview(piece)
            while rest:
                rest = rest[stream.write(rest) :]
        if like is not None:
            _let_in(stream.fileno(), like)
        os.fsync(stream.fileno())
        if sys.platform == "win32":  # which moves nothing that is open
            stream.close()
        (folder.move if new else folder.move_over)(unfinished, name)


def _let_in(handle: int, like: os.stat_result) -> None:
    """Give a file the owner and the permissions of another, as far as that is ours to do."""
    if sys.platform != "win32":
        with suppress(PermissionError):
            os.fchown(handle, like.st_uid, like.st_gid)
        os.fchmod(handle, stat.S_IMODE(like.st_mode))


def save_lines(file: Path, lines: Iterable[str]) -> None:
    """Write a file line by line, as UTF-8, over what is there; however long, none is kept.

    Raises:
        TriageError: it cannot be written.
    """
    with refusing(file), Folder(file.parent) as folder:
        sweep(folder)
        put(folder, file.name, (f"{line}\n".encode() for line in lines))


def save(file: Path, content: str | bytes, *, new: bool = False) -> None:
    """Write a file, a text as UTF-8, over what is there unless it should be `new`.

    Raises:
        TriageError: it cannot be written.
    """
    with refusing(file), Folder(file.parent) as folder:
        sweep(folder)
        put(folder, file.name, content if isinstance(content, bytes) else content.encode(), new=new)


def save_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write a new folder of files; a name with `/` is in a folder of it.

    Raises:
        TriageError: it cannot be written, or something is there.
    """
    with refusing(folder), Folder(folder.parent) as parent:
        sweep(parent)
        with unfinished_folder(parent) as (unfinished, made):
            _fill(made, files)
            parent.move(unfinished, folder.name)


def _fill(folder: Folder, files: Mapping[str, str]) -> None:
    inner: dict[str, dict[str, str]] = {}
    for name, text in files.items():
        first, within, rest = name.partition("/")
        if within:
            inner.setdefault(first, {})[rest] = text
        else:
            put(folder, name, text.encode(), new=True)
    for name, below in inner.items():
        with folder.make(name) as made:
            _fill(made, below)


def refuse_taken(folder: Path) -> None:
    """Refuse to write where something is, if only a link that leads nowhere.

    Raises:
        TriageError: it is there.
    """
    with refusing(folder):
        if os.path.lexists(folder):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))


@contextmanager
def refusing(file: Path) -> Iterator[None]:
    """Say in words what keeps a file from being written.

    Raises:
        TriageError: instead of any OSError.
    """
    try:
        yield
    except OSError as error:
        code = _CODES.get(error.errno or 0, "cannot-be-saved")
        raise TriageError((Diagnostic(code, details={"file": str(file)}),)) from None


@contextmanager
def reading(file: Path) -> Iterator[None]:
    """Say in words that a file cannot be read.

    Raises:
        TriageError: instead of any OSError.
    """
    try:
        yield
    except OSError:
        raise TriageError((Diagnostic("unreadable-file", details={"file": str(file)}),)) from None


_UNFINISHED = re.compile(r"\.triage-[0-9a-f]{32}\.tmp")
_LEFT = re.compile(rf"{_UNFINISHED.pattern}|\..+\.triage-lock", re.DOTALL)


@contextmanager
def unfinished_file(folder: Folder) -> Iterator[tuple[str, FileIO]]:
    """Make a file, for its owner alone; what has not been moved by the end is gone."""
    while True:
        name = unfinished_name()
        handle = folder.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL)
        if _is_ours(folder, name, handle):
            break
        os.close(handle)
    with FileIO(handle, "r+") as stream:
        try:
            yield name, stream
        finally:
            folder.remove(name)


@contextmanager
def unfinished_folder(folder: Folder) -> Iterator[tuple[str, Folder]]:
    """Make a folder, for its owner alone; what has not been moved by the end is gone."""
    while True:
        name = unfinished_name()
        made = folder.make(name)
        if made.handle is None or _is_ours(folder, name, made.handle):
            break
        made.close()
    with made:
        try:
            yield name, made
        finally:
            folder.remove(name)


def left_over(folder: Folder) -> list[str]:
    """Return the names of what is unfinished in a folder, in use or left by a crash."""
    return sorted(name for name in folder.names() if _UNFINISHED.fullmatch(name))


def sweep(folder: Folder) -> None:
    """Remove what crashes have left in a folder: what is unfinished, or claims a name, unheld."""
    for name in folder.names():
        if _LEFT.fullmatch(name):
            with suppress(OSError):
                _sweep_one(folder, name)


def _sweep_one(folder: Folder, name: str) -> None:
    if sys.platform == "win32":
        folder.remove(name)  # which fails while anybody has it open
        return
    try:
        handle = folder.open(name, os.O_RDWR)
    except IsADirectoryError:
        handle = folder.open(name, os.O_RDONLY)
    try:
        if hold(handle) and folder.has(name, handle):
            folder.remove(name)
    finally:
        os.close(handle)


def unfinished_name() -> str:
    """Return a name for what is unfinished that nothing else has."""
    return f".triage-{secrets.token_hex(16)}.tmp"


def _is_ours(folder: Folder, name: str, handle: int) -> bool:
    """Hold what was just made; return False where a sweep got hold of it first."""
    try:
        hold(handle)
    except BlockingIOError:
        return False
    return folder.has(name, handle)
