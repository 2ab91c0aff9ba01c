"""How long pages are at 80 columns: a page is one sheet of A4, and most are shorter."""

from __future__ import annotations

from pathlib import Path
from statistics import median

import pytest

from tests.present.test_shipped_pages import FILES, shipped
from triage.cases.case_file import read_case
from triage.explain import Assessed, Explainer
from triage.intake.reading import read_answers
from triage.present import LANGUAGES, page_of, render_text

MEDIAN, SHEET, ALL = 45, 60, 150
UNPAID = {"da": "uden løn", "en": "without pay", "sv": "utan lön"}


def assessed(file: Path) -> Assessed:
    """Take up a golden case."""
    rulebook, evaluator = shipped()
    case = read_case(file)
    assert case.as_of is not None
    read = read_answers(rulebook, case.answers, case.as_of)
    return Explainer(rulebook, evaluator).of(read, case.as_of)


def lines(one: Assessed, name: str, *, for_staff: bool = False, everything: bool = False) -> int:
    """Count the lines of a page, in the language of the rulebook."""
    page = page_of(one, "da", case=name, for_staff=for_staff, everything=everything)
    return render_text(page, 80).count("\n")


@pytest.mark.sample("file", FILES, "long-pages")
def test_every_page_is_one_sheet(file: Path) -> None:
    """For printing, and for staff; with everything asked for it is no book either."""
    one = assessed(file)
    assert lines(one, file.stem) <= SHEET
    assert lines(one, file.stem, for_staff=True) <= SHEET
    assert lines(one, file.stem, everything=True) <= ALL


def test_most_pages_are_shorter(request: pytest.FixtureRequest) -> None:
    """Half of them at least; a share of the golden cases, or with the larger tier all of them."""
    files = FILES[::16] if request.config.getoption("tier") == "test" else FILES
    found = [lines(assessed(file), file.stem) for file in files]
    assert median(found) <= MEDIAN


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_unpaid_says_so_in_its_name(language: str) -> None:
    """Wherever it is named, and not only where pay is told."""
    rulebook, _ = shipped()
    named = [
        rulebook.texts.get(f"interventions.{each.id}.label", language) or ""
        for each in rulebook.interventions.values()
        if each.pay == "unpaid"
    ]
    assert named
    assert [name for name in named if UNPAID[language] not in name.casefold()] == []
