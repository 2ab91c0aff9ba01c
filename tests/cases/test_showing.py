"""What the lines of a case file show, and what a diagnostic tells of one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.cli.running import BOOK
from tests.robustness.endings import at_most
from triage.cases.case_file import parse_case
from triage.diagnostics import InvalidAssessment, Sources, Span, render_text
from triage.language.load import load

BOOK_READ = load(BOOK)

LINES = {
    "beside the answers": ("own_words: Min mand", "own_words: …"),
    "no key": ("note: Min mand", "note: …"),
    "no key at all": ("minmand: Min mand", "…"),
    "twice": ("answers: {secret: Min mand}", "answers: {…}"),
    "an alias": ("title: *Min", "title: …"),
    "an unknown status": (
        "expect: {interventions: {contact: recomended}}",
        "expect: {interventions: {contact: recomended}}",
    ),
    "somebody expected": ("expect: {plan: {Anna: contact}}", "expect: {plan: {…: contact}}"),
    "a comment": ("story: [] # Min mand", "story: […"),
    "a wrong day": ("as_of: 010180-1234", "as_of: …"),
    "a wrong day that is nearly one": ("as_of: 2026-13-01", "as_of: 2026-13-01"),
    "a note": ("notes: [{path: Anna, txt: Ja, anna: x}]", "notes: [{path: …}]"),
    "two colons": ("title: Anna: Ja", "title: …"),
}


@pytest.mark.parametrize("line", LINES)
def test_lines(line: str) -> None:
    """Keys are shown that the format or the rulebook has, and answers that are public."""
    written, shown = LINES[line]
    sources = Sources()
    with pytest.raises(InvalidAssessment) as error:
        parse_case(f"answers: {{}}\n{written}\n", "case.yaml", sources, lambda _: BOOK_READ)
    told = render_text(error.value.diagnostics[-1:], sources)
    assert f"2 | {shown}\n" in told
    assert not {"mand", "Anna", "1234"} & set(told.replace("-", " ").split())


def test_without_a_rulebook_nobody_knows_its_names() -> None:
    """Then the key of a question is no more than what somebody wrote."""
    sources = Sources()
    with pytest.raises(InvalidAssessment) as error:
        parse_case("answers: {}\nown_words: Anna\n", "case.yaml", sources)
    assert "2 | …\n" in render_text(error.value.diagnostics, sources)


def test_a_line_as_long_as_a_file() -> None:
    """Many problems on one line with much to show take no longer than many lines would."""
    items = "{job: nursx, needs_danish: good}, " * 5_000
    text = f"as_of: 2026-05-04\nanswers: {{goals: [{items}]}}\nnote: x\n"
    sources = Sources()
    with pytest.raises(InvalidAssessment) as error:
        parse_case(text, "case.yaml", sources, lambda _: BOOK_READ)
    here = [
        replace(error.value.diagnostics[0], span=Span("case.yaml", 2, column, 2, column + 1))
        for column in range(20, 150_000, 500)
    ]
    with at_most(10):
        assert "nursx" not in render_text(here, sources)
