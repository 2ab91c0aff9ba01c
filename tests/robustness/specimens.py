"""What is damaged: the shipped rulebook, small ones that use all of the language, random ones."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from tests.strategies.answers import HOW_OPEN, assessment
from tests.strategies.drawing import Draw
from tests.strategies.rulebooks import rulebook
from triage.cases.case_file import read_case

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "rules" / "projekt-500"
CASES = sorted((ROOT / "cases" / "projekt-500").glob("*.yaml"))
DAY = date(2026, 11, 22)

_SMALL = ROOT / "tests" / "present"
_RULEBOOKS = ROOT / "tests" / "language"

Given = tuple[Mapping[str, Any], date]
"""Answers, and the day they are assessed for."""


@dataclass(frozen=True, slots=True)
class Specimen:
    """A rulebook before anything happens to it: `write` gives what to load of a folder."""

    write: Callable[[Path], Path]
    given: Sequence[Given]


def _copied(source: Path, main: Path) -> Specimen:
    """Return a rulebook that stands in a file or folder."""

    def write(folder: Path) -> Path:
        if source.is_dir():
            shutil.copytree(source, folder, dirs_exist_ok=True)
        else:
            shutil.copy(source, folder)
        return folder / main

    return Specimen(write, [({}, DAY)])


def _with_cases(specimen: Specimen, cases: Sequence[Path]) -> Specimen:
    read = [read_case(file) for file in cases]
    return Specimen(specimen.write, [(case.answers, case.as_of or DAY) for case in read])


_HERE = Path()
SHIPPED_RULEBOOK = _with_cases(_copied(SHIPPED, _HERE), CASES[::8])
SMALL_RULEBOOKS = (
    _with_cases(_copied(_SMALL / "book", _HERE), sorted((_SMALL / "cases").glob("*.yaml"))),
    *(_copied(file, Path(file.name)) for file in sorted((_RULEBOOKS / "good").glob("*.yaml"))),
    _copied(_RULEBOOKS / "local" / "dates" / "national", _HERE),
)


def random_rulebook(draw: Draw) -> Specimen:
    """Draw a rulebook of the whole language, and assessments of it."""
    book = rulebook(draw)
    drawn = [assessment(draw, book, draw.choice(list(HOW_OPEN))) for _ in range(2)]
    write = partial(book.write, quick=draw.boolean())
    return Specimen(write, [(each.answers, each.as_of) for each in drawn])
