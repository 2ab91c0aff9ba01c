from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.running import ROOT, Exit, triage
from triage.cli.context import today
from triage.language.load import load
from triage.present import LANGUAGES, programme_page, render_markdown, render_text
from triage.programme import summary_of

Golden = Callable[[str, str], None]
BOOKS = sorted(each.name for each in (ROOT / "rules").iterdir())
PAGES = list(itertools.product(BOOKS, LANGUAGES))
SCHEMA = json.loads((ROOT / "docs/schemas/programme-1.json").read_text(encoding="utf-8"))


def rules(book: str) -> str:
    """Return the path of a shipped rulebook."""
    return str(ROOT / "rules" / book)


def test_list_names_every_programme() -> None:
    """Each once, with whose it is and what it aims at."""
    result = triage("programme", "list", "--lang", "en")
    assert (result.exit, result.err) == (Exit.DONE, "")
    entries = (line for line in result.out.splitlines() if line.startswith("  - "))
    assert [line.split(":")[0].strip("- ") for line in entries] == BOOKS
    told = " ".join(result.out.split())
    assert "Gain from the effort: 88, counted as ordinary job, small job or closer" in told


def test_list_as_data() -> None:
    """A list of summaries, each by the published schema."""
    result = triage("programme", "list", "--format", "json")
    found = json.loads(result.out)
    assert [each["rulebook"]["id"] for each in found] == BOOKS
    for each in found:
        Draft202012Validator(SCHEMA).validate(each)


def test_list_goes_on_past_a_rulebook_that_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is wrong is said, the others are listed, and the exit code tells."""
    (tmp_path / "rules" / "broken").mkdir(parents=True)
    (tmp_path / "rules" / "broken" / "rulebook.yaml").write_text("questions: {}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    result = triage("programme", "list")
    assert result.exit == Exit.INVALID
    assert "error[no-head]" in result.err
    assert "herning-2019" in result.out


@pytest.mark.parametrize(("book", "language"), PAGES)
def test_page(golden: Golden, book: str, language: str) -> None:
    """Each programme reads as it did, in every language."""
    rulebook = load(rules(book))
    summary = summary_of(rulebook, language)
    assert summary is not None
    text = render_text(programme_page(summary), 80)
    shown = rulebook.stamp.shown
    text = text.replace(shown["digest"], "0123456789ab").replace(shown["texts"], "ba9876543210")
    golden(f"programme.{book}.{language}.txt", text)


def test_show_is_the_page() -> None:
    """As text and as Markdown, in the language asked for."""
    summary = summary_of(load(rules("herning-2019")), "sv")
    assert summary is not None
    page = programme_page(summary, today())
    text = triage("programme", "show", rules("herning-2019"), "--lang", "sv")
    assert (text.exit, text.out) == (Exit.DONE, render_text(page, 80))
    markdown = triage("programme", "show", rules("herning-2019"), "--lang", "sv", "--format", "md")
    assert markdown.out == render_markdown(page)


def test_show_as_data_keeps_money_exact() -> None:
    """Amounts are text, to the last øre."""
    result = triage("programme", "show", "herning-2019", "--format", "json")
    found = json.loads(result.out)
    Draft202012Validator(SCHEMA).validate(found)
    assert found["budget"]["total"] == "4446906.00"
    assert found["budget"]["years"]["2019"] == "264887.71"


def test_show_of_a_rulebook_without_a_programme(tmp_path: Path) -> None:
    """It is said that there is none."""
    file = tmp_path / "tiny.yaml"
    file.write_text("rulebook: {id: tiny, version: 1}\n", encoding="utf-8")
    result = triage("programme", "show", str(file))
    assert (result.exit, result.out) == (Exit.INVALID, "")
    assert "the rulebook `tiny` has no programme" in result.err


def test_show_of_nothing() -> None:
    """A mistyped name comes with the nearest."""
    result = triage("programme", "show", "hernin-2019")
    assert result.exit == Exit.INVALID
    assert "nearest: `herning-2019`" in result.err


def test_a_rate_never_stands_alone() -> None:
    """Wherever a page shows a percentage of success it shows the parts it consists of."""
    pages = [triage("programme", "show", rules(book), "--lang", "en").out for book in BOOKS]
    reached = [page.partition("Published results")[2] for page in pages]
    with_rates = [each for each in reached if "%)" in each]
    assert len(with_rates) == 1
    parts = {line.split(": ")[-1] for line in with_rates[0].splitlines()}
    assert {"97 (35%)", "54 (20%)", "47 (17%)", "198 (72%)"} <= parts
    assert "do not measure an effect" in with_rates[0]
