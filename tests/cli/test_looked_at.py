"""Every command for rulebooks says which one it looked at, and takes none for another."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.broken.slip import SOUND
from tests.cli.running import ROOT, Exit, triage

NAMED = "Rulebook vejen 1.0.0: "


@pytest.fixture
def sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the sound rulebook and its cases, in which we stand."""
    shutil.copytree(SOUND, tmp_path / "office")
    monkeypatch.chdir(tmp_path / "office")
    return tmp_path / "office"


@pytest.mark.parametrize(
    "command",
    [("check",), ("test",), ("mutate", "--every", "40"), ("cases", "--missing", "-o", "new")],
    ids=lambda command: command[0],
)
@pytest.mark.usefixtures("sound")
def test_text_begins_with_it(command: tuple[str, ...]) -> None:
    """Id, version and path, before anything else; as given, and whole where we stand in it."""
    name, *options = command
    assert triage("rules", name, "rules/vejen", *options).out.startswith(f"{NAMED}rules/vejen\n")


def test_standing_in_it(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder we stand in is used where it is a rulebook, its translations' too."""
    for folder in ("rules/vejen", "rules/vejen/texts"):
        monkeypatch.chdir(sound / folder)
        result = triage("rules", "check")
        assert result.out == f"{NAMED}{sound / 'rules' / 'vejen'}\nno problems found\n"
    monkeypatch.chdir(sound / "rules" / "vejen")
    assert "2 cases: 2 as expected" in triage("rules", "test").out
    shown = "".join(triage("rules", "show").out.split())  # a long path goes on in the next line
    assert f"Læstfra:{Path.cwd()}" in shown
    assert triage("rules", "show", "typologies").out.count("\n  - ") < 10
    assert "nearest: `typologies`" in triage("rules", "show", "typologes").err


@pytest.mark.parametrize("wrong", ["rulebook:\n", "questions: [\n", "rulebook: vejen\n", ""])
def test_a_broken_one_is_not_passed_over(wrong: str, sound: Path) -> None:
    """What stands here is looked at however broken it is; the packaged one is not."""
    (sound / "rules" / "vejen" / "rulebook.yaml").write_text(wrong, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(sound / "rules" / "vejen")
        checked, tested = triage("rules", "check"), triage("rules", "test")
    assert (checked.exit, tested.exit) == (Exit.FAILED, Exit.INVALID)
    assert checked.out.startswith(f"Rulebook: {sound / 'rules' / 'vejen'}\n")


@pytest.mark.parametrize("suffix", [".yaml", ".yml", ".yaml.txt"])
def test_one_no_file_of_which_can_be_read_is_not_passed_over(suffix: str, sound: Path) -> None:
    """Saved as UTF-16 by an editor, or under another suffix, it is still the one we stand in."""
    folder = sound / "rules" / "vejen"
    for file in folder.glob("*.yaml"):
        file.write_bytes(file.read_text("utf-8").encode("utf-16"))
        file.rename(file.with_suffix(suffix))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        checked, tested = triage("rules", "check"), triage("rules", "test")
    assert checked.exit != Exit.DONE
    assert tested.exit == Exit.INVALID
    assert checked.out.startswith(f"Rulebook: {folder}\n")


def test_cases_are_no_rulebook(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of cases is none, though cases name their rulebook; the packaged one is said so."""
    monkeypatch.chdir(sound / "cases" / "vejen")
    out = triage("rules", "check", "--quick", "--lang", "da").out
    assert out.startswith("Regelbog projekt-500 1.1.0: ")
    assert out.splitlines()[0].endswith("(følger med triage)")


@pytest.mark.parametrize("name", ["vejen", "local", "local.yaml", "../rules/vejen"])
def test_names_are_those_of_extends(
    name: str, sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command and `extends` find a rulebook beside the one we stand in by the same names."""
    head = "rulebook: {{id: {id}, version: 1, extends: {extends}}}\n"
    rules = sound / "rules"
    (rules / "local.yaml").write_text(head.format(id="local", extends="vejen"), "utf-8")
    (rules / "office").mkdir()
    (rules / "office" / "head.yaml").write_text(head.format(id="office", extends=name), "utf-8")
    monkeypatch.chdir(rules / "office")
    assert triage("rules", "check").exit == Exit.DONE
    assert triage("rules", "check", name).exit == Exit.DONE


def test_a_name_nobody_has_comes_with_the_nearest_beside(sound: Path) -> None:
    """What lies here is among what may be meant."""
    shutil.copytree(sound / "rules" / "vejen", sound / "vejviser")
    assert "nearest: `vejviser`" in triage("rules", "check", "vejvisser").err


@pytest.mark.usefixtures("sound")
def test_for_programs() -> None:
    """JSON has the same: of a comparison, of both versions."""
    vejen = {"id": "vejen", "version": "1.0.0", "path": "rules/vejen"}
    for command in (("check",), ("test", "--coverage"), ("mutate", "--every", "40")):
        name, *options = command
        result = triage("rules", name, "rules/vejen", *options, "--format", "json")
        assert json.loads(result.out)["looked_at"] == vejen
    result = triage("rules", "diff", "rules/vejen", "rules/vejen", "--format", "json")
    assert json.loads(result.out)["looked_at"] == {"old": vejen, "new": vejen}


def test_a_version_out_of_a_repository_is_called_as_it_was_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not by the folder it was put in for the moment."""
    monkeypatch.chdir(ROOT)
    result = triage("rules", "diff", "HEAD", "rules/herning-2019", "--format", "json")
    assert json.loads(result.out)["looked_at"]["old"]["path"] == "HEAD:rules/herning-2019"
