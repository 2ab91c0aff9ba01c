"""The documentation stands on five shelves, and its start page leads to all of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.fences import DOCS
from tests.docs.test_links import links, prose

SHELVES = ("tutorials", "how-to", "reference", "background", "templates")
START = DOCS / "README.md"
IN_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", ",": ""})
DECISIONS = DOCS / "background" / "decisions"


def title(page: Path) -> str:
    """Return the heading a page begins with."""
    return page.read_text("utf-8").splitlines()[0].removeprefix("# ")


def linked(page: Path) -> set[Path]:
    """Return the files and folders a page links to."""
    return {(page.parent / path).resolve() for path, _ in links(page) if path}


def test_pages_stand_on_a_shelf() -> None:
    """Beside them stand four pages whose places are fixed: start, language, promises, facts."""
    fixed = {"README.md", "language.md", "programmes.md", "rights.md"}
    assert {page.name for page in DOCS.glob("*.md")} == fixed
    folders = {page.relative_to(DOCS).parts[0] for page in DOCS.glob("*/**/*.md")}
    assert folders == {*SHELVES, "language"}


def test_the_start_page_leads_to_every_page() -> None:
    """A page without a link to it is found by nobody."""
    folders = [*(DOCS / shelf for shelf in SHELVES), DOCS / "how-to" / "da"]
    pages = {page.resolve() for folder in folders for page in folder.glob("*.md")}
    assert pages - linked(START) == set()


def test_the_start_page_calls_each_page_by_its_title() -> None:
    """A page that gets another title gets it on the start page too."""
    for name, path in re.findall(r"^- \[(.+?)\]\((.+?\.md)\)", prose(START), re.MULTILINE):
        assert title(DOCS / path).startswith(name), path


@pytest.mark.parametrize(
    "page", sorted((DOCS / "how-to").rglob("*.md")), ids=lambda page: page.stem
)
def test_a_how_to_page_is_named_for_its_task(page: Path) -> None:
    """Its file and its title say the same, and begin with what is to be done."""
    assert page.stem == title(page).lower().replace(" ", "-").translate(IN_ASCII)
    assert not page.stem.startswith(("the-", "a-", "how-", "about-"))


def test_decisions_are_numbered_without_holes_and_indexed() -> None:
    """The index lists them in order, each by its title."""
    pages = sorted(DECISIONS.glob("[0-9]*.md"))
    assert [int(page.name[:4]) for page in pages] == [*range(1, len(pages) + 1)]
    rows = [f"| {title(page).replace('. ', ' | [', 1)}]({page.name}) |" for page in pages]
    index = (DECISIONS / "README.md").read_text("utf-8").splitlines()
    assert [line for line in index if re.match(r"\| \d", line)] == rows
