from __future__ import annotations

import re
import string
import tomllib
from pathlib import Path

import pytest

import triage.present
from triage.present.wording import LANGUAGES, Words

ROOM = Path(triage.present.__file__).parent
OPEN_REASONS = {"unknown", "declined"}


def words(language: str) -> dict[str, str]:
    """Read the words of a language by dotted key."""
    read = tomllib.loads((ROOM / "words" / f"{language}.toml").read_text(encoding="utf-8"))
    flat = {key: text for key, text in read.items() if isinstance(text, str)}
    for section, texts in read.items():
        if isinstance(texts, dict):
            flat |= {f"{section}.{key}": text for key, text in texts.items()}
    return flat


def places(text: str) -> set[str]:
    """Return the names of the places a text fills."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_have_the_same_words(language: str) -> None:
    """Every language has the same keys, with the same places to fill."""
    danish = words("da")
    here = words(language)
    assert list(here) == list(danish)
    assert {key: places(text) for key, text in here.items()} == {
        key: places(text) for key, text in danish.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_words(language: str) -> None:
    """No word is empty or padded."""
    here = words(language)
    assert all(text.strip() == text and text for text in here.values())


def test_every_word_is_used() -> None:
    """Each key is named in the source, whole or by its beginning where the end is computed."""
    source = "\n".join(file.read_text(encoding="utf-8") for file in ROOM.rglob("*.py"))
    literals = set(re.findall(r"""["']([a-z_.]+)["']""", source)) | OPEN_REASONS
    beginnings = tuple(re.findall(r"""f["']([a-z_]+\.[a-z_]*)\{""", source))
    notes = {f"book.{literal}" for literal in literals}
    unused = [
        key
        for key in words("da")
        if (stem := key.removesuffix("_one").removesuffix("_other")) not in literals | notes
        and not stem.startswith(tuple(each for each in beginnings if each != "book."))
    ]
    assert unused == []


def test_every_word_said_is_known() -> None:
    """Whatever the source says by name stands in the files; the sheet has words of its own."""
    files = (file for file in ROOM.rglob("*.py") if file.parent.name != "handout")
    source = "\n".join(file.read_text(encoding="utf-8") for file in files)
    said = set(re.findall(r"""\.say\(\s*["']([a-z_.]+)["']""", source))
    counted = set(re.findall(r"""\.count\(\s*["']([a-z_.]+)["']""", source))
    known = set(words("da"))
    assert said - known == set()
    assert {f"{key}_{form}" for key in counted for form in ("one", "other")} - known == set()


@pytest.mark.parametrize(
    ("most", "said"),
    [(3, "a, b og c"), (2, "a, b og ét til"), (1, "a og 2 til")],
)
def test_long_lists_say_how_many_more(most: int, said: str) -> None:
    """A list that is cut says how much was left out."""
    assert Words("da").some(["a", "b", "c"], most) == said
