"""Tiers of tests: what is in which, what each may take, and that too much fails."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.budget import exceeded
from tests.sizes import SIZES, TIERS, Tier

TESTS = Path(__file__).parent
ROOT = TESTS.parent

SHARED = """\
from tests import sizes

sizes.SIZES["hats"] = sizes.Size("hats to look at", 2, 5, 5)
sizes.SIZES["socks"] = sizes.Size("pairs of socks", 500, 20_000, 1_000_000)
sizes.TIERS["test"] = sizes.Tier(all={all}, one={one})

from tests.conftest import *
"""
"""A `conftest.py` that has what all tests have, with sizes and a budget of its own."""

SAMPLE = """\
import time

import pytest


def busy(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_plain():
    busy(0.3)


def test_sized(size, counted):
    counted("pairs of socks", size("socks"))


@pytest.mark.sample("hat", "abcdefghij", "hats")
def test_sampled(hat, counted):
    counted("hats", 1)


def test_in_parts(part, counted):
    counted("parts", 1)


@pytest.mark.more
def test_at_size(): ...


@pytest.mark.soak
def test_for_long(counted):
    counted("pairs of shoes", 2)
"""


PARTS = {f"in_parts[{number}]" for number in range(SIZES["parts"].more)}
HATS = {f"sampled[{hat}]" for hat in "acegi"}


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Write a file of tests, with a budget nobody exceeds."""
    (tmp_path / "test_sample.py").write_text(SAMPLE, encoding="utf-8")
    allow(tmp_path, all=600, one=20)
    return tmp_path


def allow(folder: Path, **seconds: float) -> None:
    """Return the tests of a folder a budget."""
    (folder / "conftest.py").write_text(SHARED.format(**seconds), encoding="utf-8")


def run(folder: Path, *options: str) -> tuple[int, str]:
    """Run the tests of a folder in a process of their own."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-p", "no:cacheprovider", f"--rootdir={folder}"),
            *("-c", os.devnull, "--import-mode=importlib", "-v", *options),
            *("-W", "ignore::pytest.PytestUnknownMarkWarning", str(folder)),
        ],
        capture_output=True,
        check=False,
        cwd=folder,
        text=True,
        env={**os.environ, "PYTEST_ADDOPTS": "", "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"},
    )
    return done.returncode, done.stdout + done.stderr


def names(told: str) -> set[str]:
    """Name the tests that passed."""
    return set(re.findall(r"::test_(\S+) PASSED", told))


@pytest.mark.parametrize(
    ("tier", "expected"),
    [
        ("test", {"plain", "sized", "in_parts[0]", "sampled[a]", "sampled[f]"}),
        ("more", {"sized", *PARTS, *HATS, "at_size"}),
    ],
)
def test_what_is_in_a_tier(sample: Path, tier: str, expected: set[str]) -> None:
    """Everything at first; then what is larger there, and what makes sense at size only."""
    ended, told = run(sample, "--tier", tier)
    assert (ended, names(told)) == (0, expected), told


def test_too_much_is_told(sample: Path) -> None:
    """And fails nobody who did not ask for that."""
    allow(sample, all=0.2, one=0.1)
    ended, told = run(sample)
    assert ended == 0
    assert re.search(r"^test: \d+ s of 0 s of processor time$", told, re.MULTILINE), told
    assert "test_sample.py::test_plain took" in told


def test_too_much_fails(sample: Path) -> None:
    """One test or all of them, of all workers."""
    allow(sample, all=0.2, one=0.1)
    ended, told = run(sample, "-n", "2", "--enforce-budget")
    assert ended == 1
    assert "test_sample.py::test_plain took" in told
    assert "test_sample.py::test_sized took" not in told
    assert "all tests took" in told
    assert re.search(r"^This machine took [1-9]\S* times as long", told, re.MULTILINE), told


def test_what_is_too_much() -> None:
    """Beyond what is allowed, and nothing where everything is."""
    each = {"short": 19.0, "long": 21.0}
    assert [said.split()[0] for said in exceeded(Tier(50, 20), 40, each)] == ["long"]
    assert [said.split()[0] for said in exceeded(Tier(30, None), 40, each)] == ["all"]
    assert list(exceeded(Tier(None, None), 40, each)) == []
    assert list(exceeded(Tier(30, 20), 40, each, pace=1.5)) == []
    assert len(list(exceeded(Tier(30, 20), 46, each, pace=1.5))) == 1


def test_what_was_counted_is_written(sample: Path) -> None:
    """Added up over the parts of a test and all workers; options override sizes."""
    page = sample / "counts.md"
    options = ("--tier", "soak", "--parts", "3", "--socks", "1200", "--hats", "7", "-n", "2")
    assert run(sample, *options, "--counts", str(page))[0] == 0
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"test_\w+` \| .*? \| .*? \|", text) == [
        "test_for_long` | pairs of shoes | 2 |",
        "test_in_parts` | parts | 3 |",
        "test_sampled` | hats | 7 |",
        "test_sized` | pairs of socks | 1,200 |",
    ]
    assert "13 tests passed, none failed" in text


PROPERTY = """\
from hypothesis import given, strategies as st


@given(st.integers())
def test_numbers(number):
    assert number == number
"""


def test_the_examples_of_a_property_are_written(sample: Path) -> None:
    """As many as held, of all workers."""
    (sample / "test_property.py").write_text(PROPERTY, encoding="utf-8")
    page = sample / "counts.md"
    options = ("--tier", "soak", "--examples", "40", "-n", "1", "-k", "numbers")
    assert run(sample, *options, "--counts", str(page))[0] == 0
    text = page.read_text(encoding="utf-8")
    assert "`test_property.py::test_numbers` | examples of the property | 40 |" in text


@pytest.mark.more
def test_a_run_replaces_the_rows_of_its_own_tests(sample: Path) -> None:
    """What other tests counted stays, with the commit they were run at."""
    page = sample / "counts.md"
    options = ("--tier", "soak", "--counts", str(page))
    assert run(sample, *options, "--parts", "3", "--hats", "7")[0] == 0
    assert run(sample, *options, "--parts", "2", "-k", "in_parts")[0] == 0
    text = page.read_text(encoding="utf-8")
    assert "test_in_parts` | parts | 2 |" in text
    assert "test_sampled` | hats | 7 |" in text
    assert "3 |" not in text.partition("test_in_parts")[2].partition("\n")[0]


def test_what_failed_counts_nothing(sample: Path) -> None:
    """And is named."""
    file, page = sample / "test_sample.py", sample / "counts.md"
    text = file.read_text(encoding="utf-8").replace('size("socks"))', "1); raise ValueError")
    file.write_text(text, encoding="utf-8")
    assert run(sample, "--counts", str(page))[0] == 1
    assert "socks" not in page.read_text(encoding="utf-8")
    assert "**failed: test_sample.py::test_sized**" in page.read_text(encoding="utf-8")


# --- the table of sizes


def test_every_tier_takes_more_than_the_one_below() -> None:
    """Or as much."""
    for name, size in SIZES.items():
        sizes = [size.of(tier) for tier in TIERS]
        assert sizes == sorted(sizes), name


def test_sizes_are_in_the_table_and_are_used() -> None:
    """No test has an option or a number of examples of its own."""
    texts = [file.read_text(encoding="utf-8") for file in TESTS.rglob("*.py")]
    taken = {name for text in texts for name in re.findall(r'\bsize\("([\w-]+)"\)', text)}
    sampled = {name for text in texts for name in re.findall(r'sample\(.*, "([\w-]+)"\)', text)}
    assert {"examples", "parts"} | taken | sampled == set(SIZES) | {"socks", "hats"}
    assert not re.findall(r"max_examples=\d", "\n".join(texts))
    asking = {file.name for file in TESTS.rglob("*.py") if ".addoption(" in file.read_text("utf-8")}
    assert asking - {Path(__file__).name} == {"conftest.py"}
