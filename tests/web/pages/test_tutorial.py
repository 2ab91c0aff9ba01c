"""The tutorial of the page, followed in a browser: what it says to press is there, and leads on."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browsing import chromium
from tests.docs.fences import DOCS, ROOT
from tests.web.processes import serving

pytestmark = pytest.mark.more

_TEXT = (DOCS / "tutorials" / "first-page.md").read_text(encoding="utf-8")
_STEP = re.compile(
    r"(?P<do>[Pp]ress|Choose)\s+\*\*(?P<what>[^*]+)\*\*"
    r"|Type `(?P<text>[^`]+)` in \*\*(?P<field>[^*]+)\*\*"
)
PROJEKT = str(ROOT / "rules" / "projekt-500")
DEMO = str(ROOT / "cases" / "projekt-500" / "demo-open.yaml")
_UNKNOWN = "Cannot be answered yet"


def test_from_opening_to_a_plan_on_paper() -> None:
    """Whoever does what it says ends with a sheet, in the own words of the person."""
    before, after = _TEXT.split("## The talk")
    asked = dict(re.findall(r"^\| (.+?) \| (.+?) \|$", after, re.MULTILINE)[1:])
    with serving(PROJEKT, "--demo", DEMO) as (_, url), chromium() as browser:
        page = browser.new_page()
        page.goto(url)
        for step in _STEP.finditer(before):
            take(page, step)
        answer_all(page, dict(asked))
        for step in _STEP.finditer(after.split("You may stop now")[1]):
            page.evaluate("window.print = () => { document.title = 'printed' }")
            take(page, step)
        assert page.title() == "printed"
        paper = page.inner_text("article.paper")
        assert asked["How would you put it yourself?"] in paper
        assert "7 December 2026" in paper


def take(page: Any, step: re.Match[str]) -> None:
    """Do what a sentence of the tutorial says."""
    if step["field"]:
        page.get_by_label(step["field"]).fill(step["text"])
        return
    named = page.locator("label" if step["do"] == "Choose" else "button, a, summary").filter(
        has_text=re.compile(f"^{re.escape(step['what'])}")
    )
    changes = page.locator("main").inner_html()
    named.locator("visible=true").first.click()
    if step["do"] != "Choose" and step["what"] != "Print":
        page.wait_for_function(
            "before => document.querySelector('main').innerHTML !== before", arg=changes
        )
        page.wait_for_load_state()


def answer_all(page: Any, left: dict[str, str]) -> None:
    """Answer what the tutorial answers, as it comes, and leave the rest open."""
    while left:
        asked = page.locator("#asked").inner_text()
        seen = page.locator("form.question [name=seen]").input_value()
        wanted = left.pop(asked, None)
        if wanted and page.locator("form.question #answer").count():
            page.locator("#answer").fill(wanted)
        elif wanted:
            page.get_by_text(wanted, exact=True).click()
        page.get_by_role("button", name="Save and go on" if wanted else _UNKNOWN).click()
        page.wait_for_function(
            "seen => document.querySelector('form.question [name=seen]').value !== seen", arg=seen
        )
