"""The page of diagnostics lists every code there is."""

from __future__ import annotations

from tests.docs.fences import DOCS
from tools.diagnostics_page import page


def test_page_is_up_to_date() -> None:
    """If this fails, run `python tools/diagnostics_page.py`."""
    assert (DOCS / "reference" / "diagnostics.md").read_text(encoding="utf-8") == page()
