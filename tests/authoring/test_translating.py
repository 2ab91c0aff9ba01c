"""Translations to be filled in: what is missing is there as an empty line, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.authoring.test_adding import TRANSLATED
from tests.docs.fences import ROOT
from tests.language.conftest import Write, write
from triage.authoring.source_files import read_source_files
from triage.authoring.translating import missing_texts, translation
from triage.language.load import check, load

__all__ = ["write"]


def begun(path: Path, language: str) -> dict[Path, str]:
    """Return the files of a rulebook that a language changes."""
    made = translation(load(path), read_source_files(path), language)
    return {each.path: each.text for each in made.changes}


def named(files: dict[Path, str]) -> dict[str, str]:
    """Return texts by the names of their files."""
    return {str(file): text for file, text in files.items()}


def test_a_new_language_has_every_text() -> None:
    """Each with what it translates beside it; filled in, only words nobody may say are missing."""
    path = ROOT / "rules" / "projekt-500"
    changes = begun(path, "de")
    file = path / "texts" / "de.yaml"
    assert set(changes) == {path / "rulebook.yaml", file}
    wanted = missing_texts(load(path), "de")
    assert changes[file].count("  # ") == len(wanted)
    filled = changes | {file: changes[file].replace(":  # ", ": >-\n" + " " * 40)}
    assert {each.code for each in check(path, instead=named(filled))} == {"never-said-in"}
    lacking = [
        each for each in check(path, instead=named(changes)) if each.code == "not-translated"
    ]
    assert sum(int(each.details["count"]) for each in lacking) == len(wanted)


def test_what_is_there_stays(write: Write) -> None:
    """A language that has some texts gets those it lacks, in the file they belong to."""
    folder = write(TRANSLATED)
    changes = begun(folder, "en")
    assert changes == {
        folder / "texts" / "en.yaml": TRANSLATED["texts/en.yaml"].replace("zero}", "zero}", 1)
        + "  W-2:\n    warn:  # to\nrulebook:\n  title:  # Lille\n",
    }


def test_a_second_time_nothing_changes(write: Write) -> None:
    """Lines that stand empty already are left as they are."""
    folder = write(TRANSLATED)
    for file, text in begun(folder, "en").items():
        file.write_text(text, encoding="utf-8")
    assert begun(folder, "en") == {}
    assert translation(load(folder), read_source_files(folder), "en").count == 2


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("language: da, translations: [en, sv]", "language: da, translations: [en, sv, de]"),
        ("language: da, translations: en", "language: da, translations: [en, de]"),
        ("language: da", "language: da, title: Lille, translations: [de]"),
    ],
)
def test_the_head_declares_it(write: Write, head: str, wanted: str) -> None:
    """However the head lists its languages."""
    files = TRANSLATED | {
        "rulebook.yaml": f"rulebook: {{id: small, version: 1, {head}, title: Lille}}\n"
    }
    folder = write(files)
    text = begun(folder, "de")[folder / "rulebook.yaml"]
    assert wanted in text
    assert load(folder).id == "small"


def test_a_label_on_its_own_makes_room_for_more(write: Write) -> None:
    """`talk: Talk` is its label; with a second text, both have their keys."""
    more = TRANSLATED["rules.yaml"].replace("label: Samtale", "label: Samtale, hours: En time")
    folder = write(TRANSLATED | {"rules.yaml": more})
    text = begun(folder, "en")[folder / "texts" / "en.offers.yaml"]
    assert text == "interventions:\n  talk: {label: Talk, hours: }\n"
