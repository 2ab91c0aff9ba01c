"""The commands shown with their output give that output."""

from __future__ import annotations

import shlex
from itertools import pairwise

import pytest

from tests.docs.fences import ROOT, Fence, fences
from triage.cli.command import run
from triage.cli.exits import Exit

README = ROOT / "README.md"


def shown(page: str) -> list[tuple[Fence, Fence]]:
    """Give the `console` blocks of a page that a `text` block follows, each with that block."""
    blocks = list(fences(ROOT / page))
    return [
        (command, output)
        for command, output in pairwise(blocks)
        if command.info == ("console",) and output.info == ("text",)
    ]


def test_readme_shows_what_the_command_prints(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With --update-golden the README gets what is printed now; read the diff after."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    examples = shown("README.md")
    assert examples
    for command, output in examples:
        prompt, program, *arguments = shlex.split(command.text)
        assert (prompt, program) == ("$", "triage")
        assert run(arguments) is Exit.DONE
        printed = capsys.readouterr().out
        if request.config.getoption("--update-golden"):
            text = README.read_text(encoding="utf-8")
            README.write_text(text.replace(output.text, printed), encoding="utf-8")
        else:
            assert output.text == printed, command.place
