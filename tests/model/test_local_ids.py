from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from triage.model.local_ids import is_local_id, spellings

CERTAIN = (
    *("A-2", "a", "12345", "007", "2.0", "2,00", "751-2026-12", "KØB 7", "a\u030a-2", "12/3:b"),
    *("A_2", "A\u20132", "A\u00a02", "\uff21-2", "1.10", "550e8400-e29b-41d4-a716-446655440000"),
)
UNCERTAIN = (
    *(
        "",
        " ",
        "-",
        "=A-2",
        "+A-1",
        "-A",
        "@A",
        "\u2212A",
        "\uff1dA",
        "'A",
        '"A"',
        "A-",
        "#A",
        "A#",
    ),
    *("1,23E+10", "1.23e10", "12E3", "1e-5", "1234567890123456", "1234567890123450.0"),
    *("01-02-2026", "1/2/2026", "2026-02-01", "2026-02-01 00:00:00", "02-jan", "jan-26", "3. maj"),
    *(
        "nan",
        "NaN",
        "NULL",
        "None",
        "#N/A",
        "N/A",
        "inf",
        "TRUE",
        "A\u200b2",
        "A\u00ad2",
        "\ufeffA",
    ),
    *("\u0410-2", "\u0391-2", "A-\u0662", "A\x00", "A\n2", "A\t2", "A\udcf82", "A\ufffd2", "A;2"),
    *("A, B", "A(2)", "A" * 65, "A\u0335", "\u202eA", "Hansen, Bo", "A\u00d72", "1\u00bd"),
)


@pytest.mark.parametrize("text", CERTAIN)
def test_an_id(text: str) -> None:
    """Everybody reads it alike."""
    assert is_local_id(text)


@pytest.mark.parametrize("text", UNCERTAIN)
def test_what_is_no_id(text: str) -> None:
    """A spreadsheet may have made it of something else, or somebody reads it as another."""
    assert not is_local_id(text)


def could_be_one(one: str, other: str) -> bool:
    """Say what the invariant of `spellings` says."""
    return spellings(one)[0] in spellings(other) or spellings(other)[0] in spellings(one)


NUMBERS = st.integers(0, 99_999).map(str)
LETTERS = st.text("abcæøå", min_size=1, max_size=3)
MARKS = st.sampled_from(["", "-", "_", ".", "/", " ", "\u2013", "\u00a0"])
PARTS = st.lists(NUMBERS | LETTERS, min_size=1, max_size=4)


@given(PARTS, MARKS, MARKS, st.booleans(), st.integers(0, 3))
def test_other_marks_case_and_zeros(
    parts: list[str], mark: str, other: str, upper: bool, zeros: int
) -> None:
    """An id whose marks are other ones, or gone, and with zeros before it, could be the same."""
    one = mark.join(parts)
    changed = "0" * zeros + other.join(parts)
    # A point before zeros at the end is that of a number: `1.0` is 1, and never 10.
    assume(not any(re.search(r"\.0+$", each) for each in (one, changed)))
    assert could_be_one(one, changed.upper() if upper else changed)


@given(NUMBERS, st.sampled_from([".0", ".00", ",0", ".000"]))
def test_a_float(number: str, decimals: str) -> None:
    """A whole number with decimals is the number."""
    assert spellings(number) == spellings(f"{number}{decimals}")


@given(st.lists(st.integers(0, 999_999), unique=True, min_size=2, max_size=2))
def test_two_numbers_are_two_people(numbers: list[int]) -> None:
    """No two numbers could be the same, nor two with the same letters before them."""
    one, other = map(str, numbers)
    assert not could_be_one(one, other)
    assert not could_be_one(f"A-{one}", f"A-{other}")
    assert not could_be_one(f"7-{one}", f"7-{other}")
