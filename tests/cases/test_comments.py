"""Comments of case files: all of them are found, and nothing that only looks like one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.cases.case_file import parse_case
from triage.cases.comments import comments_in


def comments(text: str) -> tuple[str, ...]:
    """Return the comments of a case file."""
    return comments_in(parse_case(text, "case.yaml").root)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# først\nanswers: {}  # sidst\n", ("først", "sidst")),
        ("answers:\n  a: b#c   # d\n", ("d",)),
        ("answers: {a: 'x # y', b: \"x # y\"} # z", ("z",)),
        ("answers:\n  a: |\n    x # y\n    # z\n  b: c # d\n", ("d",)),
        ("answers:\n  a: | # over\n    x # y\n", ("over",)),
        ("answers:\n  a: >- # over\n    x\n# under\n", ("over", "under")),
        (
            "answers: {\n  # inde\n  a: [b, # mellem\n  c]}\n#\n##  \n### tre\n",
            ("inde", "mellem", "tre"),
        ),
        ('{"answers": {"a": "x # y"}}', ()),
    ],
)
def test_what_is_a_comment(text: str, found: tuple[str, ...]) -> None:
    """Texts in quotes and blocks hold none; the line that begins a block may have one."""
    assert comments(text) == found


WORDS = st.text(st.sampled_from("ab# :'\n"), max_size=12)


@given(
    st.lists(WORDS, max_size=4), st.lists(st.sampled_from(["en", "to # tre", "fire"]), max_size=4)
)
def test_between_whatever_was_answered(said: list[str], noted: list[str]) -> None:
    """Each comment is found once, whatever signs the answers have."""
    lines = [f"  q{number}: {json.dumps(text)}" for number, text in enumerate(said)]
    lines += [f"  # {note}" for note in noted]
    body = "\n".join(lines) if said else "\n".join(["  q: x", *lines])
    assert comments(f"answers:\n{body}\n") == tuple(noted)
