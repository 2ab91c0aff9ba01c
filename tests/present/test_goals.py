"""The goals on the page: with advice at each job, and kinds of work that are goals."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Exit, triage

CASES = Path(__file__).parents[2] / "cases" / "projekt-500"


def page(case: str, language: str = "da") -> str:
    """Return the page of a shipped case, on one line."""
    done = triage("assess", str(CASES / f"{case}.yaml"), "--lang", language)
    assert done.exit is Exit.DONE
    return " ".join(done.out.split())


@pytest.mark.parametrize(
    ("language", "advice"),
    [
        ("da", "Sygeplejerske: Uden uddannelse: professionshøjskolen, 3,5 år med SU."),
        ("sv", "Sjuksköterska: Utan utbildning: professionshøjskolen, 3,5 år med SU."),
        ("en", "Nurse: Without an education: university college, 3.5 years with SU."),
    ],
)
def test_advice_stands_at_its_goal(language: str, advice: str) -> None:
    """Whoever wants to be a nurse reads that the way is nursing school."""
    assert advice in page("education-nurse", language)


def test_kinds_of_work_are_goals() -> None:
    """Just a job, and these kinds of it."""
    assert "Mål: Butik; Kontor" in page("no-to-care-and-children")


def test_a_kind_that_is_declined_is_no_goal(tmp_path: Path) -> None:
    """What was said both yes and no to is proposed to nobody."""
    text = (CASES / "no-to-driving.yaml").read_text(encoding="utf-8")
    both = tmp_path / "both.yaml"
    both.write_text(text.replace("yes_to: [warehouse]", "yes_to: [warehouse, driving]"), "utf-8")
    out = " ".join(triage("assess", str(both)).out.split())
    assert "Mål: Lager og pakker " in out
    assert "Mål: Lager og pakker;" not in out
