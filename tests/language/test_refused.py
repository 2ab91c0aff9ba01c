"""Rulebooks that do not load: each folder holds one and the exact text of what is said of it."""

from pathlib import Path

import pytest

from triage.diagnostics import RulebookError, Severity, Sources, render_text
from triage.language.load import check, load

HERE = Path(__file__).parent
UNREADABLE = sorted(each.name for each in (HERE / "unreadable").iterdir())
LOCAL = sorted(each.name for each in (HERE / "local").iterdir())


def say(rulebook: str) -> str:
    """Return all that is wrong with a rulebook, as people read it."""
    sources = Sources()
    found = [each for each in check(rulebook, sources) if each.severity is Severity.ERROR]
    with pytest.raises(RulebookError) as error:
        load(rulebook)
    assert list(error.value.diagnostics) == found
    return render_text(found, sources)


def compare(text: str, file: Path, request: pytest.FixtureRequest) -> None:
    """Compare with what is expected, or accept it where that was asked for."""
    if request.config.getoption("--update-golden"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", UNREADABLE)
def test_files_and_sections(
    case: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Every problem of files and sections is named with its place, in one pass."""
    monkeypatch.chdir(HERE / "unreadable")
    compare(say(case), HERE / "unreadable" / case / "expected.txt", request)


@pytest.mark.parametrize("case", LOCAL)
def test_local_fitting(
    case: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """A local rulebook that redefines in silence is told what it may do instead."""
    monkeypatch.chdir(HERE / "local" / case)
    compare(say("office"), HERE / "local" / case / "expected.txt", request)
