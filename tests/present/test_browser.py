"""Pages in a browser: they fit a phone and a desk, and axe-core finds nothing to object to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import chromium, violations
from tests.cli.running import ROOT, triage
from tests.present.drawn import PAGE
from triage.present import render_html

WIDTHS = (360, 1280)
EXAMPLES = ROOT / "docs" / "examples"
SAMPLE = EXAMPLES / "participants.csv"
QUICK = [("drawn", 360), ("sheet", 1280)]
"""What is looked at in every run: the page with everything on it, and the sheet to hand in."""
REST = [
    (name, width)
    for name in ("drawn", "team", "outside", "sheet")
    for width in WIDTHS
    if (name, width) not in QUICK
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start Chromium, without a window."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write a constructed page, the report on the sample for the team and others, and a sheet."""
    pytest.importorskip("vl_convert", reason="vl-convert is not installed (the extra `report`)")
    folder = tmp_path_factory.mktemp("pages")
    found = {name: folder / f"{name}.html" for name in ("drawn", "team", "outside", "sheet")}
    found["drawn"].write_text(render_html(PAGE, "en"), encoding="utf-8")
    day = ("--as-of", "2020-06-30")
    for name, arguments in (("team", ("--team", "--workers", "6")), ("outside", ())):
        written = triage(
            *("programme", "report", "herning-2019", str(SAMPLE), *day, *arguments),
            *("-o", str(found[name])),
        )
        assert (written.exit, written.err) == (0, "")
    versions = (str(EXAMPLES / name) for name in ("a-gap.yaml", "no-gap.yaml"))
    written = triage("rules", "diff", *versions, "--sheet", str(found["sheet"]))
    assert (written.exit, written.err) == (0, "")
    return found


@pytest.mark.parametrize(
    ("name", "width"),
    [*QUICK, *(pytest.param(*each, marks=pytest.mark.more) for each in REST)],
)
def test_fits_and_is_accessible(
    browser: Any, pages: dict[str, Path], name: str, width: int
) -> None:
    """Nothing is cut off or pushes the page aside, and axe-core finds no violation."""
    viewport = {"width": width, "height": 900}
    page = browser.new_page(viewport=viewport, bypass_csp=True)  # axe-core is a script
    try:
        page.goto(pages[name].as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert (page.locator("svg").count() >= 1) == (name != "sheet")
        assert violations(page) == []
    finally:
        page.close()
