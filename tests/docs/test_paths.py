"""The files a page tells programmers to change are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.fences import DOCS, ROOT
from tests.docs.test_how_to_pages import TASKS
from tests.docs.test_links import prose

PAGES = sorted((DOCS / "how-to").glob("*.md"))
PATH = re.compile(r"`((?:src|tests|docs|tools|benchmarks|rules|cases)/[\w./-]*\w)`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_files_that_are_named_exist(page: Path) -> None:
    """A file that moved is named by its new place."""
    missing = [path for path in PATH.findall(prose(page)) if not (ROOT / path).exists()]
    assert missing == []


ADDING_CODE = [page for page in PAGES if page.stem.startswith("add-") and page.stem not in TASKS]
"""The pages on adding for programmers; a method developer adds by a command."""


@pytest.mark.parametrize("page", ADDING_CODE, ids=lambda page: page.stem)
def test_a_page_on_adding_names_code_and_tests(page: Path) -> None:
    """It says what to change, and what holds it."""
    assert {path.split("/")[0] for path in PATH.findall(prose(page))} >= {"src", "tests"}
