"""A browser to look at pages in, and axe-core to look for what keeps people out.

It takes Debian's `chromium`, the Python package `playwright`, and npm's `axe-core`, whose file is
looked for below `node_modules` or at AXE_CORE. TRIAGE_BROWSER=required fails where one is missing.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.cli.running import ROOT

AXE = Path(os.environ.get("AXE_CORE", ROOT / "node_modules" / "axe-core" / "axe.min.js"))


def missing(what: str) -> NoReturn:
    """Skip, or fail where the browser is required."""
    if os.environ.get("TRIAGE_BROWSER") == "required":
        pytest.fail(f"{what} is missing")
    # A machine without a browser can run every other test; .ci/run asks for the failure above.
    pytest.skip(f"{what} is missing: this page was not looked at in a browser")


@contextmanager
def chromium() -> Iterator[Any]:
    """Start Chromium, without a window."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright (pip)")
    found = shutil.which("chromium")
    if found is None:
        missing("chromium (apt)")
    if not AXE.exists():
        missing("axe-core (npm)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu"]
        )
        yield started
        started.close()


def violations(page: Any) -> list[tuple[str, int, str]]:
    """Return what axe-core objects to on a page: the rule, how often, and where first.

    What is folded on it is opened: axe-core does not look into it.
    """
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run()")
    assert len(found["passes"]) > 10
    return [
        (each["id"], len(each["nodes"]), each["nodes"][0]["html"][:200])
        for each in found["violations"]
    ]
