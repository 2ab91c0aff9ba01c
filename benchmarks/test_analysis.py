"""Times what is asked of a rulebook over all its assessments, and how that grows."""

from __future__ import annotations

import io
import resource
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from benchmarks.grown import grown
from benchmarks.material import PROJEKT_500
from benchmarks.processes import taken
from benchmarks.stored import write
from benchmarks.targets import (
    ALL_CASES,
    CHECK,
    DIFF,
    GROWN,
    GROWTH,
    IMPACT,
    MEMORY,
    MUTATED,
    TESTED,
)
from triage.cases.case_file import read_case
from triage.cli.command import run
from triage.cli.exits import Exit
from triage.cli.stored_assessments import impact_on
from triage.engine import Evaluator
from triage.intake.reading import read_answers
from triage.language.load import load
from triage.model.rulebook import Rulebook
from triage.verify import check_meaning
from triage.verify.diff import difference

Note = Callable[[str, float], None]

STORED = 1_000_000
CASES = PROJEKT_500.parents[1] / "cases" / "projekt-500"


@cache
def shipped() -> Rulebook:
    """Load the shipped rulebook."""
    return load(PROJEKT_500)


def seconds(run: Callable[[], object]) -> float:
    """Return the time this process ran, and those it started."""
    start = _used()
    run()
    return _used() - start


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


@pytest.mark.usefixtures("turn")
def test_check(measured: Note) -> None:
    """All checks of the shipped rulebook and its guarantees."""
    measured(CHECK, seconds(lambda: check_meaning(shipped())))


@pytest.mark.usefixtures("turn")
def test_diff(measured: Note) -> None:
    """Two versions, one without a recommendation."""
    fewer = tuple(one for one in shipped().recommendations if one.id != "R-wish-call")
    new = replace(shipped(), recommendations=fewer)
    measured(DIFF, seconds(lambda: difference(shipped(), new)))


@pytest.mark.usefixtures("turn")
def test_golden_cases(measured: Note) -> None:
    """All cases tested and a rule mutated, beside assessing the cases and nothing else."""
    cases = [read_case(file) for file in sorted(CASES.glob("*.yaml"))]
    given = [
        (read_answers(shipped(), each.answers, each.as_of), each.as_of)
        for each in cases
        if each.as_of is not None
    ]
    evaluator = Evaluator(shipped())
    measured(ALL_CASES, seconds(lambda: [evaluator.assess(*each) for each in given]))
    book, folder = str(PROJEKT_500), ("--cases", str(CASES))
    measured(TESTED, seconds(lambda: done("test", book, *folder)))
    measured(
        MUTATED, seconds(lambda: done("mutate", book, *folder, "--about", "L-wage-subsidy-age"))
    )


def done(*arguments: str) -> None:
    """Run a command of `triage rules` that has nothing to complain of."""
    with redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")):
        assert run(("rules", *arguments)) == Exit.DONE


@pytest.mark.usefixtures("turn")
@pytest.mark.parametrize(("rules", "questions"), GROWN)
def test_growth(rules: int, questions: int, tmp_path: Path, measured: Note) -> None:
    """Checks of a rulebook of so many rules, and so many questions beside them."""
    book = load(grown(tmp_path, rules, questions))
    measured(GROWTH.format(rules=rules, questions=questions), seconds(lambda: check_meaning(book)))


def test_memory(stored: Path, measured: Note) -> None:
    """The most a process holds that checks, compares, or follows a million stored assessments."""
    book = str(PROJEKT_500)
    other = str(PROJEKT_500.parent / "helsingor-2019")
    for name, arguments in (
        (CHECK, ("check", book)),
        (DIFF, ("diff", book, other)),
        (IMPACT, ("diff", book, other, "--table", str(stored))),
    ):
        measured(f"{MEMORY}{name}", taken(("rules", *arguments))[1])


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a million stored assessments."""
    pytest.importorskip("pyarrow")
    file = tmp_path_factory.mktemp("stored") / "stored.parquet"
    write(file, STORED)
    return file


def test_stored_assessments(stored: Path, measured: Note) -> None:
    """How many of a million move, from a Parquet file by column; the clock on the wall."""
    fewer = tuple(one for one in shipped().recommendations if one.id != "R-wish-call")
    new = replace(shipped(), recommendations=fewer)
    for _ in range(3):
        start = time.perf_counter()
        impact_on(stored, shipped(), new)
        measured(IMPACT, time.perf_counter() - start)
