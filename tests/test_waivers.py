"""A check that is waived is waived for a reason, which stands beside it or above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WAIVER = re.compile(
    r"# (?:type: ignore|noqa|pragma: no cover)(?:\[[\w, -]+\]|: [A-Z]+\d+(?:, ?[A-Z]+\d+)*)?"
)


def bare(lines: Sequence[str]) -> Iterator[int]:
    """Yield the numbers of lines with a waiver and no reason; one does for lines in a row."""
    above = ""
    for number, line in enumerate(lines, start=1):
        found = WAIVER.search(line)
        if found and not (re.search(r"\w", line[found.end() :]) or above.startswith("#")):
            yield number
        above = "#" if found else line.strip()


@pytest.mark.parametrize("folder", ["src", "tests", "tools", "benchmarks"])
def test_every_waiver_says_why(folder: str) -> None:
    """Whoever reads it can tell whether it still holds."""
    found = [
        f"{file.relative_to(ROOT)}:{number}"
        for file in sorted((ROOT / folder).rglob("*.py"))
        for number in bare(file.read_text(encoding="utf-8").splitlines())
    ]
    assert not found


def test_what_is_noticed() -> None:
    """A waiver alone is; one with its reason beside it, above it, or for several lines is not."""
    alone, beside = "x = 1  # noqa" + ": E741", "x = 1  # noqa" + ": E741 - math has it so"
    typed = "y = z  # type" + ": ignore[misc]"
    assert list(bare([alone, "", typed])) == [1, 3]
    assert not list(bare([beside, "", "# It is one of these.", typed, typed]))
