"""The change sheet: everything somebody who approves a change has to know, in their language."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.present.pages import BOOK
from triage.cli.change_sheet import read_for_sheet
from triage.language.load import load
from triage.model.rulebook import Rulebook
from triage.present import render_html, render_markdown
from triage.present.blocks import Block, Group, Page, Point, Table
from triage.present.change_sheet import Read, change_sheet
from triage.present.wording import LANGUAGES
from triage.verify.diff import CaseImpact, MovedCase, RulesDiff, TableImpact, difference

DAY = date(2026, 11, 28)
TALK = """\
  - id: G-talk
    never: {talk: alone, goal_state: none, scope: open}
    because: Intet mål har intet omfang.
"""
GUARANTEES = f"""
guarantees:
  - id: G-hours
    never_depends: {{outcome: typology, on: [hours]}}
    because: Timerne siger intet om målet.
  - id: G-job
    whenever: {{goal_state: named}}
    then: {{interventions: {{contact: recommended}}}}
    because: Et mål giver en arbejdsgiver.
  - id: G-life
    whenever: {{talk: others}}
    then:
      interventions:
        every: {{kind: life}}
        status: [recommended, advised_against, not_suggested]
    because: Hjælp i hverdagen kræver aldrig et kig i loven.
{TALK}"""
LICENCE = "  licence: {label: Kørekort, kind: life}\n"
WALK = "{id: R-walk, when: {hours: {includes: day}}, recommend: walk, because: Frisk luft.}"
CHANGES = (
    ("verdict: {limit: {weeks: 4}}", "verdict: {limit: {weeks: 6}}"),
    ("because: Højst fire uger.", "because: Højst seks uger."),
    ("when: {scope: open, best: now}", "when: {scope: open}"),
    (LICENCE, f"{LICENCE}  walk: {{label: Gåtur, kind: life}}\n"),
    ("recommendations:\n", f"recommendations:\n  - {WALK}\n"),
    ('version: "2.1"', 'version: "2.2"'),
    (TALK, ""),
)


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Write two versions of the miniature rulebook, with some guarantees."""
    old, new = (tmp_path_factory.mktemp("versions") / name for name in ("old", "new"))
    for folder in (old, new):
        shutil.copytree(BOOK, folder)
    file = old / "rulebook.yaml"
    text = file.read_text(encoding="utf-8") + GUARANTEES
    file.write_text(text, encoding="utf-8")
    for before, after in CHANGES:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    (new / "rulebook.yaml").write_text(text, encoding="utf-8")
    swedish = new / "texts" / "sv.yaml"
    text = swedish.read_text(encoding="utf-8")
    swedish.write_text(text.replace("Körkort", "Körkort för bil"), encoding="utf-8")
    return old, new


@pytest.fixture(scope="module")
def compared(versions: tuple[Path, Path]) -> tuple[RulesDiff, Read]:
    """Compare them, and read what the sheet tells beside the difference."""
    old, new = (load(each) for each in versions)
    found = difference(old, new)
    read = read_for_sheet((old, new), found, versions, "Loven er ændret.")
    moved = MovedCase("a", (("typology", "with_steps", "open_many"),))
    rows = TableImpact(1000, 120, (("typology: with_steps -> open_many", 120),), ())
    return found, replace(read, day=DAY, cases=CaseImpact(3, (moved,)), rows=rows)


def plain(page: Page) -> str:
    """Write a page without its digests, which every change of the book changes."""
    return re.sub(r"[0-9a-f]{64}", "…", render_markdown(page))


