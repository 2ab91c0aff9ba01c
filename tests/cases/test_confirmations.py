from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from triage.cases.case_file import parse_case
from triage.cases.confirmations import (
    FILE,
    Confirmation,
    case_digest,
    confirmations_text,
    read_confirmations,
)
from triage.diagnostics import InvalidAssessment

CASE = """\
title: En sag
story: Hun vil gerne.
as_of: 2026-11-22
answers: {a: yes, b: [x, y]}
expect: {rules: {hold: [R-a, R-b]}, about: [c], plan: {recommended: [a, b]}}
"""


def digest(text: str) -> str:
    """Return the digest of a case."""
    return case_digest(parse_case(text, "-"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("En sag", "En anden titel"),
        ("Hun vil gerne.", "Hun vil meget gerne."),
        ("[R-a, R-b]", "[R-b, R-a]"),
        ("about: [c]", "about: [a, c]"),
        ("{recommended: [a, b]}", "{recommended: [b, a], possible: []}"),
        ("answers:", "# hendes\nanswers:"),
    ],
)
def test_what_is_no_part_of_a_confirmation(old: str, new: str) -> None:
    """Texts, order and layout: what was confirmed is what comes out of these answers."""
    assert digest(CASE.replace(old, new)) == digest(CASE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2026-11-22", "2026-11-23"),
        ("a: yes", "a: no"),
        ("a: yes, ", ""),
        ("R-a, ", ""),
        ("about: [c], ", ""),
        ("about: [c]", "about: [d]"),
        ("recommended", "possible"),
        ("{recommended: [a, b]}", "{recommended: [a]}"),
    ],
)
def test_what_takes_a_confirmation_away(old: str, new: str) -> None:
    """Another answer, another day, or something else expected."""
    assert digest(CASE.replace(old, new)) != digest(CASE)


def test_a_list_reads_as_it_was_written(tmp_path: Path) -> None:
    """A line for each case, in the order of their names."""
    found = {
        "b-case": Confirmation("0123456789e10000", "NN", date(2026, 11, 28)),
        "a-case": Confirmation("aaaa", "yes: # 7", date(2026, 11, 27)),
    }
    text = confirmations_text(found)
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    assert read_confirmations(tmp_path) == found
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert [line.partition(":")[0] for line in lines] == ["a-case", "b-case"]


def test_no_list_is_no_confirmation(tmp_path: Path) -> None:
    """Nor is one that is empty."""
    assert read_confirmations(tmp_path) == {}
    (tmp_path / FILE).write_text(confirmations_text({}), encoding="utf-8")
    assert read_confirmations(tmp_path) == {}


@pytest.mark.parametrize(
    "text",
    [
        "- a",
        "a: Z. Q.",
        "a: {digest: x, by: Z. Q.}",
        "a: {digest: x, by: Z. Q., on: yesterday}",
        "a: {digest: x, by: NN, on: 2026-11-28, sure: yes}",
        "a: {digest: x, by: , on: 2026-11-28}",
        "a: {",
    ],
)
def test_what_is_no_list(tmp_path: Path, text: str) -> None:
    """It is refused as a whole, and nothing of it is quoted."""
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(InvalidAssessment) as error:
        read_confirmations(tmp_path)
    (found,) = error.value.diagnostics
    assert found.code == "not-confirmations"
    assert "Z. Q." not in found.message("da")
