"""`triage rules talk`: how long talks are, limits held, one talk in full."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import BOOK, ROOT, Exit, Result, triage

_CASE = """\
title: {title}
story: {story}
as_of: 2026-05-04
answers: {{talk: alone, own_words: Ud, goal_state: {goal}, danish: some, worked: [shop]}}
"""
_STUB = "Konstrueret. Historien mangler, og det forventede skal bekræftes af et menneske."


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """Return a folder of two cases that are told and one that is not."""
    for name, story, goal in (("a", "Hun", "none"), ("b", "Han", "named"), ("c", _STUB, "none")):
        text = _CASE.format(title=name.upper(), story=story, goal=goal)
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def talk(cases: Path, *more: str) -> Result:
    """Measure the talks of some cases."""
    return triage("rules", "talk", BOOK, "--cases", str(cases), "--lang", "en", *more)


def test_it_counts_the_prompts_of_cases_that_are_told(cases: Path) -> None:
    """By the answers to one question; a case without a story says nothing of talks."""
    result = talk(cases, "--by", "goal_state")
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert "No limit is broken." in result.out
    assert result.out.count("talks: 1;") == 2


def test_a_limit_that_is_broken_is_named(cases: Path) -> None:
    """The group, and the case; and the exit code says so."""
    result = talk(cases, "--by", "goal_state", "--median", "none=1", "--longest", "2")
    assert result.exit == Exit.FAILED
    assert "Over the limit: none, a and b." in " ".join(result.out.split())


def test_one_talk_in_full(cases: Path) -> None:
    """What was asked and answered, and the first steps it led to."""
    result = talk(cases, "--show", "a")
    assert result.exit == Exit.DONE
    assert result.out.startswith("A\n")
    assert "First steps" in result.out


def test_what_cannot_be_measured_is_refused(cases: Path) -> None:
    """No case that is told, no such question, no number."""
    assert talk(cases, "--show", "c").exit == Exit.INVALID
    assert talk(cases, "--by", "gone").exit == Exit.USAGE
    assert talk(cases, "--median", "none").exit == Exit.USAGE


@pytest.mark.more
def test_projekt_500_fits_a_first_meeting() -> None:
    """What the rulebook promises of its talks, over all cases that are told."""
    limits = ("--median", "named=22", "--median", "any_job=18", "--median", "none=15")
    book = str(ROOT / "rules" / "projekt-500")
    result = triage("rules", "talk", book, "--by", "goal_state", *limits, "--longest", "30")
    assert result.exit == Exit.DONE, result.out
