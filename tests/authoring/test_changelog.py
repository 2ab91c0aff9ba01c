"""What a rulebook's changelog says of a version."""

from __future__ import annotations

from pathlib import Path

import pytest

from triage.authoring.changelog import reasons

TEXT = """\
# Ændringer

## 1.1.0 (2026-11-28)

Loven er ændret. Det står
på to linjer.

### Regler

- Seks uger.
- Én slags arbejde
  er for lidt.

## 1.1

Noget andet.

## [1.0.0]
"""


@pytest.mark.parametrize(
    ("version", "told"),
    [
        (
            "1.1.0",
            (
                "Loven er ændret. Det står på to linjer.",
                "- Seks uger.",
                "- Én slags arbejde er for lidt.",
            ),
        ),
        ("1.1", ("Noget andet.",)),
        ("1.0.0", ()),
        ("1.0", ()),
        ("2", ()),
    ],
)
def test_what_stands_under_its_heading(tmp_path: Path, version: str, told: tuple[str, ...]) -> None:
    """Paragraphs and items, and nothing of another version."""
    (tmp_path / "CHANGELOG.md").write_text(TEXT, encoding="utf-8")
    assert reasons(tmp_path, version) == told


def test_what_stood_there_before_is_no_reason(tmp_path: Path) -> None:
    """A version that goes on has reasons of its own, without the marks of Markdown."""
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        folder.mkdir()
    (old / "CHANGELOG.md").write_text(TEXT, encoding="utf-8")
    more = "- **Syv *uger*.** `weeks` er 7, 2 * 3 + 1.\n- Seks uger."
    (new / "CHANGELOG.md").write_text(TEXT.replace("- Seks uger.", more), encoding="utf-8")
    assert reasons(new, "1.1.0", old) == ("- Syv uger. weeks er 7, 2 * 3 + 1.",)
    assert reasons(old, "1.1.0", old) == ()


def test_without_a_changelog_there_is_no_reason(tmp_path: Path) -> None:
    """Nor is there one in a file that is no text."""
    assert reasons(tmp_path, "1.1.0") == ()
    (tmp_path / "CHANGELOG.md").write_bytes(b"## 1.1.0\n\xff\n")
    assert reasons(tmp_path, "1.1.0") == ()
