"""The Python examples of the documentation run, and print what they are said to print."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pytest

from tests.docs.fences import DOCS, ROOT, fences

PAGES = [
    ROOT / "README.md",
    DOCS / "reference" / "library.md",
    DOCS / "how-to" / "conduct-an-interview.md",
    DOCS / "how-to" / "check-a-rulebook.md",
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_print_what_they_say(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All blocks of a page run one after the other; a `text` block after one is its output."""
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {"__name__": "example"}
    blocks = list(fences(page))
    assert any(block.info == ("python",) for block in blocks)
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        if block.info != ("python",):
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            # What the page tells a reader to run is run: that is the test.
            exec(compile(block.text, block.place, "exec"), names)  # noqa: S102
        said = after.text if after is not None and after.info == ("text",) else ""
        assert printed.getvalue() == said, block.place
