"""Each tutorial is followed from its first command to its last, and shows what comes of it."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.fences import DOCS, ROOT
from tests.docs.learner import Learner, shows

TUTORIALS = sorted((DOCS / "tutorials").glob("*.md"))
LONG = {"first-rule-change"}
"""Checks the shipped rulebook three times, and compares it."""


def followed(page: Path) -> object:
    """Return a page as a case of the test; a long one is for the larger tier."""
    return pytest.param(page, marks=pytest.mark.more if page.stem in LONG else (), id=page.stem)


@pytest.fixture(autouse=True)
def _in_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    shutil.copytree(ROOT / "rules", tmp_path / "rules")
    shutil.copytree(ROOT / "cases" / "projekt-500", tmp_path / "cases" / "projekt-500")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("TRIAGE_JOURNAL", "TRIAGE_JOURNAL_KEY_FILE", "TRIAGE_STAFF"):
        monkeypatch.setenv(name, "")  # so that what a page exports goes with it
    before = signal.getsignal(signal.SIGTERM)  # an interview sets its own
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize("page", [followed(page) for page in TUTORIALS])
def test_a_tutorial_can_be_followed(page: Path) -> None:
    """Whoever types what it says gets what it shows."""
    Learner(page).follow()


def test_there_is_one_for_each_kind_of_reader() -> None:
    """The caseworker, three times, the method developer and the programmer of another system."""
    names = ["conversation", "journal", "outcome", "page", "rule-change"]
    assert [page.stem for page in TUTORIALS] == [f"first-{name}" for name in names]


@pytest.mark.parametrize(
    ("text", "printed", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\n…\nc\n", "a\nb\nc\n", True),
        ("…\nc\n", "a\nb\nc\n", True),
        ("a\n", "a\nb\n", False),
        ("b\n…\n", "a\nb\nc\n", False),
        ("c\n…\na\n", "a\nb\nc\n", False),
    ],
)
def test_what_is_left_out_is_marked(text: str, printed: str, same: bool) -> None:
    """Only a line `…` stands for lines that are not shown."""
    assert shows(text, printed) is same
