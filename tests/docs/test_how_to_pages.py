"""How-to pages for method developers are followed, and their pictures show what one sees."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.running import triage
from tests.docs.fences import DOCS, ROOT
from tests.docs.learner import Learner, Shown
from tests.docs.test_links import prose
from tools.terminal_picture import picture, wrapped

HOW_TO = DOCS / "how-to"
TASKS = {
    "add-a-question": "tilfoej-et-spoergsmaal",
    "add-an-intervention": "tilfoej-en-indsats",
    "change-a-limit": "aendr-en-graense",
    "fit-rules-to-a-municipality": "tilpas-regler-til-en-kommune",
    "get-a-change-approved": "faa-en-aendring-godkendt",
    "read-what-a-change-does": "laes-hvad-en-aendring-goer",
    "rename-something": "omdoeb-noget",
}
"""The tasks of a method developer: the name of each page, in English and in Danish."""

PAGES = [
    *(HOW_TO / f"{english}.md" for english in TASKS),
    *(HOW_TO / "da" / f"{danish}.md" for danish in TASKS.values()),
]
LONG = ("fit-rules-to-a-municipality", "tilpas-regler-til-en-kommune")
"""Pages with so much to follow that it takes seconds: in larger tiers."""
_PICTURE = re.compile(
    r"!\[(?P<alt>[^\]]*)\]\((?P<file>[^)]+\.svg)\)\n\n(?P<list>(?:(?:\d+\. | +).*\n)*)"
)
_POINT = re.compile(r"^\d+\. `([^`]+)`", re.MULTILINE)


def _language(page: Path) -> str:
    return "da" if page.parent.name == "da" else "en"


@pytest.fixture(autouse=True)
def _at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")


def _begin(page: Path) -> None:
    """Make the rulebook the page says it is tried on, and what comes with the package."""
    made = re.search(r"`triage (rules new m[^` ]+)`", prose(page))
    if made:
        assert triage(*made[1].split(), "--lang", _language(page)).exit == 0
    if "siri-fitting" in page.read_text("utf-8"):
        shutil.copytree(ROOT / "cases" / "siri-fitting", Path("cases", "siri-fitting"))
    if "docs/examples" in page.read_text("utf-8"):
        shutil.copytree(ROOT / "docs" / "examples", Path("docs", "examples"))


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, marks=pytest.mark.more if page.stem in LONG else (), id=page.stem)
        for page in PAGES
    ],
)
def test_a_page_can_be_followed(page: Path, request: pytest.FixtureRequest) -> None:
    """Whoever types what it says sees what it shows, in the text and in its pictures."""
    if "--sheet" in page.read_text("utf-8"):
        pytest.importorskip("jinja2", reason="the report extra is not installed")
    _begin(page)
    learner = Learner(page)
    learner.follow()
    update = bool(request.config.getoption("--update-golden"))
    for found in _PICTURE.finditer(page.read_text("utf-8")):
        _holds(page, found, learner.shown, update)


def _holds(page: Path, found: re.Match[str], shown: list[Shown], update: bool) -> None:
    """Hold a picture against what the last command above it printed."""
    line = page.read_text("utf-8").count("\n", 0, found.start()) + 1
    last = max((each for each in shown if each.line < line), key=lambda each: each.line)
    lines = wrapped(f"{last.typed}{last.printed}")
    points = _rows(lines, _POINT.findall(found["list"]))
    drawn = picture(found["alt"].replace("\n", " "), lines, points)
    file = page.parent / found["file"]
    if update:
        file.parent.mkdir(exist_ok=True)
        file.write_text(drawn, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == drawn, f"{page.name}: {file.name}: --update-golden"


def _rows(lines: list[str], points: list[str]) -> dict[int, int]:
    """Return which line has which number: the points quote lines from the top down."""
    assert points, "a picture is followed by what one sees on it"
    rows, row = {}, 0
    for number, quoted in enumerate(points, 1):
        row = next((at for at in range(row, len(lines)) if quoted in lines[at]), len(lines))
        assert row < len(lines), f"{quoted!r} is not in the picture, or stands further up"
        rows[row] = number
        row += 1
    return rows


def test_each_task_has_a_page_in_both_languages() -> None:
    """A page in Danish stands for one in English, and each leads to the other."""
    assert {page.stem for page in (HOW_TO / "da").glob("*.md")} == {*TASKS.values()}
    for english, danish in TASKS.items():
        here, there = HOW_TO / f"{english}.md", HOW_TO / "da" / f"{danish}.md"
        assert f"(da/{danish}.md)" in here.read_text("utf-8")
        assert f"(../{english}.md)" in there.read_text("utf-8")


def test_every_picture_is_on_a_page_and_says_what_it_shows() -> None:
    """None is left behind, and who cannot see it reads what it shows."""
    images = [
        ((page.parent / file).resolve(), alt)
        for page in HOW_TO.rglob("*.md")
        for alt, file in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", page.read_text("utf-8"))
    ]
    assert {file for file, _ in images} == {*(HOW_TO / "pictures").resolve().glob("*.*")}
    assert all(len(alt) > 30 for _, alt in images)
