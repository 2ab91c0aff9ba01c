"""The parts of a batch that are done: kept beside the output until all of it is written.

Each part is a file of its own, written wholly or not at all. Whoever goes on after a crash takes
the parts there are, as far as they follow one another, and makes the others anew.

INVARIANT: parts are taken over only where the rulebook, the options, the package and the input are
the same; else all are made anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from triage.cli.atomic_write import put, refusing, sweep, unfinished_name
from triage.cli.file_lock import Claim
from triage.cli.folder import Folder
from triage.diagnostics import Diagnostic, TriageError

_RUN, _WRITTEN = "run.json", "written"


@dataclass(frozen=True, slots=True)
class Parts:
    """The folder of the parts of one run; `is_written`: the output was to be moved to its place."""

    folder: Folder
    is_written: bool

    def kept(self) -> Iterator[Any]:
        """Yield the parts there are, as tables, up to the first that is missing."""
        import pyarrow as pa

        number = 0
        while (content := self.folder.read(_name(number))) is not None:
            yield pa.ipc.open_stream(pa.py_buffer(content)).read_all()
            number += 1

    def count(self) -> int:
        """Return how many `kept` yields."""
        names, number = {*self.folder.names()}, 0
        while _name(number) in names:
            number += 1
        return number

    def keep(self, number: int, part: Any) -> None:
        """Keep a part."""
        import pyarrow as pa

        made = pa.BufferOutputStream()
        with pa.ipc.new_stream(made, part.schema) as stream:
            stream.write_table(part)
        put(self.folder, _name(number), made.getvalue().to_pybytes())

    def note_written(self) -> None:
        """Note that the output is about to be moved to its place."""
        put(self.folder, _WRITTEN, b"")


def _name(number: int) -> str:
    return f"{number:07}.part"


@contextmanager
def parts_beside(output: Path, run: dict[str, Any]) -> Iterator[Parts]:
    """Hold the parts of an output while nobody else may; they are gone once all went well.

    `run` says what they are parts of.

    Raises:
        TriageError: somebody else writes the same output, or nothing can be written there.
    """
    wanted = json.dumps(run, sort_keys=True).encode()
    name = f".{output.name}.triage-batch"
    with refusing(output), ExitStack() as stack:
        around = stack.enter_context(Folder(output.parent))
        sweep(around)
        try:
            stack.callback(Claim(around, output.name).release)
        except BlockingIOError:
            raise TriageError((Diagnostic("batch-in-use"),)) from None
        if name in around.names():
            with Folder(Path(name), around) as found:
                same = found.read(_RUN) == wanted
            if not same:
                _discard(around, name)
        if name not in around.names():
            around.make(name).close()
        folder = stack.enter_context(Folder(Path(name), around))
        sweep(folder)
        put(folder, _RUN, wanted)
        try:
            yield Parts(folder, folder.read(_WRITTEN) is not None)
        except TriageError:  # nothing to go on with: the next time, something else is asked for
            _discard(around, name)
            raise
        _discard(around, name)


def _discard(around: Folder, name: str) -> None:
    """Remove a folder of parts: all of it, or what is left is swept away by whoever comes next."""
    unfinished = unfinished_name()
    around.move(name, unfinished)
    around.remove(unfinished)
