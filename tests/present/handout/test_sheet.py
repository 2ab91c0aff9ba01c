from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

import triage.present.handout
from tests.counts import Count
from tests.present.copies.test_copies import case
from tests.present.test_printable import differing, explainer
from tests.present.test_shipped_pages import FILES
from tests.present.test_words import places
from triage.cases.case_file import read_case
from triage.diagnostics import TriageError
from triage.explain import Assessed
from triage.explain.plan import plan_of
from triage.intake.reading import read_answers
from triage.language.checks.readability import MOST_LIX, MOST_WORDS, readability, sentences_of
from triage.present import SHEET_LANGUAGES, render_html, render_text, sheet_of

Golden = Callable[[str, str], None]

ROOM = Path(triage.present.handout.__file__).parent
SAFE = {
    "safe_contact": "ordinary",
    "post_and_mitid": "own",
    "safety": "none",
    "address_protection": "no",
}


def words(language: str) -> dict[str, str]:
    """Read the fixed words of a language."""
    return tomllib.loads((ROOM / "words" / f"{language}.toml").read_text(encoding="utf-8"))


def safe(file: Path) -> Assessed:
    """Take up a golden case as if all contact was in order."""
    read = read_case(file)
    assert read.as_of is not None
    answers = {**read.answers, **SAFE}
    answers.pop("confidential_help", None)
    return explainer().of(read_answers(explainer().rulebook, answers, read.as_of), read.as_of)


@pytest.mark.parametrize("language", SHEET_LANGUAGES)
def test_languages_have_the_same_words(language: str) -> None:
    """Every language has the same keys in the same order, with the same places; none is empty."""
    danish, here = words("da"), words(language)
    assert list(here) == list(danish)
    assert all(text.strip() == text and text for text in here.values())
    assert {key: places(text) for key, text in here.items()} == {
        key: places(text) for key, text in danish.items()
    }


def test_every_word_said_is_known() -> None:
    """Whatever the sheet says by name stands in its words."""
    source = "\n".join(file.read_text(encoding="utf-8") for file in ROOM.rglob("*.py"))
    said = set(re.findall(r"""\bsay\(\s*["']([a-z_]+)["']""", source))
    assert said - set(words("da")) == set()


@pytest.mark.parametrize("language", ["da", "sv"])
def test_the_fixed_words_are_for_the_ear(language: str) -> None:
    """They are held to what `check` holds a rulebook to."""
    running = [text for text in words(language).values() if text.endswith(".")]
    assert readability(running).lix <= MOST_LIX
    for text in running:
        assert all(len(each.split()) <= MOST_WORDS for each in sentences_of(text)), text


@pytest.mark.parametrize("language", SHEET_LANGUAGES)
def test_sheet(golden: Golden, language: str) -> None:
    """One person's sheet, as text, in every language."""
    sheet = sheet_of(case("demo-settled"), language)
    golden(f"demo-settled.{language}.txt", render_text(sheet))


@pytest.mark.parametrize("language", ["da", "ar"])
def test_sheet_as_html(golden: Golden, language: str) -> None:
    """It says which language and direction it has, and which parts have another."""
    golden(
        f"demo-settled.{language}.html",
        render_html(sheet_of(case("demo-settled"), language), language),
    )


def test_right_to_left() -> None:
    """The whole of an Arabic sheet is, and the Danish in it is not."""
    html = render_html(sheet_of(case("demo-settled"), "ar"), "ar")
    assert '<html lang="ar" dir="rtl">' in html
    assert '<span lang="da" dir="ltr">' in html
    assert (
        "dir=" not in render_html(sheet_of(case("demo-settled"), "tr"), "da").partition("<main")[0]
    )


@pytest.mark.sample("file", FILES, "pages")
def test_every_sheet_keeps_its_promises(file: Path, counted: Count) -> None:
    """No typology, no forbidden word, no id, one date at most, and no more than five steps."""
    book = explainer().rulebook
    assert book.typologies
    typologies = {book.texts.label(f"typologies.values.{each}") for each in book.typologies.values}
    ids = {id_ for id_ in (*book.interventions, *book.rules, *book.typologies.values) if "_" in id_}
    sheet = render_text(sheet_of(safe(file), "da"), 120)
    assert not [each for each in typologies if each in sheet]
    assert not ids & set(re.findall(r"[\w-]+", sheet))
    assert not [*book.texts.unsaid.found_in(sheet)]
    assert sheet.count("Vi ses: ") <= 1
    assert len(re.findall(r"^ +\d\. ", sheet, re.MULTILINE)) <= 5
    assert len(render_text(sheet_of(safe(file), "da")).splitlines()) <= 60
    counted("sheets", 1)


