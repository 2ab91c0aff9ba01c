"""Coverage of golden cases as people and programs read it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from triage.cli.golden import read_golden
from triage.cli.progress import progress
from triage.diagnostics import render_github, render_sarif

if TYPE_CHECKING:
    from triage.model.rulebook import Rulebook
    from triage.verify.coverage import Coverage

_RENDERINGS = {"sarif": render_sarif, "github": render_github}
FORMS = ("json", *_RENDERINGS)


def coverage_for_programs(rulebook: Rulebook, files: list[Path], form: str) -> str:
    """Return the coverage in one of `FORMS`; errors are those of `coverage` and of reading."""
    found = _coverage(rulebook, files)
    if form == "json":
        return json.dumps(found.to_dict(), ensure_ascii=False, indent=2) + "\n"
    return _RENDERINGS[form](found.diagnostics(), "en")


def coverage_as_text(rulebook: Rulebook, files: list[Path]) -> str:
    """Return the coverage: counts, then a line for each thing no case exercises."""
    found = _coverage(rulebook, files)
    counts = [
        f"{side + ':':24}{done:>5} of {total}\n" for side, (done, total) in found.counts().items()
    ]
    lines = [f"{each.span or each.path}: {each.message()}\n" for each in found.diagnostics()]
    return "".join([*counts, "\n" if lines else "", *lines])


def _coverage(rulebook: Rulebook, files: list[Path]) -> Coverage:
    from triage.verify.coverage import coverage

    cases = list(read_golden(files))
    with progress(cases, "cases", len(cases)) as running:
        return coverage(rulebook, running)