def test_a_version_number_twice_is_told(compared: tuple[RulesDiff, Read]) -> None:
    """Whoever approves a version has to be able to say which."""
    found, read = compared
    told = "Giv den nye sit eget, før den godkendes."
    same = found.old.model_copy(update={"version": found.new.version})
    assert told in plain(change_sheet(replace(found, old=same), read, "da"))
    assert told not in plain(change_sheet(found, read, "da"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet(
    compared: tuple[RulesDiff, Read], language: str, golden: Callable[[str, str], None]
) -> None:
    """Why, what, for whom, how many, what still holds, and place for names."""
    golden(f"change-sheet.{language}.md", plain(change_sheet(*compared, language)))


def test_what_moves_in_cases_has_one_order(compared: tuple[RulesDiff, Read]) -> None:
    """It is told as it is found, whenever the sheet is written: two of one change are the same."""
    found, read = compared
    ids = sorted(found.after.interventions)
    changes = tuple((f"{id_}.status", "possible", "recommended") for id_ in ids)
    moved = CaseImpact(1, (MovedCase("a", changes),))
    names = [found.after.texts.get(f"interventions.{id_}.label") for id_ in ids]
    text = plain(change_sheet(found, replace(read, cases=moved), "da"))
    assert len(ids) > 4
    (told,) = re.findall("^- I 1 sag: (.*)$", text, re.MULTILINE)
    assert re.split("[,;] ", told) == re.split("[,;] ", ", ".join(map(str, names)))


def blocks_of(page: Page) -> Iterator[Block]:
    """Yield every block of a page."""
    pending = [block for section in page.sections for block in section.blocks]
    while pending:
        block = pending.pop()
        yield block
        if isinstance(block, Group):
            pending.extend(block.blocks)


def test_nothing_is_in_the_words_of_rule_files(compared: tuple[RulesDiff, Read]) -> None:
    """Whoever reads it has never seen one: no braces, and no ids of values."""
    text = plain(change_sheet(*compared, "da")).split("## Grundlag")[0]
    assert not re.search(r"[{}]|not_suggested|with_steps|open_many|->", text)


def test_a_broken_guarantee_is_loud(compared: tuple[RulesDiff, Read]) -> None:
    """It stands in short at the top, and first among the guarantees."""
    found, read = compared
    assert read.broken == {"G-job"}
    page = plain(change_sheet(found, read, "en"))
    assert page.index("1 guarantee no longer holds.") < page.index("## Why")
    assert "**1 guarantee no longer holds.**" in page
    kept = plain(change_sheet(found, replace(read, broken=frozenset(), wrong=0), "en"))
    assert "All 3 guarantees hold for everybody who can answer." in kept
    assert "not hold" not in kept


def test_what_was_not_compared_is_never_said_to_be_the_same(
    compared: tuple[RulesDiff, Read],
) -> None:
    """Nobody is said to be offered the same where that was not looked at."""
    found, read = compared
    (day,) = found.days
    told = "Nobody is offered anything else"
    for left, said in (((), True), (("warnings.W-many",), True), (("typology",), False)):
        quiet = replace(found, days=(replace(day, movements=(), answers=(), not_compared=left),))
        page = plain(change_sheet(quiet, replace(read, persons=()), "en"))
        assert (told in page) is said
        assert ("1 thing could not be compared." in page) is bool(left)


def test_a_sheet_says_what_it_compared(compared: tuple[RulesDiff, Read]) -> None:
    """It claims every way to answer of nothing that was left out, in any language."""
    found, read = compared
    (day,) = found.days
    part = replace(found, days=(replace(day, not_compared=("typology", "walk.status")),))
    for language, claim in (
        ("en", "Compared over every way to answer, not a sample"),
        ("da", "Sammenlignet over alle måder at svare på, ikke en stikprøve"),
        ("sv", "Jämfört över alla sätt att svara, inte ett stickprov"),
    ):
        assert f"{claim}. " in plain(change_sheet(found, read, language))
        page = plain(change_sheet(part, read, language))
        assert f"{claim}. " not in page
        (said,) = re.findall(rf"{claim}, .*?: (.*?)\. ", page)
        assert len(said.split(", ")) == 2


def test_nobody_is_said_to_get_what_was_not_compared(compared: tuple[RulesDiff, Read]) -> None:
    """Whether a new intervention is for somebody is not known where it was left out."""
    found, read = compared
    (day,) = found.days
    nobody = replace(day, movements=(), answers=())
    for left, said in ((), True), (("walk.status",), False):
        part = replace(found, days=(replace(nobody, not_compared=left),))
        assert ("walk (Gåtur): for nobody" in plain(change_sheet(part, read, "en"))) is said


def test_without_a_reason_the_sheet_says_so(compared: tuple[RulesDiff, Read]) -> None:
    """Nobody approves what nobody has given a reason for without seeing that."""
    found, read = compared
    assert "Begrundelsen mangler." in plain(change_sheet(found, replace(read, why=()), "da"))
    points = plain(change_sheet(found, replace(read, why=("- Én", "To")), "da"))
    assert "- Én\n\nTo\n" in points


def test_a_change_of_words_alone_moves_nobody(versions: tuple[Path, Path], tmp_path: Path) -> None:
    """A wording is told before and after, in its own language, and nothing else is."""
    old, book = load(versions[0]), tmp_path / "book"
    shutil.copytree(versions[0], book)
    file = book / "rulebook.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Prøv det af.", "Se om det er noget."), encoding="utf-8")
    page = sheet(old, load(book), (BOOK, book))
    assert "1 ting er skrevet anderledes." in page
    assert "Ingen får noget andet foreslået end før." in page
    assert "før: Prøv det af." in page
    assert "nu: Se om det er noget." in page
    assert "Eksempler på personer" not in page


def sheet(old: Rulebook, new: Rulebook, at: tuple[Path, Path]) -> str:
    """Write the sheet of two versions in Danish."""
    found = difference(old, new)
    return plain(change_sheet(found, read_for_sheet((old, new), found, at, None), "da"))


def test_names_have_room_on_paper(compared: tuple[RulesDiff, Read]) -> None:
    """A table with empty cells, on A4."""
    pytest.importorskip("jinja2")
    page = change_sheet(*compared, "da")
    (table,) = (block for block in blocks_of(page) if isinstance(block, Table))
    assert len(table.rows) == 3
    text = render_html(page, "da")
    assert text.count("<td></td>") == 9
    assert "size: A4" in text


def test_persons_are_nobody(compared: tuple[RulesDiff, Read]) -> None:
    """It is said that they are constructed, and each shows something another one does not."""
    found, read = compared
    assert 1 < len(read.persons) <= 3
    assert len({each.changes for each in read.persons}) == len(read.persons)
    told = [
        block for block in blocks_of(change_sheet(found, read, "en")) if isinstance(block, Point)
    ]
    assert [each.number for each in told if each.number] == [*range(len(read.persons), 0, -1)]
