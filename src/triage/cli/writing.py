"""Writing files and folders: wholly or not at all, and readable by their owner alone.

Everything the command writes is written here.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from triage.cli.folder import Folder
from triage.cli.unfinished import sweep, unfinished_file, unfinished_folder
from triage.diagnostics import Diagnostic, TriageError

_CODES = {
    errno.EEXIST: "not-written-over",
    errno.ENAMETOOLONG: "name-too-long",
    errno.EFBIG: "no-room-left",
    errno.ENOSPC: "no-room-left",
    errno.ENOTEMPTY: "not-written-over",
    errno.EDQUOT: "no-room-left",
}


def put(folder: Folder, name: str, content: bytes, *, new: bool = False) -> None:
    """Put a file in its place once all of it is on the drive.

    Raises:
        FileExistsError: it should be `new`, and something has that name.
        OSError: it cannot be written; what was there before is still there, whole.
    """
    with unfinished_file(folder) as (unfinished, stream):
        rest = memoryview(content)
        while rest:
            rest = rest[stream.write(rest) :]
        os.fsync(stream.fileno())
        if sys.platform == "win32":  # which moves nothing that is open
            stream.close()
        (folder.move if new else folder.move_over)(unfinished, name)


def save(file: Path, content: str | bytes, *, new: bool = False) -> None:
    """Write a file, a text as UTF-8, over what is there unless it should be `new`.

    Raises:
        TriageError: it cannot be written.
    """
    with refusing(file), Folder(file.parent) as folder:
        sweep(folder)
        put(folder, file.name, content if isinstance(content, bytes) else content.encode(), new=new)


def save_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write a new folder of files.

    Raises:
        TriageError: it cannot be written, or something is there.
    """
    with refusing(folder), Folder(folder.parent) as parent:
        sweep(parent)
        with unfinished_folder(parent) as (unfinished, made):
            for name, text in files.items():
                put(made, name, text.encode(), new=True)
            parent.move(unfinished, folder.name)


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
