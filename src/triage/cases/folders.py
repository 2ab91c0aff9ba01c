"""Where the cases of a rulebook are."""

from __future__ import annotations

from pathlib import Path

from triage.cases.confirmations import FILE as CONFIRMED
from triage.diagnostics import Diagnostic, InvalidAssessment
from triage.model.rulebook import Rulebook

_CASES = "cases"


def cases_folder(path: Path, rulebook: Rulebook) -> Path:
    """Return the folder of a rulebook's cases: in its own, in the working directory, or beside it.

    A rulebook that stands in a folder `rules` has them in a folder `cases` beside that one.
    """
    if (path / _CASES).is_dir():
        return path / _CASES
    here = Path(_CASES) / rulebook.id
    beside = path.resolve().parent.parent / _CASES / rulebook.id
    return beside if beside.is_dir() and not here.is_dir() else here


def files_in(folder: Path) -> list[Path]:
    """Return the case files of a folder.

    Raises:
        InvalidAssessment: there are none.
    """
    found = (each for kind in ("*.yaml", "*.json") for each in folder.glob(kind))
    files = sorted(each for each in found if each.name != CONFIRMED)
    if not files:
        raise InvalidAssessment((Diagnostic("no-cases", details={"folder": str(folder)}),))
    return files
