"""The page on architecture names the rooms there are, in the order imports point."""

from __future__ import annotations

import re
import tomllib

from tests.docs.fences import DOCS, ROOT


def test_rooms_are_those_of_the_package() -> None:
    """The table stands in the order of the contract that import-linter holds."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = project["tool"]["importlinter"]["contracts"][0]
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    section = text.split("## Rooms", 1)[1].split("\n## ", 1)[0]
    rooms = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    assert rooms == [layer.strip("()") for layer in contract["layers"]]


def test_rooms_exist() -> None:
    """Every room has content."""
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    section = text.split("## Rooms", 1)[1].split("\n## ", 1)[0]
    for room in re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE):
        package = ROOT / "src" / "triage" / room
        assert package.is_dir() or package.with_suffix(".py").is_file(), room
