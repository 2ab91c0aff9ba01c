"""Outcomes in words, and many at a time, without the command."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator

import pytest

import triage
from tests.present.pages import BOOK as FOLDER
from tests.present.pages import case, page_of
from triage.present import render_markdown, render_text

BOOK = triage.load_rulebook(FOLDER)
OPEN = BOOK.assess(case("open").answers, as_of="2026-05-04", engine="compiled")


@pytest.mark.parametrize("language", ["da", "sv", "en"])
@pytest.mark.parametrize("everything", [False, True])
def test_the_page_is_that_of_the_command(language: str, everything: bool) -> None:
    """The same blocks, however they are written."""
    page = BOOK.page(OPEN, language=language, case=case("open").case, everything=everything)
    expected = page_of("open", language, everything)
    assert page.to_text(60).split("\n")[:-4] == render_text(expected, 60).split("\n")[:-4]
    assert page.to_markdown().startswith(render_markdown(expected)[:200])
    told = json.loads(json.dumps(page.to_dict()))
    assert told["title"] == expected.title
    assert [each["heading"] for each in told["sections"]] == [
        each.heading for each in expected.sections
    ]
    assert page.to_html().startswith("<!")


def test_it_is_in_the_rulebooks_own_language_unless_another_is_asked_for() -> None:
    """As the command's is."""
    assert BOOK.page(OPEN).language == "da"
    assert BOOK.texts(OPEN).language == "da"


def test_labels_and_reasons() -> None:
    """By the ids the outcome holds; nothing of what was answered is among them."""
    texts = BOOK.texts(OPEN, language="en")
    assert OPEN.typology is not None
    assert set(texts.typologies) == set(OPEN.typology.possible)
    assert texts.typologies["open_many"] == "Open to several jobs"
    assert set(texts.interventions) == set(OPEN.interventions)
    assert set(texts.reasons) <= {id_ for id_, its in OPEN.rules.items() if its != "cannot_hold"}
    assert "Danish opens more jobs." in texts.reasons.values()
    assert "ud blandt folk" not in repr(texts)


def test_what_was_said_is_in_no_repr() -> None:
    """A page is written on purpose, not by a log."""
    assert repr(BOOK.page(OPEN)) == "OutcomePage(language='da')"


def test_an_outcome_without_its_answers_has_no_page() -> None:
    """What was pickled has let go of them; another rulebook's is refused."""
    plain = pickle.loads(pickle.dumps(OPEN))  # noqa: S301 - our own
    with pytest.raises(triage.TriageError, match="wrong-argument"):
        BOOK.page(plain)
    other = triage.load_rulebook("projekt-500").assess({}, as_of="2026-11-22", engine="compiled")
    with pytest.raises(triage.TriageError, match="another-rulebook"):
        BOOK.texts(other)


def test_many_one_after_the_other() -> None:
    """Lazily and in order; what is wrong with one is given in its place."""
    taken: list[int] = []

    def assessments() -> Iterator[triage.Answers]:
        several: list[triage.Answers] = [{"age": 41}, {"age": "old"}, case("open").answers]
        for number, answers in enumerate(several):
            taken.append(number)
            yield answers

    found = BOOK.assess_many(assessments(), as_of="2026-05-04", engine="compiled")
    assert taken == []
    first, second, third = found
    assert first == BOOK.assess({"age": 41}, as_of="2026-05-04", engine="compiled")
    assert isinstance(second, triage.InvalidAssessment)
    assert third == OPEN
    one_more = BOOK.assess_many(assessments(), as_of="2026-05-04", engine="compiled")
    next(one_more)
    assert taken == [0, 1, 2, 0]
