from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from triage.present.copies.plain_text import cut, plain

FORBIDDEN = "\t\u201c\u201d\u2018\u2019\u2192\u2022\u2026\u2013\u2014"


@given(st.text(max_size=200))
def test_every_field_keeps_it(text: str) -> None:
    """Whatever was typed, what is pasted has signs of Windows-1252 alone, and no odd ones."""
    told = plain(text)
    told.encode("cp1252")
    assert not set(told) & set(FORBIDDEN)
    assert plain(told) == told


def test_danish_stays_and_the_rest_is_plain() -> None:
    """Æ, ø and å are kept; what has a plain sign gets it; what has none is shown as left out."""
    assert plain("»Æblegrød« på 15,5 t/uge – ok → ja…") == '"Æblegrød" på 15,5 t/uge - ok -> ja...'
    assert plain("Hun siger: مرحبا بك 🙂. Så gik vi.") == "Hun siger: [...] . Så gik vi."
    assert plain("Šimůnek, Čech, Ağca") == "Šimunek, Cech, Agca"
    assert plain("A\tB\r\n\n\n\nC") == "A B\n\nC"


@example("????????. a\n?", 12)
@given(st.text(alphabet="ab. \n?", max_size=80), st.integers(1, 60))
def test_cut_at_a_sentence(text: str, limit: int) -> None:
    """It is never too long, always the beginning, and ends a sentence or a line where one fits."""
    kept = cut(text, limit)
    assert len(kept) <= limit
    assert text.startswith(kept)
    if len(text) > limit and ". " in text[:limit]:
        assert kept.endswith((".", "?")) or text[len(kept) :].lstrip(" ").startswith("\n")


def test_never_in_the_middle_of_a_word() -> None:
    """A sentence too long for its field ends with a word."""
    assert cut("Et to. Tre fire fem.", 12) == "Et to."
    assert cut("Et to tre fire fem", 12) == "Et to tre"
    assert cut("Etordderikkekanrummes", 12) == ""
