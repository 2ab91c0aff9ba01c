"""Answers once they are read: what stands where, where it came from, and that it stays."""

from __future__ import annotations

from datetime import date

import pytest

from tests.present.pages import book
from triage.diagnostics import InvalidAssessment
from triage.intake.mapping import as_mapping, by_path, read_by_path
from triage.intake.reading import read_answers
from triage.model.answer_path import AnswerPath
from triage.model.answers import Answer, Origin, Source
from triage.model.question import OpenReason

DAY = date(2026, 5, 4)


def test_where_an_answer_came_from() -> None:
    """Said unless something else is known; filled where a table did it; absent from nowhere."""
    carried, goal = AnswerPath.of("scope"), AnswerPath.of("goals", "1", "job")
    before = Origin(Source.CARRIED_OVER, date(2026, 3, 1))
    given = {"goals": [{"job": "nurse"}], "scope": "open", "danish": "declined"}
    read = read_answers(book(), given, DAY, {carried: before})
    assert read[carried] == Answer("open", None, before)
    assert read[goal] == Answer("nurse", None, Origin(Source.SAID))
    assert read[AnswerPath.of("goals")].value == 1
    filled = read[goal.beside("needs_danish")]
    assert filled.value is not None
    assert filled.origin == Origin(Source.FILLED)
    declined = read[AnswerPath.of("danish")]
    assert (declined.value, declined.open) == (None, OpenReason.DECLINED)
    assert read[AnswerPath.of("age")] == Answer(None, OpenReason.ABSENT, None)
    assert "open" not in repr(read[carried])
    assert list(read) == sorted(read)


def test_answers_never_change() -> None:
    """Neither what was read nor what it was read from can be changed through them."""
    read = read_answers(book(), {"scope": "open"}, DAY)
    with pytest.raises(TypeError):
        # What the types forbid has to be refused when it is done all the same.
        read.given[AnswerPath.of("scope")] = "only_this"  # type: ignore[index]


def test_put_together_again() -> None:
    """Reading, and putting together what was read, changes nothing the second time."""
    given = {
        "goals": [{"job": "nurse"}, {}],
        "barriers": {"rest": {"weight": "none"}},
        "age": "declined",
    }
    read = read_answers(book(), given, DAY)
    said = by_path(book(), read)
    assert read_by_path(book(), said, DAY) == read
    assert by_path(book(), read_answers(book(), as_mapping(book(), said), DAY)) == said


@pytest.mark.parametrize("count", [-1, 10**9])
def test_a_number_of_items_no_list_has(count: int) -> None:
    """Of a list with too many items, or fewer than none, nothing is read, in no time."""
    with pytest.raises(InvalidAssessment):
        read_by_path(book(), {AnswerPath.of("goals"): count}, DAY)
