"""Writing the constructed assessments that show a finding, as case files `triage assess` opens."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from triage.cases.case_text import case_text
from triage.cli.writing import refusing, save
from triage.diagnostics import Diagnostic, Shown
from triage.model.assessment import Assessment


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
