"""Numbers a participant reads: her own answers, texts, limits of law, days, and how many there are.

No page tells a number computed from a person: a score, a share, a chance or a place in a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.present.test_explanations import asks
from tests.present.test_shipped_pages import FILES, shipped
from tests.present.test_words import words
from triage.cases.case_file import read_case
from triage.explain import MOST_STEPS, Explainer
from triage.intake.reading import read_answers
from triage.present import Audience, explanation_page, page_of, render_text

LANGUAGE = "en"
AGES_OF_LAW = (13, 18)
"""Whoever is so old on the day was born in a year that may close what waits for a day of birth."""
_COUNTS = ("open.", "plan.", "explain.", "participant.", "stamp.")


def numbers(text: str) -> set[int]:
    """Return the whole numbers in a text."""
    return {int(each) for each in re.findall(r"\d+", text)}


@cache
def counts() -> re.Pattern[str]:
    """Return what finds the words that say how many questions, proposals or ways there are."""
    told = (text for key, text in words(LANGUAGE).items() if key.startswith(_COUNTS))
    counting = [re.escape(each) for each in told if "{count}" in each and "{names}" not in each]
    return re.compile("|".join(counting).replace(r"\{count\}", r"[\d,]+"))


@cache
def written() -> set[int]:
    """Return the numbers that stand in texts of the rulebook, and its parameters."""
    rulebook, _ = shipped()
    texts = rulebook.texts.written_in(LANGUAGE), rulebook.texts.written_in("da")
    limits = " ".join(text for limit in rulebook.texts.limits.values() for text in limit.values())
    parameters = " ".join(str(each.value) for each in rulebook.parameters.values())
    spoken = (text for each in texts for text in each.values())
    return numbers(" ".join((*spoken, limits, parameters)))


def said(answers: object) -> Iterator[str]:
    """Yield what was answered, as it is written."""
    if isinstance(answers, Mapping):
        for each in answers.values():
            yield from said(each)
    elif isinstance(answers, list | tuple):
        for each in answers:
            yield from said(each)
    else:
        yield str(answers)


def unexplained(page: str, known: set[int]) -> set[int]:
    """Return the numbers of a page that are not known, nor count what is on it."""
    lines = (re.sub(r"^\s*\d+\. ", "", line) for line in page.splitlines())
    told = counts().sub("", "\n".join(lines))
    for stamp in shipped()[0].stamp.shown.values():
        told = told.replace(stamp, "")
    return numbers(re.sub(r"\b(and \d+ more|\d+ of \d+)\b", "", told)) - known


@pytest.mark.sample("file", FILES, "explained")
def test_no_number_is_computed_from_a_person(file: Path) -> None:
    """On the page that may be printed, and in every explanation for the person."""
    rulebook, evaluator = shipped()
    case = read_case(file)
    assert case.as_of is not None
    read = read_answers(rulebook, case.answers, case.as_of)
    told = Explainer(rulebook, evaluator).of(read, case.as_of)
    days = {case.as_of, *(rule.checked_on for rule in rulebook.availability if rule.checked_on)}
    days.add(rulebook.valid_to or case.as_of)
    known = written() | numbers(" ".join((*said(case.answers), *map(str, days))))
    known |= {*range(1, MOST_STEPS + 1), *(case.as_of.year - age for age in AGES_OF_LAW)}
    assert unexplained(render_text(page_of(told, LANGUAGE), 10_000), known) == set()
    hers = told.printable
    for ask in asks(rulebook, hers.outcome):
        page = explanation_page(
            rulebook, hers.answers, hers.outcome, ask(hers), LANGUAGE, Audience.PARTICIPANT
        )
        assert unexplained(render_text(page, 10_000), known) == set()


def test_a_number_that_is_computed_is_noticed() -> None:
    """What this test would say of a page with one."""
    assert unexplained("You have a 4711 % chance\n", written()) == {4711}
    assert (
        unexplained("1. Talk\nStill open, and 4711 more answers may change something", set())
        == set()
    )
