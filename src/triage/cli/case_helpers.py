"""Golden cases looked at by other processes too, where there are many and a processor is free.

A helper says of a case only that it is as expected and that nothing is to be told of it. INVARIANT:
whatever a helper does not say so of is looked at by the command itself. So helpers change nothing
of what is told, in which order, or of how the command ends, be they slow, stopped or broken.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import current_thread, main_thread

from triage.cases.case_file import Case, read_case
from triage.cases.confirmations import case_digest
from triage.cases.expected import differences
from triage.cases.golden_problems import golden_problems
from triage.cli.several import own_part
from triage.diagnostics import Diagnostic, InvalidAssessment, TriageError
from triage.engine import Evaluator
from triage.intake.reading import read_answers
from triage.language.load import load
from triage.language.reading.nodes import MappingNode
from triage.model.outcome import Outcome

EACH = 100
"""A process is worth starting for so many cases: it takes a second to begin."""

_MOST = 4
_AHEAD = 4
"""So many cases a helper knows of beforehand, so that it need not wait for the next."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """A case that is as expected, of which there is nothing to tell; a person confirms a digest."""

    digest: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a helper reads the rulebook from; one that is another by then is of no help."""

    path: Path
    root: Path | None
    digest: str


@contextmanager
def helping(source: Source, files: Sequence[Path]) -> Iterator[Helpers]:
    """Have helpers look at cases of a folder for as long as the block runs."""
    many = min(_processors(), len(files) // EACH, _MOST) - 1
    helpers = Helpers(files)
    try:
        with _interrupts_left_to_this_process(), suppress(OSError):
            for _ in range(many):
                helpers.start(source)
        yield helpers
    finally:
        helpers.stop()


class Helpers:
    """Helpers that look at cases from the last one on, while the command does from the first."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = files
        self._left = len(files)
        self._helpers: list[_Helper] = []
        self._said: dict[int, Quiet | None] = {}

    def start(self, source: Source) -> None:
        """Start one more."""
        self._helpers.append(_Helper(source))

    def stop(self) -> None:
        """Stop them all, whatever they are doing."""
        for each in self._helpers:
            each.stop()

    def said(self, number: int) -> Quiet | None:
        """Return what was said of the case that is next; `None`: the command looks itself."""
        for helper in self._helpers:
            self._said |= helper.poll()
            while len(helper.asked) < _AHEAD and self._left > number + 1:
                self._left -= 1
                helper.ask(self._left, self._files[self._left])
        return self._said.get(number)


class _Helper:
    """A process that looks at cases, told which and saying what it found one after the other."""

    def __init__(self, source: Source) -> None:
        self.asked: list[int] = []
        context = get_context("spawn")
        self._connection, there = context.Pipe()
        self._process = context.Process(target=_help, args=(there, source), daemon=True)
        self._process.start()
        there.close()

    def stop(self) -> None:
        self._process.kill()
        self._process.join()
        self._connection.close()

    def ask(self, number: int, file: Path) -> None:
        self.asked.append(number)
        with suppress(OSError):  # it has died, and will say nothing
            self._connection.send(file)

    def poll(self, seconds: float = 0) -> dict[int, Quiet | None]:
        """Return what was said since this was asked last; wait so long for each that is to come."""
        found: dict[int, Quiet | None] = {}
        with suppress(EOFError, OSError):
            while self.asked and self._connection.poll(seconds):
                found[self.asked[0]] = self._connection.recv()
                del self.asked[0]
        return found


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _interrupts_left_to_this_process() -> Iterator[None]:
    """Have processes that are started meanwhile take no notice of Ctrl-C, from the first."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


# --- in a helper


def _help(connection: Connection, source: Source) -> None:
    """Look at one case after another, for as long as somebody asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(TriageError, EOFError, OSError):
        rulebook = load(source.path, root=source.root)
        evaluator = Evaluator(rulebook)
        while rulebook.digest == source.digest:
            connection.send(_looked_at(connection.recv(), evaluator))


def _looked_at(file: Path, evaluator: Evaluator) -> Quiet | None:
    rulebook = evaluator.rulebook
    with suppress(TriageError):
        case = read_case(file)
        expected, has_problems = case.expect, any(golden_problems(case, rulebook))
        if expected is None or has_problems:
            return None
        if not differences(rulebook, expected, assessed(evaluator, case)):
            return Quiet(case_digest(case))
    return None


def assessed(evaluator: Evaluator, case: Case) -> Outcome:
    """Return what comes out of a golden case.

    Raises:
        TriageError: it cannot be assessed, or has no day.
    """
    if case.as_of is None:
        first = case.root.entries[0][0] if isinstance(case.root, MappingNode) else None
        place = None if first is None else first.span
        raise InvalidAssessment((Diagnostic("as-of-missing", place, "as_of"),))
    own, _ = own_part(case, evaluator.rulebook)
    answers = read_answers(evaluator.rulebook, own.answers, case.as_of)
    return evaluator.assess(answers, case.as_of)
