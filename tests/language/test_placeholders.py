"""Placeholders: a limit is said once, in its rule, and read in every text of the rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from triage.diagnostics import RulebookError, Severity
from triage.language.load import check, load

BOOK = """\
rulebook: {id: tiny, version: 1.0.0, title: Lille, language: da, translations: [en]}
parameters: {most: {value: 6, min: 1, max: 13, means: Flest uger}}
interventions:
  weeks: {label: Uger, for_participant: Du prøver, kind: job, source: S}
availability:
  - id: L-weeks
    interventions: [weeks]
    verdict: {limit: {weeks: $most, hours_a_week: 37}}
    because: Højst {weeks} uger og {hours_a_week} timer, § 58.
    law: LAB § 58
    checked_on: 2026-11-01
    confidence: statute
"""
ENGLISH = """\
parameters: {most: {means: Most weeks}}
interventions: {weeks: {label: Weeks, for_participant: You try}}
rules: {L-weeks: {because: 'At most {weeks} weeks, {hours_a_week} hours.'}}
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return the folder of a rulebook with a translation."""
    folder = tmp_path / "tiny"
    (folder / "texts").mkdir(parents=True)
    (folder / "tiny.yaml").write_text(BOOK, encoding="utf-8")
    (folder / "texts" / "en.yaml").write_text(ENGLISH, encoding="utf-8")
    return folder


def changed(book: Path, file: str, old: str, new: str) -> list[tuple[str, str | None, str]]:
    """Return what there is to say of limits in texts after a change."""
    path = book / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    codes = {"unfilled-placeholder", "limit-in-digits"}
    return [(each.code, each.path, each.severity) for each in check(book) if each.code in codes]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("weeks: $most", "weeks: seks", "not-a-number"),
        ("{limit: {weeks: $most, hours_a_week: 37}}", "{limit: 6}", "unknown-option"),
        ("verdict: {limit", "when: {nowhere: 1}\n    verdict: {limit", "unknown-name"),
    ],
)
def test_what_is_wrong_with_the_rule_is_said_alone(
    book: Path, old: str, new: str, code: str
) -> None:
    """That no limit fills a text follows from it."""
    path = book / "tiny.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert [each.code for each in check(book) if each.severity is Severity.ERROR] == [code]


def test_a_limit_is_read_where_it_is_named(book: Path) -> None:
    """In every language, and from a parameter."""
    texts = load(book).texts
    assert texts.get("rules.L-weeks.because") == "Højst 6 uger og 37 timer, § 58."
    assert texts.get("rules.L-weeks.because", "en") == "At most 6 weeks, 37 hours."
    assert texts.written_in("en")["rules.L-weeks.because"] == "At most 6 weeks, 37 hours."


def test_a_changed_limit_changes_every_text(book: Path) -> None:
    """Also one that a local rulebook sets; nothing else is touched."""
    local = book.parent / "local.yaml"
    local.write_text(
        "rulebook: {id: local, version: 1.0.0, extends: tiny}\nparameters: {most: 8}\n", "utf-8"
    )
    texts = load(local).texts
    assert texts.get("rules.L-weeks.because") == "Højst 8 uger og 37 timer, § 58."
    assert texts.get("rules.L-weeks.because", "en") == "At most 8 weeks, 37 hours."


def test_what_is_said_by_name_is_sound(book: Path) -> None:
    """There is nothing to say of it; the number of a paragraph is no limit."""
    assert changed(book, "tiny.yaml", "{weeks} uger", "{weeks} uger") == []


def test_a_placeholder_nothing_fills_refuses_the_load(book: Path) -> None:
    """Somebody would read it as it stands."""
    found = changed(book, "tiny.yaml", "{weeks} uger", "{week} uger")
    assert found == [("unfilled-placeholder", "rules.L-weeks.because", Severity.ERROR)]
    with pytest.raises(RulebookError) as error:
        load(book)
    assert error.value.diagnostics[0].nearest == "weeks"


@pytest.mark.parametrize("text", ["Du prøver i {weeks} uger", "{navn}, du prøver"])
def test_only_a_rule_that_sets_a_limit_has_one(book: Path, text: str) -> None:
    """Elsewhere a placeholder is refused too."""
    found = changed(book, "tiny.yaml", "Du prøver", f"'{text}'")
    assert [code for code, *_ in found] == ["unfilled-placeholder"]


def test_a_translation_with_a_placeholder_nothing_fills(book: Path) -> None:
    """The check refuses it, in the language it stands in."""
    found = changed(book, "texts/en.yaml", "{weeks} weeks", "{uger} weeks")
    assert found == [("unfilled-placeholder", "rules.L-weeks.because", Severity.ERROR)]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("tiny.yaml", "{weeks} uger", "6 uger"),
        ("tiny.yaml", "{hours_a_week} timer", "37 timer"),
        ("texts/en.yaml", "{weeks} weeks", "6 weeks"),
    ],
)
def test_a_limit_in_digits_is_warned_of(book: Path, file: str, old: str, new: str) -> None:
    """In whichever language: it would stay when the limit changes."""
    found = changed(book, file, old, new)
    assert found == [("limit-in-digits", "rules.L-weeks.because", Severity.WARNING)]


@pytest.mark.parametrize("text", ["16 uger", "6-8 uger", "1.6 uger", "6,5 uger", "7 uger"])
def test_other_numbers_are_no_limit(book: Path, text: str) -> None:
    """Only the number itself repeats it."""
    assert changed(book, "tiny.yaml", "{weeks} uger", text) == []
