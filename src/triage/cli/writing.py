"""Writing files in one piece: wholly or not at all, readable by their owner alone."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from triage.diagnostics import Diagnostic, TriageError


def write_whole(file: Path, content: bytes) -> None:
    """Put a file in its place once all of it is written; what was there before is gone.

    Raises:
        OSError: it cannot be written; what was there before is still there.
    """
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(file)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise


def refuse_taken(folder: Path) -> None:
    """Refuse to write where something is.

    Raises:
        TriageError: it is there.
    """
    if folder.exists():
        raise TriageError((Diagnostic("not-written-over", details={"file": str(folder)}),))


def save(file: Path, content: str | bytes) -> None:
    """Write a file whole; a text as UTF-8.

    Raises:
        TriageError: it cannot be written.
    """
    try:
        write_whole(file, content if isinstance(content, bytes) else content.encode())
    except OSError:
        raise _cannot_be_saved(file) from None


def save_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write a new folder of files, wholly or not at all.

    Raises:
        TriageError: it cannot be written.
    """
    try:
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-") as made:
            inside = Path(made) / folder.name
            inside.mkdir(mode=0o700)
            for name, text in files.items():
                write_whole(inside / name, text.encode())
            inside.rename(folder)
    except OSError:
        raise _cannot_be_saved(folder) from None


def _cannot_be_saved(file: Path) -> TriageError:
    return TriageError((Diagnostic("cannot-be-saved", details={"file": str(file)}),))
