from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import BOOK, OPEN, ROOT, triage

pty = pytest.importorskip("pty")


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """Run the command on a terminal of its own and give everything it wrote."""
    terminal, inside = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "triage", *arguments],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "src"), "TERM": "xterm", **environment},
        stdin=inside,
        stdout=inside,
        stderr=inside,
    ):
        os.close(inside)
        written = b""
        while piece := _read(terminal):
            written += piece
    os.close(terminal)
    return written.decode("utf-8").replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # how a terminal says that its process has gone
        return b""


def test_headings_are_bold_on_a_terminal() -> None:
    """On a terminal headings and the person's own words stand out; nothing has a colour."""
    text = on_a_terminal("assess", "-r", BOOK, OPEN)
    assert "\x1b[1mEgne ord, og det, personen har med sig\x1b[0m\n" in text
    assert "  \x1b[1m»Jeg vil gerne ud blandt folk.«\x1b[0m\n" in text
    assert text.count("\x1b[") == text.count("\x1b[1m") + text.count("\x1b[0m")


@pytest.mark.parametrize("plain", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_plain_where_it_is_asked_for(plain: dict[str, str]) -> None:
    """Who asks for plain text gets it."""
    assert "\x1b" not in on_a_terminal("assess", "-r", BOOK, OPEN, **plain)
    assert "\x1b" not in on_a_terminal("assess", "-r", BOOK, "gone.yaml", **plain)


def test_errors_are_coloured_on_a_terminal() -> None:
    """What is wrong stands out on a terminal."""
    assert "\x1b[31mfejl" in on_a_terminal("assess", "-r", BOOK, "gone.yaml")


def test_messages_are_wrapped_on_a_terminal_alone(tmp_path: Path) -> None:
    """A line of a file stays a line, for it is held against the file."""
    book = tmp_path / "book.yaml"
    rule = "{id: T-a, when: {wish: yes}, then: a, becuase: Fordi det er sådan, at ønsket tæller.}"
    book.write_text(
        "rulebook: {id: book, version: '1', language: da, title: Bog}\n"
        "questions: {wish: {ask: Vil du?}}\n"
        f"typologies:\n  values: {{a: {{label: A}}}}\n  rules:\n    - {rule}\n",
        encoding="utf-8",
    )
    wide = triage("rules", "check", str(book)).out
    narrow = on_a_terminal("rules", "check", str(book), NO_COLOR="1", COLUMNS="50")
    told = [line for line in narrow.splitlines() if " | " not in line and str(tmp_path) not in line]
    assert max(map(len, wide.splitlines())) > 80
    assert max(map(len, told)) <= 50
    assert f"    - {rule}\n" in narrow
    assert " ".join(narrow.split()) == " ".join(wide.split())
