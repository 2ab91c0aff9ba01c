"""Ten constructed people under the four programmes for people: what of each reaches whom."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from triage.cases.case_file import read_case
from triage.engine import Evaluator
from triage.language.load import load
from triage.present import comparison_page, render_text
from triage.programme import Comparison, compare

Golden = Callable[[str, str], None]
ROOT = Path(__file__).parents[2]
PEOPLE = sorted((Path(__file__).parent / "people").glob("*.yaml"))
BOOKS = ("projekt-500", "helsingor-2019", "herning-2019", "roskilde-2021")

each_person = pytest.mark.parametrize("file", PEOPLE, ids=lambda file: file.stem)


@cache
def evaluators() -> tuple[Evaluator, ...]:
    """Make one evaluator for each programme."""
    return tuple(Evaluator(load(ROOT / "rules" / book)) for book in BOOKS)


@cache
def compared(file: Path) -> Comparison:
    """Return what the programmes make of a person."""
    person = read_case(file)
    assert person.as_of is not None
    return compare(evaluators(), person.answers, person.as_of, "da")


def proposed(file: Path) -> set[str]:
    """Return the interventions some effort proposes for certain, or may."""
    return {
        one.id
        for programme in compared(file).programmes
        for effort in programme.efforts
        for one in (*effort.suggested, *effort.perhaps)
    }


@each_person
def test_a_person_reads_as_before(golden: Golden, file: Path) -> None:
    """The page of each, word for word; the digests of the rulebooks are left out."""
    told = render_text(comparison_page(compared(file), file.stem), 100)
    golden(f"person.{file.stem}.txt", re.sub(r"\b[0-9a-f]{12}\b", "0123456789ab", told))


def test_there_are_ten() -> None:
    """As many as were asked for, and each is somebody else."""
    assert len({str(read_case(file).answers) for file in PEOPLE}) == 10


def test_what_is_for_the_young_is_proposed_to_nobody_else() -> None:
    """A job for 13-17 is for those of 13-17, and help for students for those who study."""
    for file in PEOPLE:
        young = {"jobplaneten", "youth_sparetime_job"} & proposed(file)
        assert bool(young) == (file.stem == "fifteen"), file.stem
        certain = {
            one.id
            for programme in compared(file).programmes
            for effort in programme.efforts
            for one in effort.suggested
        }
        assert ("dfunk" in certain) == (file.stem == "student"), file.stem


BOUND = {
    ("helsingor-2019", "maternity"): ("start_when", "after_leave"),
    ("roskilde-2021", "language_school"): ("at_language_school", "yes"),
}
"""What is for people at one place or one time of life, and the answer that says they are there."""


@pytest.mark.parametrize(("book", "effort"), BOUND)
def test_what_is_bound_to_a_place_or_a_time_is_told_to_nobody_else(book: str, effort: str) -> None:
    """No part of it stands on the page of somebody it cannot be for, not even as a maybe."""
    question, answer = BOUND[book, effort]
    told = {
        file.stem
        for file in PEOPLE
        for programme in compared(file).programmes
        for each in programme.efforts
        if (programme.rulebook.id, each.id) == (book, effort) and each.suggested + each.perhaps
    }
    there = {
        file.stem for file in PEOPLE if f"\n  {question}: {answer}\n" in file.read_text("utf-8")
    }
    assert told == there


def test_who_takes_no_part_is_proposed_nothing() -> None:
    """A no is a no under every programme."""
    assert proposed(next(file for file in PEOPLE if file.stem == "says-no")) == set()


def test_a_condition_of_the_programme_is_told_beside_what_it_is_about() -> None:
    """Only where that is proposed, and in the words of the source."""
    asked = {
        (file.stem, each.rule)
        for file in PEOPLE
        for programme in compared(file).programmes
        for effort in programme.efforts
        for each in effort.asked_first
    }
    assert ("fifteen", "P-roskilde-jobplaneten") in asked
    assert ("student", "P-roskilde-dfunk") in asked
    assert ("on-leave-with-a-trade", "P-helsingor-maternity") in asked
    assert {stem for stem, rule in asked if rule == "P-helsingor-maternity"} == {
        "on-leave-with-a-trade"
    }
