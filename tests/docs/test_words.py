"""The table of words in three languages holds in the texts of every rulebook that is shipped."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from tests.docs.fences import DOCS, ROOT
from triage.language.load import load

PAGE = DOCS / "reference" / "words.md"
RULEBOOKS = sorted(head.parent for head in ROOT.glob("rules/*/rulebook.yaml"))
LANGUAGES = ("sv", "en")


def rows() -> list[list[str]]:
    """Return the rows of the table: a word in three languages, and what is not used for it."""
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines[1:]]


@cache
def texts_of(folder: Path, language: str) -> dict[str, str]:
    """Return the texts of a rulebook in a language, by path, with their spaces as one."""
    written = load(folder).texts.as_written(language)
    return {path: " ".join(text.split()) for path, text in written.items()}


def rejected(language: str) -> list[re.Pattern[str]]:
    """Return what no text in a language may hold."""
    at = 3 + LANGUAGES.index(language)
    words = [word.strip() for row in rows() for word in row[at].split(",") if word.strip()]
    return [_pattern(word) for word in words]


def _pattern(word: str) -> re.Pattern[str]:
    ending = "" if word.endswith("*") else r"(?!\w)"
    return re.compile(rf"(?<!\w){re.escape(word.removesuffix('*'))}{ending}", re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", RULEBOOKS, ids=lambda folder: folder.name)
def test_rejected_words_are_in_no_text(folder: Path, language: str) -> None:
    """One thing has one word."""
    patterns = rejected(language)
    found = [
        f"{path}: {pattern.pattern}"
        for path, text in texts_of(folder, language).items()
        for pattern in patterns
        if pattern.search(text)
    ]
    assert found == []


@pytest.mark.parametrize("folder", RULEBOOKS, ids=lambda folder: folder.name)
def test_what_the_rulebook_reads_is_not_laid_to_the_programme(folder: Path) -> None:
    """On a page about an effort "projektet" is that effort, and its source read nothing into it."""
    words = re.compile(r"projektets læsning|dette projekt|projektet har læst", re.IGNORECASE)
    texts = texts_of(folder, "da")
    assert [f"{path}: {text}" for path, text in texts.items() if words.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_the_table_are_used(language: str) -> None:
    """A word that no text uses has no place in it."""
    every = " ".join(text for folder in RULEBOOKS for text in texts_of(folder, language).values())
    words = [row[1 + LANGUAGES.index(language)] for row in rows()]
    assert len(words) == len(set(words)) > 40
    assert [word for word in words if word.casefold() not in every.casefold()] == []


def test_a_rejected_word_would_be_found() -> None:
    """Whole words, and beginnings of words where `*` says so."""
    assert _pattern("demand").search("A Demand of law")
    assert not _pattern("demand").search("on demands")
    assert _pattern("jobparat*").search("för jobparata")
