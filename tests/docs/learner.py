"""Follows a page as its reader would: types its commands, writes its files, makes its changes.

What a block is, its info string says:

    console [exit code]   commands to type; each ends as said, else with 0
    text                  what the block before it prints; a line `…` stands for lines left out,
                          and what is behind `Answer: `, or `[y/N]: ` and its like, is typed
    yaml <file>           a file to write
    diff <file>           a change to a file: its lines with `-` become those with `+`
    python                a program to go on with; names last to the end of the page
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tests.cli.running import triage
from tests.docs.fences import Fence, fences

_TYPED = re.compile(r"^(Answer: |.*\[[yj]/n[^]]*\]: )(.+)$", re.MULTILINE | re.IGNORECASE)
_OTHER_PROGRAMS = {"cp", "mkdir"}


def shows(text: str, printed: str) -> bool:
    """Tell whether `text` is what was printed, but for what it leaves out."""
    pattern = ".*?".join(re.escape(part) for part in re.split(r"^…\n", text, flags=re.MULTILINE))
    return re.fullmatch(pattern, printed, re.DOTALL) is not None


@dataclass(frozen=True, slots=True)
class Shown:
    """What was on the screen after a block: at which line of the page it stands, and its text."""

    line: int
    typed: str
    printed: str


class Learner:
    """Follows one page in the folder it is in, and keeps what was shown."""

    def __init__(self, page: Path) -> None:
        self.shown: list[Shown] = []
        self._blocks = list(fences(page))
        self._names: dict[str, object] = {"__name__": "tutorial"}

    def follow(self) -> None:
        """Do what every block says, and hold what comes of it to the text behind it."""
        for block, after in pairwise([*self._blocks, None]):
            assert block is not None
            output = after.text if after is not None and after.info == ("text",) else ""
            typed = "".join(f"{line}\n" for _, line in _TYPED.findall(output))
            printed = self._do(block, typed)
            if block.info[0] == "console":
                self.shown.append(Shown(block.line, block.text, printed))
            if output:
                assert shows(_TYPED.sub(r"\1", output), printed), f"{block.place}:\n{printed}"

    def _do(self, block: Fence, typed: str) -> str:
        match block.info:
            case ("console", *code):
                expected = int(code[0]) if code else 0
                lines = block.text.replace("\\\n", "").splitlines()
                return "".join(_run(line, typed, expected, block.place) for line in lines)
            case ("python",):
                return self._python(block)
            case ("yaml", file):
                Path(file).write_text(block.text, encoding="utf-8")
            case ("diff", file):
                _change(Path(file), block)
            case ("text",):
                pass
            case _:
                raise AssertionError(f"{block.place}: nobody follows this block")
        return ""

    def _python(self, block: Fence) -> str:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            # What the page tells a reader to run is run: that is the test.
            exec(compile(block.text, block.place, "exec"), self._names)  # noqa: S102
        return printed.getvalue()


def _run(line: str, typed: str, expected: int, place: str) -> str:
    prompt, program, *arguments = shlex.split(line)
    assert prompt == "$", place
    if program == "export":
        os.environ.update(dict(each.split("=", 1) for each in arguments))
        return ""
    if program in _OTHER_PROGRAMS:
        subprocess.run(line.removeprefix("$ "), shell=True, check=True)
        return ""
    assert program == "triage", place
    result = triage(*arguments, given=typed.encode())
    assert result.exit == expected, f"{place}: {result.err}{result.out}"
    assert expected or not result.err, f"{place}: {result.err}"
    return result.out + result.err


def _change(file: Path, block: Fence) -> None:
    lines = block.text.splitlines(keepends=True)
    old, new = ("".join(line[1:] for line in lines if line[0] == sign) for sign in "-+")
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{block.place}: {file} has not just one such place"
    file.write_text(text.replace(old, new), encoding="utf-8")
