"""A new name for one thing: everywhere the language reads it, and all else as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
import yaml

from triage.authoring.books import Book, extending
from triage.authoring.rename import Rename, rename
from triage.diagnostics import Sources
from triage.language.load import load
from triage.verify.diff import difference

HERE = Path(__file__).parent / "office"
OFFICE = {
    str(file.relative_to(HERE)): file.read_text("utf-8")
    for file in sorted(HERE.rglob("*"))
    if file.is_file()
}
"""A rulebook in every style of writing, one that extends it, and their cases."""


def written(folder: Path, files: Mapping[str, str] = OFFICE, end: str = "\n") -> Path:
    """Write files, and return the path of the rulebook `office`."""
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline=end)
    return (folder / "rules" / "office").resolve()


def books(path: Path) -> Iterator[Book]:
    """Yield a rulebook and those beside it that extend it, with their cases."""
    for each in (path, *extending(path)):
        cases = path.parents[1] / "cases" / each.name
        yield replace(Book.read(each), cases=tuple(sorted(cases.glob("*"))))


def renamed(path: Path, old: str, new: str) -> Rename:
    """Rename, and write what that comes to."""
    found = rename(old, new, list(books(path)), Sources())
    for change in found.changes:
        before = change.file.read_bytes()
        assert before.decode() == change.before
        change.file.write_bytes(change.after.encode())
    return found


def changes(folder: Path, files: Mapping[str, str] = OFFICE) -> str:
    """Return every line that is not as it was, before and after, file by file."""
    found = ""
    for name, text in files.items():
        now = (folder / name).read_bytes().decode()
        diff = unified_diff(text.splitlines(), now.splitlines(), n=0, lineterm="")
        lines = [line for line in diff if line[:2] not in {"--", "++", "@@"}]
        found += "".join(f"{line}\n" for line in (name, *lines, "")) if lines else ""
    return found


NAMES = {
    "question": ("question:wish", "want"),
    "value": ("wish.never", "not_ever"),
    "value-of-a-list": ("reasons.wish", "hope"),
    "value-of-a-finding": ("reach.high", "tall"),
    "value-of-an-item": ("goals.near.close", "by"),
    "item": ("goals.near", "reachable"),
    "list": ("goals", "aims"),
    "row": ("row:barriers.health", "body"),
    "row-of-lines": ("row:barriers.money", "debt"),
    "cell": ("barriers.weight", "load"),
    "grid": ("barriers", "hurdles"),
    "finding": ("ready", "willing"),
    "finding-of-items": ("reach", "grasp"),
    "parameter": ("least", "minimum"),
    "factor": ("start", "outset"),
    "typology": ("unsure", "in_doubt"),
    "intervention": ("intervention:wish", "hope"),
    "group": ("courses", "lessons"),
    "kind": ("kind:talk", "speech"),
    "rule": ("R-wish", "R-want"),
    "rule-of-a-finding": ("F-near", "F-close"),
    "row-of-a-table": ("T-none", "T-nothing"),
    "next-row-of-a-table": ("T-heavy", "T-weight"),
    "guarantee": ("G-on", "G-rests-on"),
}


@pytest.mark.parametrize("case", NAMES)
def test_names(case: str, tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    """Rules, tables, texts, cases and local rulebooks name it anew; nothing else is touched."""
    office, (old, new) = written(tmp_path), NAMES[case]
    before = {each.path: load(each.path) for each in books(office)}
    renamed(office, old, new)
    golden(f"rename-{case}.txt", changes(tmp_path))
    for path, rulebook in before.items():
        found = difference(rulebook, load(path))
        assert found.movements == ()
        if case not in NAMED_WITHIN:
            assert {each.what for each in found.written} <= {"renamed"}


NAMED_WITHIN = {"group", "kind", "rule-of-a-finding"}
"""What the comparison of versions knows as part of something else, which is written otherwise."""


@pytest.mark.parametrize("case", NAMES)
def test_and_back(case: str, tmp_path: Path) -> None:
    """Back under the old name, all is as it was but for what is said of earlier names."""
    office, (old, new) = written(tmp_path), NAMES[case]
    kind, around = old.rpartition(":")[0] or None, old.rpartition(":")[2].rpartition(".")[0]
    first = renamed(office, old, new)
    once = {each.file: each.before for each in first.changes}
    name = f"{around}.{new}" if around else new
    renamed(office, f"{kind}:{name}" if kind else name, first.target.id)
    for file, text in once.items():
        assert without_earlier_names(file.read_text("utf-8")) == without_earlier_names(text), file


def without_earlier_names(text: str) -> Any:
    """Return what a file says, but for earlier names and the room made for them."""

    def plain(node: Any) -> Any:
        match node:
            case dict():
                inner = {key: plain(value) for key, value in node.items() if key != "formerly"}
                return inner["label"] if [*inner] == ["label"] else inner or None
            case list() if all(isinstance(each, str) for each in node):
                return dict.fromkeys(node)
            case list():
                return [plain(each) for each in node]
            case _:
                return node or None

    return plain(yaml.load(text, yaml.BaseLoader))  # noqa: S506 - texts and nothing else
