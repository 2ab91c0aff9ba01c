"""The commands shown with their output give that output."""

from __future__ import annotations

import re
import shlex
from itertools import pairwise

import pytest

from tests.docs.fences import ROOT, Fence, fences
from tests.engine.rete.installed import needs_durable_rules
from triage.cli.command import run
from triage.cli.exits import Exit

PAGES = {
    "README.md": Exit.DONE,
    "docs/how-to/check-a-rulebook.md": Exit.FAILED,
    "docs/how-to/compare-two-versions.md": Exit.DONE,
}
"""Pages that show commands with their output, and how those end."""


def without_digest(text: str) -> str:
    """Leave out digests: they change with every rule and text, also those that say nothing here."""
    return re.sub(r"\b[0-9a-f]{12}\b", "…", text)


def shown(page: str) -> list[tuple[Fence, Fence]]:
    """Return the `console` blocks of a page that a `text` block follows, each with that block."""
    blocks = list(fences(ROOT / page))
    return [
        (command, output)
        for command, output in pairwise(blocks)
        if command.info == ("console",) and output.info == ("text",)
    ]


@needs_durable_rules  # a page says which engines computed what it shows
@pytest.mark.parametrize("page", PAGES)
def test_pages_show_what_the_command_prints(
    page: str,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With --update-golden the page gets what is printed now; read the diff after."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    examples = shown(page)
    assert examples
    for command, output in examples:
        prompt, program, *arguments = shlex.split(command.text)
        assert (prompt, program) == ("$", "triage")
        assert run(arguments) is PAGES[page]
        printed = capsys.readouterr().out
        if request.config.getoption("--update-golden"):
            text = (ROOT / page).read_text(encoding="utf-8")
            old, new = (f"```text\n{each}```" for each in (output.text, printed))
            (ROOT / page).write_text(text.replace(old, new, 1), encoding="utf-8")
        else:
            assert without_digest(output.text) == without_digest(printed), command.place
