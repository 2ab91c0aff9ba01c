"""The golden cases of a rulebook, as the commands that judge rules by them need them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from triage.cases.case_file import read_case
from triage.diagnostics import Diagnostic, InvalidAssessment
from triage.language.at_hand import find_rulebook

if TYPE_CHECKING:
    from triage.model.rulebook import Rulebook
    from triage.verify.mutants import GoldenCase


def cases_folder(path: str, rulebook: Rulebook) -> Path:
    """Return the cases beside the working directory, else those beside the rulebook's folder."""
    here = Path("cases") / rulebook.id
    beside = find_rulebook(path).resolve().parent.parent / "cases" / rulebook.id
    return beside if beside.is_dir() and not here.is_dir() else here


def files_in(folder: Path) -> list[Path]:
    """Return the case files of a folder.

    Raises:
        InvalidAssessment: there are none.
    """
    files = sorted(each for kind in ("*.yaml", "*.json") for each in folder.glob(kind))
    if not files:
        raise InvalidAssessment((Diagnostic("no-cases", details={"folder": str(folder)}),))
    return files


def golden_cases(path: str, rulebook: Rulebook, folder: Path | None) -> list[GoldenCase]:
    """Read all cases that expect something.

    Raises:
        InvalidAssessment: there are none, or one cannot be read.
    """
    return list(read_golden(files_in(folder or cases_folder(path, rulebook))))


def read_golden(files: list[Path]) -> Iterator[GoldenCase]:
    """Read those of some case files that expect something.

    Raises:
        InvalidAssessment: one cannot be read.
    """
    from triage.verify.mutants import GoldenCase

    for file in files:
        case = read_case(file)
        if case.expect is not None and case.as_of is not None:
            yield GoldenCase(file.stem, case.as_of, case.answers, case.expect)
