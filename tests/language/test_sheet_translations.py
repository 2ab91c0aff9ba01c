from __future__ import annotations

from pathlib import Path

from triage.language.load import check, load
from triage.model.texts import Translated

BOOK = """
rulebook: {{id: small, version: 1, title: Lille, language: da, sheet_translations: {{ar: {who}}}}}
interventions:
  visit: {{label: Besøg, for_participant: Du ser en plads., kind: job}}
"""


TOLD = {"made": "machine_made", "confirmed": "confirmed"}


def book(folder: Path, texts: str, who: str = "machine_made") -> Path:
    """Write a rulebook with texts in Arabic."""
    (folder / "texts").mkdir()
    (folder / "rulebook.yaml").write_text(BOOK.format(who=who), encoding="utf-8")
    (folder / "texts" / "ar.yaml").write_text(texts, encoding="utf-8")
    return folder


def test_only_the_sheet_is_expected(tmp_path: Path) -> None:
    """Where a person has read it, the label and the text for her, and no other; else nothing."""
    made, folder = tmp_path / "made", tmp_path / "confirmed"
    for each in (made, folder):
        each.mkdir()
        book(each, "interventions: {visit: {label: زيارة}}\n", who=TOLD[each.name])
    assert not [each for each in check(made) if each.code == "not-translated"]
    found = [each for each in check(folder) if each.code == "not-translated"]
    assert [(each.details["language"], each.details["count"]) for each in found] == [("ar", 1)]
    assert not [each for each in check(folder) if each.code == "undeclared-language"]


def test_what_is_missing_says_its_language(tmp_path: Path) -> None:
    """A sheet can mark it."""
    loaded = load(book(tmp_path, "interventions: {visit: {label: زيارة}}\n"))
    assert loaded.sheet_translations == {"ar": Translated.MACHINE_MADE}
    assert loaded.texts.language_of("interventions.visit.label", "ar") == "ar"
    assert loaded.texts.language_of("interventions.visit.for_participant", "ar") == "da"


def test_who_answers_for_it_is_one_of_two(tmp_path: Path) -> None:
    """Nothing else passes for confirmed."""
    found = {each.code for each in check(book(tmp_path, "{}\n", who="yes"))}
    assert "unknown-option" in found


def test_a_local_rulebook_owes_none_it_does_not_name(tmp_path: Path) -> None:
    """It takes over the languages of the one it extends, and its own texts may be missing."""
    (tmp_path / "parent").mkdir()
    book(tmp_path / "parent", "interventions: {visit: {label: ز, for_participant: ز}}\n")
    child = tmp_path / "child.yaml"
    child.write_text(
        "rulebook: {id: local, version: 1, title: Lokal, extends: parent}\n"
        "interventions:\n  talk: {label: Samtale, for_participant: Vi taler., kind: talk}\n",
        encoding="utf-8",
    )
    assert load(child).sheet_translations == {"ar": Translated.MACHINE_MADE}
    assert not [each for each in check(child) if each.code == "not-translated"]
