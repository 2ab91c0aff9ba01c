"""`triage rules diff --sheet`: a file to read and sign, and the approval that names it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import triage
from triage.cli.exits import Exit


@pytest.fixture
def versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Begin a rulebook with a translation, and change a rule and a reason of a copy of it."""
    old, new = tmp_path / "old", tmp_path / "rules" / "steps"
    assert triage("rules", "new", str(new)).exit == Exit.DONE
    assert triage("rules", "new", "translation", "en", str(new)).exit == Exit.DONE
    shutil.copytree(new, old)
    change(new / "recommendations.yaml", "at_most: everyday", "at_most: little")
    change(new / "recommendations.yaml", "Vi begynder med", "Først skal vi")
    change(new / "rulebook.yaml", "0.1.0", "0.2.0")
    monkeypatch.chdir(tmp_path)
    return old, new


def change(file: Path, old: str, new: str) -> None:
    """Change one place of a file."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("name", ["change.md", "change.html"])
def test_a_sheet_is_written_read_and_approved(versions: tuple[Path, Path], name: str) -> None:
    """What it is about is what is approved; afterwards another version is not."""
    pytest.importorskip("jinja2")
    old, new = map(str, versions)
    result = triage("rules", "diff", old, new, "--sheet", name, "--why", "Dansk læres på job.")
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert f"triage rules approve {new} --by … --sheet {name}" in result.out
    text = Path(name).read_text(encoding="utf-8")
    for told in ("Dansk læres på job.", "0.2.0", "1 af 6 prøvesager", "Først skal vi"):
        assert told in text
    assert "Alle 2 garantier holder" in text
    approved = triage("rules", "approve", new, "--by", "Leder", "--sheet", name)
    assert (approved.exit, approved.err) == (Exit.DONE, "")
    assert triage("rules", "check", new, "--quick", "--approved").exit == Exit.DONE
    change(versions[1] / "recommendations.yaml", "Først skal vi", "Vi vil")
    again = triage("rules", "approve", new, "--by", "Leder", "--sheet", name)
    assert (again.exit, "sheet-of-another" in again.err) == (Exit.INVALID, True)


def test_the_reason_is_that_of_the_changelog(versions: tuple[Path, Path]) -> None:
    """Where none is given; without either, the sheet says that it is missing."""
    old, new = map(str, versions)
    assert triage("rules", "diff", old, new, "--sheet", "a.md", "--lang", "en").exit == Exit.DONE
    assert "No reason is given." in Path("a.md").read_text(encoding="utf-8")
    changelog = "# Ændringer\n\n## 0.2.0\n\n- Dansk læres på job.\n\n## 0.1.0\n\n- Begyndt.\n"
    (versions[1] / "CHANGELOG.md").write_text(changelog, encoding="utf-8")
    assert triage("rules", "diff", old, new, "--sheet", "b.md").exit == Exit.DONE
    text = Path("b.md").read_text(encoding="utf-8")
    assert "- Dansk læres på job.\n" in text
    assert "Begyndt" not in text
    (versions[0] / "CHANGELOG.md").write_text(changelog, encoding="utf-8")
    assert triage("rules", "diff", old, new, "--sheet", "b.md").exit == Exit.DONE
    assert "Dansk læres på job" not in Path("b.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["change", "change.txt", "change.yaml"])
def test_a_sheet_is_a_page(versions: tuple[Path, Path], name: str) -> None:
    """What it ends with says what it is written as."""
    result = triage("rules", "diff", *map(str, versions), "--sheet", name)
    assert (result.exit, Path(name).exists()) == (Exit.USAGE, False)


def test_a_version_in_git_has_its_translations(versions: tuple[Path, Path]) -> None:
    """They are read when they are first asked for, from a version that is there just as long."""
    old, new = versions
    shutil.rmtree(old)
    git = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "First"]):
        subprocess.run([*git, *arguments], check=True)
    english = new / "texts" / "en.yaml"
    change(english, "title:  # De første skridt", "title: The first steps")
    result = triage("rules", "diff", "HEAD", str(new))
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert "The first steps" in result.out
    sheet = triage("rules", "diff", "HEAD", str(new), "--sheet", "change.md", "--lang", "en")
    assert (sheet.exit, sheet.err) == (Exit.DONE, "")
    assert "Nobody is offered anything else than before." in Path("change.md").read_text("utf-8")
