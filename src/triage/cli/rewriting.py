"""Several files of a rulebook written at once: all of them, or none.

What is replaced keeps its permissions: rules are shared by those who work on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from triage.cli.atomic_write import refusing, save
from triage.diagnostics import TriageError

_SHARED = 0o644


def rewrite(files: Mapping[Path, str]) -> None:
    """Write files, over what is there or anew.

    Raises:
        TriageError: one cannot be written; then all are as they were.
    """
    before: dict[Path, tuple[bytes, int] | None] = {}
    try:
        for file, text in files.items():
            before[file] = _as_it_is(file)
            _write(file, text.encode(), before[file])
    except TriageError:
        for file, was in before.items():
            _put_back(file, was)
        raise


def _as_it_is(file: Path) -> tuple[bytes, int] | None:
    with refusing(file):
        return (file.read_bytes(), file.stat().st_mode) if file.exists() else None


def _write(file: Path, content: bytes, was: tuple[bytes, int] | None) -> None:
    with refusing(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        save(file.resolve(), content)
        file.chmod(_SHARED if was is None else was[1] & 0o777)


def _put_back(file: Path, was: tuple[bytes, int] | None) -> None:
    with suppress(OSError, TriageError):
        if was is None:
            file.unlink(missing_ok=True)
        else:
            _write(file, was[0], was)
