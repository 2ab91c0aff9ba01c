"""Writing several files that belong together: all of them, or none, also after a crash.

Before the first file is written, a journal of what stands in each and what will is on the drive, in
every folder the change is about. What is found there later was broken off, and is finished, or
undone where it cannot be.

INVARIANT: a file is written over only while it holds, to the byte, what the journal says it held
before or would hold after. Whoever changed it meanwhile has the last word.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from triage.cli.atomic_write import put, refuse_taken, refusing, sweep
from triage.cli.file_lock import Claim
from triage.cli.folder import Folder
from triage.diagnostics import Diagnostic, Severity, TriageError

JOURNAL = ".triage-edits.json"
_SCHEMA = "triage.edits/1"


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file, what it holds, and what it will hold; nothing before where there is none yet.

    A new file may be read and written by those who could the one it is `like`.
    """

    file: Path
    before: bytes | None
    after: bytes
    like: Path | None = None


def rewrite(files: Sequence[Rewritten], folders: Iterable[Path], what: str) -> None:
    """Rewrite files together; `what` says so to whoever finds the journal, in one of the folders.

    Raises:
        TriageError: one of them cannot be written or has been changed; then none is.
    """
    files = [replace(each, file=each.file.resolve()) for each in files]
    places = sorted({folder.resolve() for folder in folders})
    with _claimed(places):
        for each in files:
            _check(each)
        journal = _Journal(what, tuple(files), tuple(places))
        journal.write()
        journal.finish()


def settle(folder: Path) -> Diagnostic | None:
    """Finish or undo what was broken off in a folder, and return what was done; `None`: nothing.

    Raises:
        TriageError: it can be neither finished nor undone, or is still going on.
    """
    place = folder.resolve()
    if not (place / JOURNAL).is_file():
        return None
    with _claimed([place]):
        journal = _Journal.read(place)
        if journal is None:  # whoever wrote it has finished meanwhile
            return None
        return journal.settle()


def is_unsettled(folder: Path) -> bool:
    """Say whether something was broken off in a folder, or is going on."""
    return (folder / JOURNAL).is_file()


def unsettled(folder: Path) -> tuple[Sequence[Rewritten], Sequence[Path]]:
    """Return what was broken off in a folder: the files of the change, and where it is written.

    Raises:
        TriageError: it cannot be read.
    """
    place = folder.resolve()
    journal = _Journal.read(place) if is_unsettled(place) else None
    if journal is None:
        return (), ()
    return journal.files, tuple(each / JOURNAL for each in journal.places)


@dataclass(frozen=True, slots=True)
class _Journal:
    what: str
    files: tuple[Rewritten, ...]
    places: tuple[Path, ...]

    @classmethod
    def read(cls, place: Path) -> _Journal | None:
        with refusing(place / JOURNAL), Folder(place) as folder:
            content = folder.read(JOURNAL)
        if content is None:
            return None
        try:
            said = json.loads(content)
            files = tuple(map(_rewritten, said["files"]))
            return cls(str(said["what"]), files, tuple(map(Path, said["places"])))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise _refused("edits-unreadable", place / JOURNAL) from None

    def write(self) -> None:
        """Write it everywhere, before anything else is: INVARIANT, from any one all is known."""
        content = json.dumps(self._document(), ensure_ascii=False).encode()
        for place in self.places:
            with refusing(place / JOURNAL), Folder(place) as folder:
                sweep(folder)
                put(folder, JOURNAL, content)

    def _document(self) -> Mapping[str, object]:
        files = [
            {
                "file": str(each.file),
                "before": None if each.before is None else each.before.decode(),
                "after": each.after.decode(),
                "like": None if each.like is None else str(each.like.resolve()),
            }
            for each in self.files
        ]
        return {
            "schema": _SCHEMA,
            "what": self.what,
            "places": [str(place) for place in self.places],
            "files": files,
        }

    def finish(self) -> None:
        """Write every file that is as it was; where one cannot be, undo the others."""
        try:
            for each in self.files:
                _write(each, each.before, each.after)
        except TriageError:
            for each in self.files:
                if _content(each.file) == each.after:
                    _write(each, each.after, each.before)
            self._remove()
            raise
        self._remove()

    def settle(self) -> Diagnostic:
        """Finish, or else undo, and say which."""
        for each in self.files:
            if _content(each.file) not in {each.before, each.after}:
                raise _refused("edits-changed-since", each.file, self.what)
        details: dict[str, str | int] = {"what": self.what, "count": len(self.files)}
        try:
            self.finish()
        except TriageError:
            return Diagnostic("edits-undone", details=details, severity=Severity.NOTE)
        return Diagnostic("edits-finished", details=details, severity=Severity.NOTE)

    def _remove(self) -> None:
        for place in self.places:
            with suppress(OSError), Folder(place) as folder:
                folder.remove(JOURNAL)


def _rewritten(said: Mapping[str, str | None]) -> Rewritten:
    before, like = said["before"], said.get("like")
    return Rewritten(
        Path(str(said["file"])),
        None if before is None else before.encode(),
        str(said["after"]).encode(),
        None if like is None else Path(like),
    )


def _write(each: Rewritten, expected: bytes | None, wanted: bytes | None) -> None:
    now = _content(each.file)
    if now == wanted:
        return
    if now != expected:
        raise _refused("file-changed-meanwhile", each.file)
    with refusing(each.file), Folder(each.file.parent) as folder:
        if wanted is None:
            folder.remove(each.file.name)
        else:
            like = each.file if each.before is not None else each.like
            mode = None if like is None else like.stat()
            put(folder, each.file.name, wanted, new=now is None, like=mode)


@contextmanager
def _claimed(places: Sequence[Path]) -> Iterator[None]:
    """Hold the journals of some folders, so that nobody settles what is going on."""
    with ExitStack() as stack:
        for place in places:
            with refusing(place / JOURNAL):
                folder = stack.enter_context(Folder(place))
                try:
                    claim = Claim(folder, JOURNAL)
                except BlockingIOError:
                    raise _refused("edits-going-on", place) from None
            stack.callback(claim.release)
        yield


def _check(each: Rewritten) -> None:
    """Refuse what cannot be written, or is not what was read, while nothing is written yet."""
    if each.before is None:
        refuse_taken(each.file)
        return
    with refusing(each.file):
        mode = each.file.stat().st_mode
        writable = stat.S_IMODE(mode) & 0o222 and os.access(each.file, os.W_OK)
        if not stat.S_ISREG(mode) or not writable or not os.access(each.file.parent, os.W_OK):
            raise _refused("read-only-file", each.file)
        if each.file.read_bytes() != each.before:
            raise _refused("file-changed-meanwhile", each.file)


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes() if file.is_file() else None  # a device may never end
    except OSError:
        return None


def _refused(code: str, file: Path, what: str = "") -> TriageError:
    details = {"file": str(file), "what": what} if what else {"file": str(file)}
    return TriageError((Diagnostic(code, details=details),))
