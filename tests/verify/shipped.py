"""The shipped rulebook, its golden cases, and what these exercise: made once for all tests."""

from __future__ import annotations

from functools import cache

from tests.cli.running import ROOT
from triage.cases.case_file import read_case
from triage.language.load import load
from triage.verify.coverage import Coverage, coverage
from triage.verify.mutants import GoldenCase

SHIPPED = load(ROOT / "rules" / "projekt-500")


@cache
def shipped_cases() -> tuple[GoldenCase, ...]:
    """Read the golden cases."""
    files = sorted((ROOT / "cases" / "projekt-500").glob("*.yaml"))
    read = ((file.stem, read_case(file)) for file in files)
    return tuple(
        GoldenCase(name, one.as_of, one.answers, one.expect)
        for name, one in read
        if one.expect is not None and one.as_of is not None
    )


@cache
def shipped_coverage() -> Coverage:
    """Find what the golden cases exercise."""
    return coverage(SHIPPED, shipped_cases())
