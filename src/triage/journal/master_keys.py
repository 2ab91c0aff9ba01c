"""Where the master key of a journal is kept: a file, a variable of the environment, or a command.

It is never in the database. A file must be its owner's alone. Replacing it survives being broken
off: the new key is written beside the old one first, and takes its place once the database is
wrapped by it.
"""

from __future__ import annotations

import os
import shlex
import stat
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from triage.diagnostics import Diagnostic
from triage.journal.keys import KeyProblem, MasterKey

VARIABLE: Final = "TRIAGE_JOURNAL_KEY"
FILE_VARIABLE: Final = "TRIAGE_JOURNAL_KEY_FILE"
COMMAND_VARIABLE: Final = "TRIAGE_JOURNAL_KEY_COMMAND"
_NEXT: Final = "_NEXT"
_SECONDS: Final = 60


class KeySource(Protocol):
    """What has the master key, and takes a new one."""

    def current(self) -> MasterKey:
        """Return the key.

        Raises:
            KeyProblem: there is none.
        """
        ...

    def following(self) -> MasterKey:
        """Return the key that is to replace it.

        INVARIANT: it makes none. Who only looks for the key of a database could make one that takes
        the place of the one that database was wrapped by meanwhile.

        Raises:
            KeyProblem: there is none.
        """
        ...

    def prepared(self) -> MasterKey:
        """Return the same; make it, where it can be: being broken off then loses neither.

        Raises:
            KeyProblem: there is none, and none can be made here.
        """
        ...

    def replaced(self, by: MasterKey) -> None:
        """Note that the database is wrapped by that following key: the earlier one goes."""
        ...


class KeyFile:
    """A key in a file that is its owner's alone; while it is replaced, `.next` stands beside it."""

    def __init__(self, file: Path) -> None:
        self._file, self._next = file, file.with_name(f"{file.name}.next")

    def create(self) -> MasterKey:
        """Make a key, unless there is one.

        Raises:
            KeyProblem: the file cannot be written.
        """
        if self._file.exists():
            return self.current()
        return self._written(self._file)

    def current(self) -> MasterKey:
        """Return the key."""
        return self._read(self._file)

    def following(self) -> MasterKey:
        """Return the key that is to replace it."""
        return self._read(self._next)

    def prepared(self) -> MasterKey:
        """Return the key that is to replace it, made where there is none yet."""
        with _alone_in(self._file.parent):
            return self._read(self._next) if self._next.exists() else self._written(self._next)

    def replaced(self, by: MasterKey) -> None:
        """Put the new key in the place of the old one, whose bytes are overwritten first.

        Where somebody else has, and another is to follow it, that is left alone: several who find
        the old one replaced do this at once.

        INVARIANT: what is overwritten was opened while the new key stood beside it, so that where
        nothing can be held against others, it is the old one still.
        """
        with _alone_in(self._file.parent), self._opened() or nullcontext() as old:
            if not self._follows(by):
                return
            if old is not None:
                _overwrite(old)
            with suppress(FileNotFoundError):  # somebody else was first
                self._next.replace(self._file)
        _settle(self._file.parent)

    def _opened(self) -> BinaryIO | None:
        with suppress(OSError):
            return self._file.open("r+b")
        return None

    def _follows(self, key: MasterKey) -> bool:
        with suppress(KeyProblem):
            return self._read(self._next) == key
        return False

    def _read(self, file: Path) -> MasterKey:
        try:
            with file.open(encoding="ascii") as opened:
                mode = os.fstat(opened.fileno()).st_mode
                text = opened.read()
        except (OSError, UnicodeDecodeError):
            raise _no_key(str(file)) from None
        if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
            raise KeyProblem((Diagnostic("journal-key-readable", details={"where": str(file)}),))
        return MasterKey.read(text, str(file))

    def _written(self, file: Path) -> MasterKey:
        key = MasterKey.made()
        try:
            number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(number, "w", encoding="ascii") as opened:
                opened.write(f"{key.written}\n")
                opened.flush()
                os.fsync(opened.fileno())
            _settle(file.parent)
        except OSError:
            raise KeyProblem((Diagnostic("journal-key-not-written"),)) from None
        return key


class KeptElsewhere(KeySource):
    """A key that somebody else keeps: none is made here, and none goes."""

    def prepared(self) -> MasterKey:
        """Return the key that is to replace it."""
        return self.following()

    def replaced(self, by: MasterKey) -> None:
        """Leave it to whoever keeps it."""


class KeyVariable(KeptElsewhere):
    """A key in the environment; what is to replace it, somebody has put in `..._NEXT`."""

    def __init__(self, environment: Mapping[str, str], name: str = VARIABLE) -> None:
        self._environment, self._name = environment, name

    def current(self) -> MasterKey:
        """Return the key."""
        return MasterKey.read(self._environment.get(self._name, ""), self._name)

    def following(self) -> MasterKey:
        """Return the key that is to replace it."""
        name = f"{self._name}{_NEXT}"
        return MasterKey.read(self._environment.get(name, ""), name)


class KeyCommand(KeptElsewhere):
    """A key that a command prints, such as a vault's client; another prints its replacement."""

    def __init__(self, current: str, following: str | None) -> None:
        self._current, self._following = current, following

    def current(self) -> MasterKey:
        """Return the key."""
        return _printed(self._current, COMMAND_VARIABLE)

    def following(self) -> MasterKey:
        """Return the key that is to replace it."""
        if self._following is None:
            raise KeyProblem((Diagnostic("journal-no-next-key"),))
        return _printed(self._following, f"{COMMAND_VARIABLE}{_NEXT}")


def source_of(environment: Mapping[str, str]) -> KeySource | None:
    """Return the source the environment names; `None` where it names none."""
    if file := environment.get(FILE_VARIABLE):
        return KeyFile(Path(file))
    if command := environment.get(COMMAND_VARIABLE):
        return KeyCommand(command, environment.get(f"{COMMAND_VARIABLE}{_NEXT}"))
    if environment.get(VARIABLE):
        return KeyVariable(environment)
    return None


def _printed(command: str, where: str) -> MasterKey:
    try:
        done = subprocess.run(
            shlex.split(command), capture_output=True, check=True, timeout=_SECONDS, text=True
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        raise _no_key(where) from None
    return MasterKey.read(done.stdout, where)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Hold a folder against others who replace a key in it, where its drive can."""
    number = None
    with suppress(ImportError, OSError):
        from fcntl import LOCK_EX, flock

        number = os.open(folder, os.O_RDONLY)
        flock(number, LOCK_EX)
    try:
        yield
    finally:
        if number is not None:
            os.close(number)


def _no_key(where: str) -> KeyProblem:
    return KeyProblem((Diagnostic("journal-no-key", details={"where": where}),))


def _overwrite(key: BinaryIO) -> None:
    with suppress(OSError):
        key.write(b"0" * os.fstat(key.fileno()).st_size)
        key.flush()
        os.fsync(key.fileno())


def _settle(folder: Path) -> None:
    """Have the disk know the names in a folder."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
