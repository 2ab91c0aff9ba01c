import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.diagnostics.excerpt import Excerpt, excerpt


def columns(text: str) -> int:
    """Return how many columns of a terminal `text` takes."""
    marks = {"Mn", "Me"}
    return sum(
        0
        if unicodedata.category(char) in marks
        else 1 + (unicodedata.east_asian_width(char) in {"W", "F"})
        for char in text
    )


@pytest.mark.parametrize(
    ("line", "start", "end", "shown", "carets"),
    [
        ("goal: named", 6, 11, "goal: named", "      ^^^^^"),
        ("\tgoal: x", 1, 5, "    goal: x", "    ^^^^"),
        ("ab\tgoal: x", 3, 7, "ab  goal: x", "    ^^^^"),
        ("blåbærgrød: x", 12, 13, "blåbærgrød: x", "            ^"),
        ("日本: x", 4, 5, "日本: x", "      ^"),
        ("日本: x", 0, 2, "日本: x", "^^^^"),
        ("a\u030a: x", 4, 5, "a\u030a: x", "   ^"),
        ("a\x1b[31m: x", 0, 1, "a�[31m: x", "^"),
        ("short", 5, 5, "short", "     ^"),
        ("short", 40, 50, "short", "     ^"),
        ("", 0, 0, "", "^"),
    ],
    ids=["plain", "tab", "tab-stop", "danish", "after-wide", "wide", "combining", "escape",
         "end-of-line", "beyond", "empty"],
)  # fmt: skip
def test_carets_stand_under_what_is_meant(
    line: str, start: int, end: int, shown: str, carets: str
) -> None:
    """Tabs, wide and combining characters move the carets as they move the text."""
    assert excerpt(line, start, end) == Excerpt(shown, carets)


def test_a_long_line_is_clipped_around_the_caret() -> None:
    """Both ends are cut, with a sign, and the caret stays under its character."""
    found = excerpt("a" * 200 + "X" + "b" * 200, 200, 201)
    assert found.line.startswith("…a")
    assert found.line.endswith("b…")
    assert found.line[found.carets.index("^")] == "X"
    assert columns(found.line) <= 98


@pytest.mark.parametrize(
    ("start", "end", "hidden", "shown", "carets"),
    [
        (6, 11, [(6, 11)], "goal: …, age: 30", "      ^"),
        (13, 16, [(6, 11)], "goal: …, age: 30", "         ^^^"),
        (6, 11, [(18, 20), (6, 11)], "goal: …, age: …", "      ^"),
        (0, 20, [(6, 11)], "goal: …, age: 30", "^" * 16),
        (0, 4, [(0, 40)], "…", "^"),
        (0, 4, [(6, 6), (30, 40)], "goal: named, age: 30", "^^^^"),
    ],
    ids=["meant", "before", "both", "within", "all", "nothing"],
)
def test_what_is_hidden_is_one_sign(
    start: int, end: int, hidden: list[tuple[int, int]], shown: str, carets: str
) -> None:
    """Not even its length is told, and the carets stay where they belong."""
    assert excerpt("goal: named, age: 30", start, end, hidden) == Excerpt(shown, carets)


@given(st.integers(0, 3_000), st.integers(0, 3_000), st.integers(0, 3_000))
def test_what_is_hidden_is_not_shown(start: int, first: int, last: int) -> None:
    """Nor where the line is clipped."""
    line = "a" * first + "X" * (last - first) + "a" * (3_000 - last)
    assert "X" not in excerpt(line, start, start + 9, [(first, last)]).line


@given(st.text(max_size=300), st.integers(0, 320), st.integers(0, 320))
def test_nothing_in_a_line_can_upset_the_terminal(line: str, start: int, end: int) -> None:
    """No control character is printed, nothing grows too wide, carets end with the line."""
    found = excerpt(line, start, end)
    assert not {unicodedata.category(char) for char in found.line} & {"Cc", "Cf", "Zl", "Zp"}
    assert columns(found.line) <= 98
    assert found.carets.strip() == "^" * found.carets.count("^") != ""
    assert len(found.carets) <= 98
