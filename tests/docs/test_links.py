"""What the documentation points at is there: pages, headings, files, and diagnostic codes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from tests.docs.fences import DOCS, REFERENCE, ROOT

PAGES = sorted((*ROOT.glob("*.md"), *DOCS.rglob("*.md")))
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE_LIKE = re.compile(r"`([a-z]+(?:-[a-z0-9]+)+)`")
NO_CODES = {"durable-rules", "projekt-500", "triage-rules"}


def prose(page: Path) -> str:
    """Return a page without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    found = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


def links(page: Path) -> Iterator[tuple[str, str]]:
    """Yield the relative links of a page: path and anchor, either may be empty."""
    for target in LINK.findall(prose(page)):
        if "://" not in target:
            path, _, anchor = target.partition("#")
            yield path, anchor


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    """A link to a page or heading that is not there is found here, not by a reader."""
    for path, anchor in links(page):
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), path
        if anchor:
            assert anchor in anchors(target), f"{path}#{anchor}"


@pytest.mark.parametrize("page", REFERENCE, ids=lambda page: page.name)
def test_codes_that_are_named_exist(page: Path) -> None:
    """A diagnostic that was renamed is renamed in the reference too."""
    source = files("triage.diagnostics") / "messages" / "en.toml"
    known = set(tomllib.loads(source.read_text(encoding="utf-8")))
    assert set(CODE_LIKE.findall(prose(page))) - NO_CODES - known == set()
