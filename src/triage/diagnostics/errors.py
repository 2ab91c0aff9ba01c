"""The errors of the package.

TriageError
├── RulebookError       a rulebook does not load
├── InvalidAssessment   answers no assessment of the rulebook can have
├── EnginesDisagree     two engines gave different outcomes, so none is given
├── ChangedMeanwhile    what was to be saved over was changed by somebody else
├── LimitReached        an exact answer would take more than the limits allow
├── TableError          a table cannot be read, or holds what no table may
├── EngineUnavailable   an engine was asked for that is not installed here
└── ExtraMissing        something was asked for that takes an extra of the package
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from triage.diagnostics.catalogue import printable
from triage.diagnostics.diagnostic import Diagnostic

_MOST_SHOWN = 5

MOST_PROBLEMS = 500
"""What is read stops being read at so many problems: nobody puts more right at a time."""


class TriageError(Exception):
    """What every error of the package is; `diagnostics` say what is wrong and where.

    Its text names codes, places and counts only: a traceback in a log must not show what
    somebody answered. The renderings of the diagnostics do show it.
    """

    diagnostics: tuple[Diagnostic, ...]

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Carry `diagnostics`, in the order given."""
        self.diagnostics = tuple(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        """Return the number of diagnostics and the first codes and places."""
        count = len(self.diagnostics)
        shown = [_code_and_place(diagnostic) for diagnostic in self.diagnostics[:_MOST_SHOWN]]
        if count > _MOST_SHOWN:
            shown.append(f"and {count - _MOST_SHOWN} more")
        return f"{count} {'problem' if count == 1 else 'problems'}: {'; '.join(shown)}"

    def __repr__(self) -> str:
        """Return the class and the same text as `str`."""
        return f"<{type(self).__name__}: {self}>"


class RulebookError(TriageError):
    """A rulebook does not load: something it needs is missing, unknown or contradictory."""


class InvalidAssessment(TriageError):
    """The answers are not an assessment of this rulebook: no completion agrees with them."""


class EnginesDisagree(TriageError):
    """Two engines gave different outcomes for the same assessment, so neither is shown."""


class LimitReached(TriageError):
    """Being exact here would take more work than the limits allow; no guess is given instead."""


class ChangedMeanwhile(TriageError):
    """What is kept is not the version that was expected: somebody else saved, nothing was written.

    A storage of an embedder's own raises it without arguments.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic] | None = None) -> None:
        """Carry `diagnostics`, else what there is to say."""
        super().__init__((Diagnostic("changed-meanwhile"),) if diagnostics is None else diagnostics)


class TableError(TriageError):
    """A table cannot be read at all, or holds something no table may, such as CPR numbers."""


class EngineUnavailable(TriageError):
    """The engine asked for cannot be used on this machine."""


class ExtraMissing(TriageError):
    """What was asked for takes packages that are not installed; the diagnostic names the extra."""


def _code_and_place(diagnostic: Diagnostic) -> str:
    place = diagnostic.place()
    return f"{diagnostic.code} at {printable(place)}" if place else diagnostic.code


def needed(package: str, code: str) -> Any:
    """Import a package of one of our extras; `code` says which, where it is missing.

    Raises:
        ExtraMissing: it is not installed.
    """
    try:
        return import_module(package)
    except ImportError:
        raise ExtraMissing((Diagnostic(code),)) from None


def fault_of(error: BaseException) -> Diagnostic:
    """Describe a fault of the program by its kind and place: its text might hold an answer."""
    frames = traceback.extract_tb(error.__traceback__)
    # Named by text alone: pathlib may be what failed.
    place = f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else "?"  # noqa: PTH119
    return Diagnostic("internal-fault", details={"kind": type(error).__name__, "place": place})
