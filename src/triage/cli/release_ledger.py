"""The file of a ledger of releases: held while a report is made, written over nothing unknown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from triage.cli.atomic_write import put, refusing, sweep
from triage.cli.file_lock import Claim
from triage.cli.folder import Folder
from triage.diagnostics import Diagnostic, TriageError
from triage.programme.monitoring import Ledger, read_ledger


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """A ledger, and the file it is kept in while nobody else may."""

    file: Path
    ledger: Ledger
    _folder: Folder
    _was: bytes | None

    def save(self, ledger: Ledger) -> None:
        """Write the ledger where it has changed, wholly or not at all.

        Raises:
            TriageError: it cannot be written, or anybody else has changed it.
        """
        if ledger == self.ledger:
            return
        content = f"{ledger.model_dump_json(by_alias=True, indent=2)}\n".encode()
        with refusing(self.file):
            if self._folder.read(self.file.name) != self._was:
                raise _refused("file-changed-meanwhile", self.file)
            put(self._folder, self.file.name, content, new=self._was is None)


@contextmanager
def opened_ledger(file: Path, programme: str, limit: int) -> Iterator[LedgerFile]:
    """Hold the ledger of a programme; one that is not there yet is begun.

    Raises:
        TriageError: it is in use, cannot be read, or is another.
    """
    with ExitStack() as stack:
        with refusing(file):
            folder = stack.enter_context(Folder(file.parent))
            sweep(folder)
            try:
                stack.callback(Claim(folder, file.name).release)
            except BlockingIOError:
                raise _refused("ledger-in-use", file) from None
            was = folder.read(file.name)
        begun = Ledger(programme=programme, limit=limit)
        ledger = begun if was is None else read_ledger(was, str(file), programme, limit)
        yield LedgerFile(file, ledger, folder, was)


def _refused(code: str, file: Path) -> TriageError:
    return TriageError((Diagnostic(code, details={"file": str(file)}),))
