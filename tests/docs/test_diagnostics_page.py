"""The page of diagnostics lists every code there is, each in its group."""

from __future__ import annotations

import pytest

from tests.docs.fences import DOCS
from tools.diagnostics_page import GROUPS, SOURCE, page

PATTERNS = [pattern for patterns in GROUPS.values() for pattern in patterns]


def test_page_is_up_to_date() -> None:
    """If this fails, run `python tools/diagnostics_page.py`."""
    assert (DOCS / "reference" / "diagnostics.md").read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("pattern", PATTERNS)
def test_groups_are_made_of_files(pattern: str) -> None:
    """A file that moved would take its codes to the group of the rest without a word."""
    assert list(SOURCE.glob(pattern))
