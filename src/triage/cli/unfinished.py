"""What is being written, until it is moved to its place: `.triage-<32 hexadecimal digits>.tmp`.

INVARIANT: who makes one holds it while it has that name, so what nobody holds, a crash has left.
"""

from __future__ import annotations

import os
import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO

from triage.cli.folder import Folder
from triage.cli.holding import hold

_LEFT = re.compile(r"\.triage-[0-9a-f]{32}\.tmp|\..+\.triage-lock", re.DOTALL)


@contextmanager
def unfinished_file(folder: Folder) -> Iterator[tuple[str, FileIO]]:
    """Make a file, for its owner alone; what has not been moved by the end is gone."""
    while True:
        name = _name()
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
        name = _name()
        made = folder.make(name)
        if made.handle is None or _is_ours(folder, name, made.handle):
            break
        made.close()
    with made:
        try:
            yield name, made
        finally:
            folder.remove(name)


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


def _name() -> str:
    return f".triage-{secrets.token_hex(16)}.tmp"


def _is_ours(folder: Folder, name: str, handle: int) -> bool:
    """Hold what was just made; return False where a sweep got hold of it first."""
    try:
        hold(handle)
    except BlockingIOError:
        return False
    return folder.has(name, handle)
