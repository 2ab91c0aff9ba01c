from __future__ import annotations

import pytest

from triage.diagnostics.catalogue import Catalogue

WORDS = Catalogue("triage.present", "words", ("da", "sv", "en"))


def test_texts_are_read_by_language() -> None:
    """Another language, or what is no language at all, is answered in English."""
    assert [WORDS.say("yes", language, {}) for language in ("da", "sv", "en")] == [
        "Ja",
        "Ja",
        "Yes",
    ]
    assert WORDS.texts("no") == WORDS.texts(None) == WORDS.texts("en")


def test_what_is_not_there_is_an_error_of_ours() -> None:
    """A key without a text, or a place without a value, is found by the first test that says it."""
    with pytest.raises(KeyError, match="never-written"):
        WORDS.say("never-written", "da", {})
    with pytest.raises(KeyError, match="text"):
        WORDS.say("quoted", "da", {})


def test_one_and_several() -> None:
    """One is one; none, and more than one, are several."""
    said = [WORDS.count("plan.more", number, "da", {"names": "A"}) for number in (0, 1, 2)]
    assert said == ["Og 0 andre forslag: A.", "Og ét andet forslag: A.", "Og 2 andre forslag: A."]
