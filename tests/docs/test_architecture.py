"""The page on architecture names the rooms there are, in the order imports point."""

from __future__ import annotations

import re
import tomllib

from tests.docs.fences import DOCS, ROOT


def test_rooms_are_those_of_the_package() -> None:
    """The table stands in the order of the contract that import-linter holds."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = project["tool"]["importlinter"]["contracts"][0]
    text = (DOCS / "background" / "architecture.md").read_text(encoding="utf-8")
    section = text.split("## Rooms", 1)[1].split("\n## ", 1)[0]
    rooms = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    assert rooms == re.findall(r"\w+", " ".join(contract["layers"]))


def test_rooms_exist() -> None:
    """Every room has content."""
    text = (DOCS / "background" / "architecture.md").read_text(encoding="utf-8")
    section = text.split("## Rooms", 1)[1].split("\n## ", 1)[0]
    for room in re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE):
        package = ROOT / "src" / "triage" / room
        assert package.is_dir() or package.with_suffix(".py").is_file(), room


def test_guards_stand_where_the_page_says() -> None:
    """The files of `engine/rete` that guard are named as they are."""
    text = (DOCS / "background" / "engines.md").read_text(encoding="utf-8")
    section = text.split("## How durable-rules", 1)[1].split("\n## ", 1)[0]
    guards = [line.split("|")[2] for line in section.splitlines() if line.startswith("|")]
    named = {
        name
        for guard in guards
        for brackets in re.findall(r"\(([^)]*)\)", guard)
        for name in re.findall("`([a-z]+)`", brackets)
    }
    assert named
    for name in named:
        assert (ROOT / "src" / "triage" / "engine" / "rete" / f"{name}.py").is_file(), name


def test_stages_stand_where_the_picture_says() -> None:
    """What stands at the right of the arrows are files and folders of the package."""
    text = (DOCS / "background" / "architecture.md").read_text(encoding="utf-8")
    picture = text.split("```text", 1)[1].split("```", 1)[0]
    for line in picture.splitlines():
        found = re.search(r"\s(language/|program/|engine/|cases/)([\w/, ]*)$", line)
        if found:
            for name in found[2].split(", "):
                home = ROOT / "src" / "triage" / found[1].rstrip("/")
                places = [home / name, home.parent / name]
                assert any(p.is_dir() or p.with_suffix(".py").is_file() for p in places), name


def test_terms_of_the_glossary_live_where_it_says() -> None:
    """The last column of every row names a module of the package."""
    text = (DOCS / "reference" / "glossary.md").read_text(encoding="utf-8")
    homes = re.findall(r"\| `([\w.]+)` \|$", text, re.MULTILINE)
    rows = [line for line in text.splitlines() if line.startswith("| ") and "Lives in" not in line]
    assert len(homes) == len(rows)
    for home in homes:
        place = (ROOT / "src" / "triage").joinpath(*home.split("."))
        assert place.is_dir() or place.with_suffix(".py").is_file(), home
