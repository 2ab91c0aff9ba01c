"""The fenced blocks of the documentation, by what they are marked as.

In the language reference, every YAML block says in its info string what it is:

    yaml rulebook [folder]        a file of a rulebook: the page's own, or the one named
    yaml texts <lang> [folder]    a translation of it
    yaml wrong <code> [folder]    a further file that makes it fail with exactly this code
    yaml warned <code> [folder]   a further file of which `check` warns with this code
    yaml case [folder]            a case: what it expects comes out
    yaml wrong-case <code> [...]  a case that is refused with this code

A folder no block says a head for gets one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
REFERENCE = (DOCS / "language.md", *sorted((DOCS / "language").glob("*.md")))

_FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_HAS_HEAD = re.compile(r"^rulebook:", re.MULTILINE)
_FILES = ("rulebook", "texts")


@dataclass(frozen=True)
class Fence:
    """One block: the page and line it stands at, its info string in words, and its text."""

    page: Path
    line: int
    info: tuple[str, ...]
    text: str

    @property
    def place(self) -> str:
        """Name the block for people."""
        return f"{self.page.name}:{self.line}"

    @property
    def marker(self) -> str:
        """Say what the block is: the word after its language."""
        return self.info[1] if len(self.info) > 1 else ""

    @property
    def argument(self) -> str:
        """The code or language a marker comes with."""
        return self.info[2]

    @property
    def folder(self) -> str:
        """Name the rulebook the block belongs to."""
        named = self.info[2:] if self.marker in {"rulebook", "case"} else self.info[3:]
        return named[0] if named else self.page.stem


def fences(page: Path) -> Iterator[Fence]:
    """Yield the blocks of a page, in their order."""
    text = page.read_text(encoding="utf-8")
    for found in _FENCE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield Fence(page, line, tuple(found["info"].split()), found["text"])


def yaml_fences(*markers: str) -> list[Fence]:
    """Return the YAML blocks of the reference with one of these markers."""
    return [
        fence
        for page in REFERENCE
        for fence in fences(page)
        if fence.info[:1] == ("yaml",) and fence.marker in markers
    ]


def write_rulebooks(folder: Path, *further: Fence) -> None:
    """Write every rulebook of the reference into a folder of its own, with `further` files."""
    files = [*yaml_fences(*_FILES), *further]
    for number, fence in enumerate(files):
        name = f"texts/{fence.argument}.yaml" if fence.marker == "texts" else f"{number}.yaml"
        file = folder / fence.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(fence.text, encoding="utf-8")
    for id_ in {fence.folder for fence in files}:
        if not any(_HAS_HEAD.search(f.text) for f in files if f.folder == id_):
            head = f"rulebook: {{id: {id_}, version: 1, language: da}}\n"
            (folder / id_ / "head.yaml").write_text(head, encoding="utf-8")
