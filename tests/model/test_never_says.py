"""How words that may not be said are found: case, Unicode, where words end, what patterns say."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.model.never_says import Aside, NeverSays, Unsaid, is_pattern


def unsaid(*patterns: str, aside: tuple[Aside, ...] = ()) -> Unsaid:
    """Return what finds these patterns."""
    return Unsaid((NeverSays("kind", {"da": patterns}, aside),))


@pytest.mark.parametrize(
    ("pattern", "text", "words"),
    [
        ("urealistisk", "Målet er urealistisk.", "urealistisk"),
        ("urealistisk", "URealistisk!", "urealistisk"),
        ("urealistisk", "et urealistiske mål", None),
        ("urealistisk*", "et urealistiske mål", "urealistiske"),
        ("urealistisk*", "et ure\u00adalistiske mål", "urealistiske"),
        ("urealistisk*", "et \u200burealistisk mål", "urealistisk"),
        ("urealistisk*", "(urealistisk)", "urealistisk"),
        ("urealistisk*", "ikke_urealistisk", "urealistisk"),
        ("realistisk", "urealistisk", None),
        ("*realistisk", "urealistisk", "urealistisk"),
        ("måske", "ma\u030aske", "måske"),
        ("ma\u030aske", "MÅSKE", "måske"),
        ("straße", "STRASSE", "strasse"),
        ("ikke-vestlig*", "ikke\u2011vestlige kvinder", "ikke-vestlige"),
        ("ikke-vestlig*", "Ikke vestlige", "ikke vestlige"),
        ("ikke-vestlig*", "ikkevestlig", "ikkevestlig"),
        ("ikke-vestlig*", "ikke helt vestlig", None),
        ("anden baggrund", "anden \n  baggrund", "anden baggrund"),
        ("anden baggrund", "andenbaggrund", None),
        ("# %", "70 % af alle", "70 %"),
        ("# %", "op til 12,5%", "12,5%"),
        ("# %", "et par %", None),
        ("# procent", "70 procent", "70 procent"),
        ("chance* på #", "chancen på 3", "chancen på 3"),
        ("c++", "mere c++ nu", "c++"),
        ("urealistisk*", "et ur\u0435al\u0456stisk mål", "urealistisk"),  # two Cyrillic letters
        ("urealistisk*", "\u03c5re\u03b1listisk", "urealistisk"),  # two Greek ones
        ("urealistisk*", "\uff55\uff52ealistisk", "urealistisk"),  # wide letters
        ("urealistisk*", "ureal\u034fistisk", "urealistisk"),  # a joiner of signs
        ("urealistisk*", "\u202eurealistisk", "urealistisk"),  # turned round
        ("urealistisk*", "urealistisk\ufe0f", "urealistisk"),
        ("urealistisk*", "u\u0332r\u0332ealistisk", "urealistisk"),  # underlined sign by sign
        ("u-realistisk*", "u-realistiske", "u-realistiske"),
        ("u-realistisk*", "urealistisk", "urealistisk"),
        ("# %", "op til {weeks} %", "1 %"),
        ("# ud af #", "det lykkes for 7 ud af 10", "7 ud af 10"),
        ("a.c", "abc", None),
    ],
)
def test_what_a_pattern_finds(pattern: str, text: str, words: str | None) -> None:
    """A word is found as a whole, however it is cased, composed or broken; more by `*` alone."""
    found = [words for _, words in unsaid(pattern).found_in(text)]
    assert found == ([] if words is None else [words])


_GAPS = st.sampled_from(["", " ", ".", ", ", "-", "(", "\n", "”", "_"])
_OTHERS = st.text(st.sampled_from("abcæøåé XYZ019.,-"), max_size=20)


@given(
    _OTHERS, _GAPS, st.sampled_from(["unrealistic", "etnisk", "ikke-vestlig", "måltal"]), _OTHERS
)
def test_a_word_is_found_wherever_it_stands(before: str, gap: str, word: str, after: str) -> None:
    """Between what is no letter or digit, in any case and composition; never inside a word."""
    edge = gap or " "
    finder = unsaid(word)
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, f"{before}{edge}{word.upper()}{edge}{after}")
        assert list(finder.found_in(text))
    assert not list(finder.found_in(f"x{word}x"))


@given(st.text(max_size=60))
def test_looking_is_for_any_text(text: str) -> None:
    """Nothing that is written breaks the search, or takes it long."""
    every = unsaid("unrealis*", "*hed", "# %", "ikke-vestlig*", "to ord")
    assert all(words for _, words in every.found_in(text))


@given(st.text(max_size=12))
def test_what_is_a_pattern_finds_itself(text: str) -> None:
    """A pattern without signs of its own is found in itself; what is none is refused."""
    if is_pattern(text) and not {"*", "#"} & set(unicodedata.normalize("NFKC", text)):
        assert list(unsaid(text).found_in(text))


@pytest.mark.parametrize("text", ["", " ", "*", "**", "%", "ord*midt", "*#", "-", "# % *"])
def test_what_is_no_pattern(text: str) -> None:
    """It must say something, and `*` stands at the end of a word."""
    assert not is_pattern(text)


def test_texts_left_aside() -> None:
    """A kind may stand in texts that are left aside for it, and nowhere else."""
    law = unsaid("flygtning*", aside=(Aside.LAW,))
    assert not list(law.found_in("Flygtninge har ret til det.", [Aside.LAW]))
    assert list(law.found_in("Flygtninge har ret til det.", [Aside.PROGRAMME]))
    assert list(unsaid("flygtning*").found_in("Flygtninge", [Aside.LAW]))


@pytest.mark.parametrize(
    ("id_", "holds"),
    [
        ("unrealistic", True),
        ("goal_unrealistic", True),
        ("goal-unrealistic", True),
        ("typologies.values.unrealistic", True),
        ("realistic", False),
        ("no_path", False),
    ],
)
def test_ids_that_hold_a_word(id_: str, holds: bool) -> None:
    """The parts of an id are words, and every language counts."""
    finder = Unsaid((NeverSays("kind", {"da": ("urealis*",), "en": ("unrealis*",)}),))
    assert finder.holds(id_) is holds
    assert finder.shown([id_, "mentor"]) == (("mentor",) if holds else (id_, "mentor"))
