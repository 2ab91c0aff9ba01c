"""Files that declare something, read as rulebooks are."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, Field

from triage.diagnostics import RulebookError, Sources
from triage.language.declared import read_declared


class Inner(BaseModel):
    """Something with a name and a number."""

    model_config = ConfigDict(extra="forbid")

    name: str
    many: int = Field(1, ge=1)


class Outer(BaseModel):
    """Two of them, one of which may be missing."""

    model_config = ConfigDict(extra="forbid")

    first: Inner
    second: Inner | None = None
    words: tuple[str, ...] = ()


def read(folder: Path, text: str) -> Outer:
    """Write a file and read it."""
    file = folder / "file.yaml"
    file.write_text(text, encoding="utf-8")
    return read_declared(file, Outer, Sources())


def test_what_is_declared(tmp_path: Path) -> None:
    """Words are texts whatever YAML would make of them, and numbers where one is asked for."""
    found = read(tmp_path, "first: {name: yes, many: 3}\nwords: [true, 1, nej]\n")
    assert found == Outer(first=Inner(name="yes", many=3), words=("true", "1", "nej"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("first: {nam: a}\n", [("missing-key", 1, None), ("unknown-key", 1, "name")]),
        ("first: {name: a}\nsecond: {name: b, man: 2}\n", [("unknown-key", 2, "many")]),
        ("first: {name: a}\nthird: {}\n", [("unknown-key", 2, None)]),
        ("first: {name: a, many: 0}\n", [("declared-otherwise", 1, None)]),
        ("first: {name: a}\nwords: none\n", [("declared-otherwise", 2, None)]),
        ("first: [a]\n", [("declared-otherwise", 1, None)]),
        ("- a\n", [("declared-otherwise", 1, None)]),
        ("", [("declared-otherwise", 1, None)]),
        ("words: []\n", [("missing-key", 1, None)]),
        ("first: {name: a}\nfirst: {name: b}\n", [("duplicate-key", 2, None)]),
        ("first: &a {name: a}\n", [("yaml-anchor", 1, None)]),
    ],
)
def test_what_is_wrong(tmp_path: Path, text: str, found: list[tuple[str, int, str | None]]) -> None:
    """Everything at once, each at its line, a mistyped key with the nearest."""
    with pytest.raises(RulebookError) as caught:
        read(tmp_path, text)
    told = [
        (each.code, each.span and each.span.line, each.nearest) for each in caught.value.diagnostics
    ]
    assert told == found


def test_no_file(tmp_path: Path) -> None:
    """It is named."""
    with pytest.raises(RulebookError) as caught:
        read_declared(tmp_path / "none.yaml", Outer, Sources())
    assert [each.code for each in caught.value.diagnostics] == ["unreadable-file"]
