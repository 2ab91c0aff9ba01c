"""Case files of the rules commands: golden cases read, constructed ones written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from triage.cases.case_file import read_case
from triage.cases.case_text import case_text
from triage.cases.folders import cases_folder, files_in
from triage.cli.atomic_write import refusing, save
from triage.cli.several import own_part
from triage.diagnostics import Diagnostic, Shown
from triage.model.assessment import Assessment

if TYPE_CHECKING:
    from triage.model.rulebook import Rulebook
    from triage.verify.mutants import GoldenCase


def golden_cases(path: Path, rulebook: Rulebook, folder: Path | None) -> list[GoldenCase]:
    """Read all cases that expect something.

    Raises:
        InvalidAssessment: there are none, or one cannot be read.
    """
    return list(read_golden(files_in(folder or cases_folder(path, rulebook)), rulebook))


def read_golden(files: list[Path], rulebook: Rulebook) -> Iterator[GoldenCase]:
    """Read those of some case files that expect something, as a rulebook reads them.

    Raises:
        InvalidAssessment: one cannot be read.
    """
    from triage.verify.mutants import GoldenCase

    for file in files:
        case, _ = own_part(read_case(file), rulebook)
        if case.expect is not None and case.as_of is not None:
            yield GoldenCase(file.stem, case.as_of, case.answers, case.expect)


def write_witnesses(found: Iterable[Diagnostic], rulebook: str, folder: Path) -> list[Path]:
    """Write every assessment shown, each to a file named for its finding; give the files.

    Raises:
        TriageError: a file of that name is there, or cannot be written.
    """
    written = []
    for name, shown in _named(found):
        file = folder / f"{name}.yaml"
        assessment = Assessment(
            case=name,
            rulebook=rulebook,
            as_of=shown.day,
            answers=dict(shown.answers),
        )
        write_new(file, case_text(assessment))
        written.append(file)
    return written


def _named(found: Iterable[Diagnostic]) -> Iterator[tuple[str, Shown]]:
    used = Counter[str]()
    for each in found:
        for shown in each.evidence.shown if each.evidence else ():
            about = re.sub(r"[^A-Za-z0-9]+", "-", str(each.details.get("name", ""))).strip("-")
            name = f"{each.code}-{about}".rstrip("-")
            used[name] += 1
            yield (name if used[name] == 1 else f"{name}-{used[name]}"), shown


def write_new(file: Path, text: str) -> None:
    """Write a file that is not there yet, in a folder that is made where it is not there.

    Raises:
        TriageError: it is there, or cannot be written.
    """
    with refusing(file):
        file.parent.mkdir(parents=True, exist_ok=True)
    save(file, text, new=True)
