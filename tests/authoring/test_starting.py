"""The rulebook to begin with, in three languages: one meaning, checked, tested and proved."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.running import triage
from tests.docs.learner import Learner
from triage.authoring.starting import LANGUAGES, starter
from triage.cli.exits import Exit
from triage.language.load import check, load
from triage.verify import check_meaning


@pytest.fixture(params=LANGUAGES)
def begun(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Begin a rulebook, and stand in its folder."""
    folder = tmp_path / "first-steps"
    result = triage("rules", "new", str(folder), "--lang", str(request.param))
    assert (result.exit, result.err) == (Exit.DONE, "")
    monkeypatch.chdir(folder)
    return folder


def test_nothing_is_to_be_said_of_it(begun: Path) -> None:
    """It is whole: no error, no warning and no note."""
    assert (check(begun), [*check_meaning(load(begun))]) == ((), [])


@pytest.mark.parametrize("begun", ["da"], indirect=True)
def test_its_page_can_be_followed(begun: Path) -> None:
    """Whoever types what its README says has changed it, and proved the change."""
    Learner(begun / "README.md").follow()
    assert "mentor" in load(begun).interventions


def test_its_page_says_the_same_in_every_language() -> None:
    """The commands to type differ in the texts that are given, and in nothing else."""
    commands = set()
    for language in LANGUAGES:
        typed = re.findall(r"```console.*?```", starter("a", language)["README.md"], re.DOTALL)
        commands.add(
            re.sub(
                r"(?:(?<=label )|(?<=participant )|(?<=source )|(?<=because ))('[^']*'|\w+)",
                "_",
                "".join(typed),
            )
        )
    assert len(commands) == 1


def test_it_means_the_same_in_every_language(tmp_path: Path) -> None:
    """What differs is the language alone: of rules, of cases, and of the names of files."""
    digests, cases = set(), set()
    for language in LANGUAGES:
        files = starter("first", language)
        folder = tmp_path / language
        folder.mkdir()
        for name, text in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        digests.add(load(folder).digest)
        cases.add(tuple(name for name in files if name.startswith("cases/")))
    assert (len(digests), len(cases)) == (1, 1)


def test_it_has_the_name_it_is_given(tmp_path: Path) -> None:
    """The id is that of the folder; the title is any text."""
    folder = tmp_path / "lilleby"
    triage("rules", "new", str(folder), "--title", "Lilleby: vejen, i to trin # 1")
    rulebook = load(folder)
    assert rulebook.id == "lilleby"
    assert rulebook.texts.get("rulebook.title") == "Lilleby: vejen, i to trin # 1"


@pytest.mark.parametrize("name", ["Lilleby", "1", "en by"])
def test_a_folder_that_cannot_name_a_rulebook_is_refused(tmp_path: Path, name: str) -> None:
    """Nothing is written there."""
    result = triage("rules", "new", str(tmp_path / name))
    assert (result.exit, [*tmp_path.iterdir()]) == (Exit.INVALID, [])
    assert "bad-rulebook-id" in result.err


def test_what_is_there_stays(begun: Path) -> None:
    """A folder is never written over."""
    before = {file: file.read_bytes() for file in begun.rglob("*.*")}
    assert triage("rules", "new", str(begun)).exit == Exit.INVALID
    assert {file: file.read_bytes() for file in begun.rglob("*.*")} == before