@pytest.mark.parametrize("missing", SAFE)
def test_no_sheet_while_nobody_knows(missing: str) -> None:
    """A missing answer about contact is no permission, nor is one that was declined."""
    for answer in ("unknown", "declined"):
        with pytest.raises(TriageError) as refused:
            sheet_of(case("demo-settled", **{missing: answer}), "da")
        assert refused.value.diagnostics[0].code == "nothing-to-hand-over"


@pytest.mark.parametrize("missing", SAFE)
def test_a_sheet_given_by_hand_takes_her_own_word(missing: str) -> None:
    """It is the very same sheet, and no answer about contact is asked for."""
    without = case("demo-settled", **{missing: "unknown"})
    given = render_text(sheet_of(without, "da", in_person=True))
    assert given == render_text(sheet_of(case("demo-settled"), "da"))


@pytest.mark.parametrize(
    "against",
    [
        {"safe_contact": "in_person"},
        {"post_and_mitid": "shared"},
        {"safety": "concern"},
        {"address_protection": "yes"},
    ],
)
def test_where_something_speaks_against_it_none_is_given_by_hand(against: dict[str, str]) -> None:
    """Whatever else is open."""
    for open_ in SAFE.keys() - against.keys():
        with pytest.raises(TriageError):
            sheet_of(case("demo-settled", **{open_: "unknown"}, **against), "da", in_person=True)


@pytest.mark.parametrize("name", ["safety-acute-wants-work", "safety-concern-while-wanting-work"])
def test_all_sheets_of_a_person_are_alike(name: str) -> None:
    """Whatever was answered on safety, contact, home and health: none, or the very same."""
    file = next(each for each in FILES if each.stem == name)
    read = read_case(file)
    assert read.as_of is not None
    sheets = set()
    for answers in differing(read, 3, 6):
        given = read_answers(explainer().rulebook, answers, read.as_of)
        with suppress(TriageError):
            sheets.add(render_text(sheet_of(explainer().of(given, read.as_of), "da")))
    assert sheets <= {render_text(sheet_of(safe(file), "da"))}


def test_what_was_agreed_on_beyond_the_first_steps() -> None:
    """It is said, with its day: that nothing was agreed on would be wrong."""
    open_ = {"next_step_own": "unknown", "next_step_ours": "unknown", "next_date": "unknown"}
    unmet = case("demo-settled", **open_)
    plan = plan_of(unmet.rulebook, unmet.printable.outcome)
    further = next(each for each in plan.certain if each not in plan.first).intervention
    sheet = render_text(sheet_of(unmet, "da", agreed={further: date(2026, 12, 7)}))
    agreed = sheet.partition(words("da")["agreed"])[2].partition(words("da")["steps"])[0]
    name = unmet.rulebook.texts.label(f"interventions.{further}")
    assert f"{name}: 7. december 2026" in " ".join(agreed.split())
    assert words("da")["nothing_agreed"] not in sheet


def test_of_an_agreement_that_is_kept_off_nothing_is_said() -> None:
    """Neither what it was, nor that there was none: that would be wrong."""
    open_ = {"next_step_own": "unknown", "next_step_ours": "unknown", "next_date": "unknown"}
    unmet = case("demo-settled", **open_)
    name = unmet.rulebook.texts.label("interventions.safety_referral")
    sheet = render_text(sheet_of(unmet, "da", agreed={"safety_referral": None}))
    assert name not in sheet
    assert words("da")["nothing_agreed"] not in sheet
    assert words("da")["nothing_agreed"] in render_text(sheet_of(unmet, "da"))


def test_a_step_added_by_hand() -> None:
    """It stands after the others, told as they are; what the catalogue does not have is refused."""
    sheet = render_text(sheet_of(case("demo-settled"), "da", by_hand=("company_internship",)))
    assert "Du får ingen løn." in sheet
    with pytest.raises(TriageError):
        sheet_of(case("demo-settled"), "da", by_hand=("company_internships",))
