from __future__ import annotations

import re
import string
from importlib.resources import files

import pytest

from triage.diagnostics.catalogue import Catalogue
from triage.present import LANGUAGES

ROOM = files("triage.web")
WORDS = Catalogue("triage.web", "words", LANGUAGES)


def sources(folder: str, end: str) -> str:
    """Return the text of all files of a folder of the room."""
    found = (each for each in ROOM.joinpath(folder).iterdir() if each.name.endswith(end))
    return "\n".join(each.read_text(encoding="utf-8") for each in found)


def places(text: str) -> set[str]:
    """Return the names of the places a text fills."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_have_the_same_words(language: str) -> None:
    """Every language has the same keys with the same places, and no word is empty."""
    danish, here = WORDS.texts("da"), WORDS.texts(language)
    assert list(here) == list(danish)
    assert {key: places(text) for key, text in here.items()} == {
        key: places(text) for key, text in danish.items()
    }
    assert all(text == text.strip() and text for text in here.values())


def test_every_word_is_used() -> None:
    """Each key is named in a template or a module, whole or by its beginning."""
    source = sources("templates", ".jinja") + sources("pages", ".py") + sources(".", ".py")
    whole = set(re.findall(r"""["']([a-z_]+\.[a-z_]+)["']""", source))
    begun = set(re.findall(r"""["']([a-z_]+\.[a-z_]*)["'] ~""", source))
    begun |= set(re.findall(r"""f["']([a-z_]+\.[a-z_]*)\{""", source))
    unused = [
        key
        for key in WORDS.texts("da")
        if key.removesuffix("_one").removesuffix("_other") not in whole
        and not key.startswith(tuple(begun))
    ]
    assert unused == []


def test_nothing_in_a_template_runs() -> None:
    """No script, style or handler stands in a page, and htmx is given nothing to evaluate."""
    text = sources("templates", ".jinja")
    for wrong in ("<style", "style=", "hx-on", "js:", "javascript:", "hx-vals", "hx-trigger"):
        assert wrong not in text
    assert re.findall(r"<script(?![^>]* src=)", text) == []
    assert re.findall(r"""\son[a-z]+=""", text) == []
    assert "|safe" not in text.replace(" ", "")
