"""Pages in a browser: they fit a phone and a desk, and axe-core finds nothing to object to.

It takes Debian's `chromium`, the Python package `playwright`, and npm's `axe-core`, whose file is
looked for below `node_modules` or at AXE_CORE. TRIAGE_BROWSER=required fails where one is missing.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.cli.running import ROOT, triage
from tests.present.drawn import PAGE
from triage.present import render_html

AXE = Path(os.environ.get("AXE_CORE", ROOT / "node_modules" / "axe-core" / "axe.min.js"))
WIDTHS = (360, 1280)
EXAMPLES = ROOT / "docs" / "examples"
SAMPLE = EXAMPLES / "participants.csv"


def missing(what: str) -> NoReturn:
    """Skip, or fail where the browser is required."""
    if os.environ.get("TRIAGE_BROWSER") == "required":
        pytest.fail(f"{what} is missing")
    # A machine without a browser can run every other test; .ci/run asks for the failure above.
    pytest.skip(f"{what} is missing: this page was not looked at in a browser")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start Chromium, without a window."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright (pip)")
    chromium = shutil.which("chromium")
    if chromium is None:
        missing("chromium (apt)")
    if not AXE.exists():
        missing("axe-core (npm)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        yield started
        started.close()


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


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["drawn", "team", "outside", "sheet"])
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
        page.add_script_tag(path=str(AXE))
        found = page.evaluate("axe.run()")
        told = [(each["id"], len(each["nodes"])) for each in found["violations"]]
        assert told == []
        assert len(found["passes"]) > 10
    finally:
        page.close()
