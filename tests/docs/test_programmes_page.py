"""The facts of the five sources: each row of the page is shown by the command it names."""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests.cli.running import Exit, triage
from tests.docs.fences import DOCS
from triage.language.load import load

PAGE = (DOCS / "programmes.md").read_text(encoding="utf-8")
FACTS = {"Helsingør": 35, "Herning": 39, "Projekt 500": 26, "SIRI": 18, "Roskilde": 22}
"""How many facts each source has."""

_ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
_SECTION = re.compile(r"^## (.+?) \(`.+`\)$", re.MULTILINE)
_OFFER = re.compile(r"^\| ([A-ZÆØÅ]\w+): (.+?) \| `(.+?)` \| (.+?) \| (.*?)\|$", re.MULTILINE)
_HEAD, *_PARTS = _SECTION.split(PAGE)
SECTIONS = {name: _ROW.findall(text) for name, text in zip(_PARTS[::2], _PARTS[1::2], strict=True)}
ROWS = [
    pytest.param(command.strip("`"), words, id=f"{name}-{number}")
    for name, rows in SECTIONS.items()
    for number, _, command, words in rows
    if command.startswith("`")
]


@cache
def shown(command: str) -> str:
    """Return what a command prints, as one line."""
    ran = triage(*command.split())
    assert ran.exit is Exit.DONE, ran.err
    return " ".join(ran.out.split())


def test_every_fact_is_there() -> None:
    """Numbered from one in each source, and none left out."""
    numbers = {name: [int(row[0]) for row in rows] for name, rows in SECTIONS.items()}
    assert numbers == {name: list(range(1, count + 1)) for name, count in FACTS.items()}


@pytest.mark.parametrize(("command", "words"), ROWS)
def test_a_fact_is_shown_by_its_command(command: str, words: str) -> None:
    """The words of the row stand in what the command prints, all of them."""
    found = shown(command)
    assert [each for each in words.split(" · ") if each not in found] == []


def test_a_fact_that_is_not_shown_says_why() -> None:
    """Only what was invented or credited to the wrong source may be left out, with its reason."""
    out = [row for rows in SECTIONS.values() for row in rows if not row[2].startswith("`")]
    assert {row[2] for row in out} == {"not shown"}
    assert all(row[3].startswith(("Invented. ", "Misattributed. ")) for row in out)


OFFERS = _OFFER.findall(_HEAD)
BOOKS = {"Helsingør": "helsingor-2019", "Herning": "herning-2019", "Roskilde": "roskilde-2021"}


@pytest.mark.parametrize(
    ("where", "command", "words", "condition"),
    [pytest.param(each[0], *each[2:], id=f"{each[0]}-{each[1]}") for each in OFFERS],
)
def test_an_offer_is_shown_by_its_rule(
    where: str, command: str, words: str, condition: str
) -> None:
    """The rule that proposes it says so; where there is a condition, that is a rule there, too."""
    assert BOOKS[where] in command
    assert [each for each in words.split(" · ") if each not in shown(command)] == []
    for rule in re.findall(r"`(P-.+?)`", condition):
        told = shown(f"rules show {BOOKS[where]} {rule}")
        assert "Et vilkår i projektet, ingen lov." in told


def test_every_condition_of_a_programme_is_on_the_page() -> None:
    """None is left out, and each of the sources' efforts has its row."""
    named = set(re.findall(r"`(P-.+?)`", _HEAD))
    rulebooks = [load(DOCS.parent / "rules" / each) for each in BOOKS.values()]
    assert named == {rule for each in rulebooks for rule in each.programme_conditions}
    efforts = sum(len(each.programme.efforts) for each in rulebooks if each.programme)
    assert len(OFFERS) >= efforts
