"""Whole rulebooks: what each of `good` means, and all that is said of each of `bad`."""

import ast
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

import triage.language
from tests.language.resolving import resolved
from tests.language.shown import shown
from triage.diagnostics import LANGUAGES, Sources, render_text

HERE = Path(__file__).parent
GOOD = sorted(each.stem for each in (HERE / "good").glob("*.yaml"))
BAD = sorted(each.name for each in (HERE / "bad").iterdir())
ROOM = Path(triage.language.__file__).parent
# What the rest of the room says, of files and of local rulebooks, is tested beside it.
RESOLUTION = ("resolving/*.py", "conditions/*.py", "reading/fields.py", "reading/scalars.py")


@pytest.mark.parametrize("case", GOOD)
def test_what_is_right_means_what_it_says(case: str, request: pytest.FixtureRequest) -> None:
    """Nothing is said of it, and every construct becomes what section 2 or 3 says it is."""
    rulebook, found = resolved(HERE / "good" / f"{case}.yaml")
    assert found == []
    text, file = shown(rulebook), HERE / "good" / f"{case}.txt"
    if request.config.getoption("--update-golden"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", BAD)
def test_what_is_wrong_is_said_once(
    case: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Every problem is named in one pass, with its place and the nearest spelling."""
    monkeypatch.chdir(HERE / "bad" / case)
    sources = Sources()
    _, found = resolved(Path("rulebook.yaml"), sources)
    text, file = render_text(found, sources), HERE / "bad" / case / "expected.txt"
    if request.config.getoption("--update-golden"):
        file.write_text(text, encoding="utf-8")
    assert found
    assert text == file.read_text(encoding="utf-8")
    assert all(render_text(found, sources, lang) for lang in LANGUAGES)


def test_every_code_of_resolution_is_shown() -> None:
    """There is an example, with its exact text, of everything resolution can say."""
    source = files("triage.diagnostics") / "messages" / "en.toml"
    codes = set(tomllib.loads(source.read_text(encoding="utf-8"))) - {"words"}
    said = {
        node.value
        for pattern in RESOLUTION
        for file in ROOM.glob(pattern)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    texts = [(HERE / "bad" / case / "expected.txt").read_text(encoding="utf-8") for case in BAD]
    unseen = {code for code in codes & said if not any(f"[{code}]" in text for text in texts)}
    assert unseen == set()
