"""Answers are checked against the questions: every misfit is named, nothing is coerced."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.engine.small import DAY, rulebook
from triage.cases.case_file import read_case
from triage.diagnostics import InvalidAssessment
from triage.intake.reading import read_answers
from triage.model.answer_path import AnswerPath
from triage.model.question import OpenReason

BOOK = rulebook(
    """
    questions:
      wish: {kind: choice, values: [wants, wants_information]}
      works: {kind: yes_no}
      hours: {kind: number, min: 0, max: 37}
      born: {kind: date, from: 1940-01-01, to: as_of}
      reasons: {kind: set, values: [money, friends]}
      words: {kind: text}
      secret: {kind: choice, values: [a, b], keep_private: true}
      job: {kind: lookup, table: jobs}
      goals: {kind: list, min: 1, max: 2, item: {near: {kind: yes_no}}}
      barriers:
        kind: grid
        rows: [care, travel]
        item: {weight: {kind: scale, values: [none, much]}, note: {kind: text}}
    tables: {jobs: {columns: [], rows: {cook: {label: Kok}}}}
    """
)


def problems(answers: dict[str, object]) -> list[tuple[str, str | None, str | None]]:
    """Read answers that do not fit and give code, path and nearest spelling of each problem."""
    with pytest.raises(InvalidAssessment) as caught:
        read_answers(BOOK, answers, DAY)
    return [(found.code, found.path, found.nearest) for found in caught.value.diagnostics]


def test_answers_of_every_kind() -> None:
    """Values stand by path; rest answers every row not named."""
    answers = read_answers(
        BOOK,
        {
            "wish": "wants",
            "works": True,
            "hours": 37,
            "born": "2026-11-22",
            "reasons": [],
            "words": "Jeg vil gerne arbejde",
            "job": "cook",
            "goals": [{"near": "no"}],
            "barriers": {"care": {"weight": "much"}, "rest": {"weight": "none"}},
        },
        DAY,
    )
    assert answers.given == {
        "wish": "wants",
        "works": "yes",
        "hours": 37,
        "born": DAY,
        "reasons": frozenset(),
        "words": "Jeg vil gerne arbejde",
        "job": "cook",
        "goals.1.near": "no",
        "barriers.care.weight": "much",
        "barriers.travel.weight": "none",
    }
    assert answers.counts == {"goals": 1}
    assert answers.grids == {"barriers"}


def test_open_answers_keep_their_reason() -> None:
    """Of a whole list, grid or row too."""
    answers = read_answers(
        BOOK,
        {"wish": "unknown", "goals": "declined", "barriers": {"care": "unknown"}, "works": None},
        DAY,
    )
    assert answers.reasons == {
        "wish": OpenReason.UNKNOWN,
        "goals": OpenReason.DECLINED,
        "barriers.care.weight": OpenReason.UNKNOWN,
        "barriers.care.note": OpenReason.UNKNOWN,
    }
    assert answers.reason(AnswerPath.of("works")) is OpenReason.ABSENT
    assert not answers.given


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"wihs": "wants"}, ("unknown-question", "#1", "wish")),
        ({"wish": "want"}, ("wrong-answer", "wish", "wants")),
        ({"works": 1}, ("wrong-answer", "works", None)),
        ({"hours": "37"}, ("wrong-answer", "hours", None)),
        ({"hours": True}, ("wrong-answer", "hours", None)),
        ({"hours": 38}, ("wrong-answer", "hours", None)),
        ({"born": "2026-11-23"}, ("wrong-answer", "born", None)),
        ({"born": "22-11-2026"}, ("wrong-answer", "born", None)),
        ({"born": "20240229"}, ("wrong-answer", "born", None)),
        ({"reasons": ["money", "money"]}, ("wrong-answer", "reasons", None)),
        ({"barriers": {"rest": {"weight": "x"}}}, ("wrong-answer", "barriers.rest.weight", None)),
        ({"reasons": "money"}, ("wrong-answer", "reasons", "money")),
        ({"reasons": ["mony"]}, ("wrong-answer", "reasons", None)),
        ({"words": 3}, ("wrong-answer", "words", None)),
        ({"job": "cok"}, ("wrong-answer", "job", "cook")),
        ({"goals": []}, ("wrong-number-of-items", "goals", None)),
        ({"goals": [{}, {}, {}]}, ("wrong-number-of-items", "goals", None)),
        ({"goals": {"near": "yes"}}, ("answer-not-a-list", "goals", None)),
        ({"goals": ["yes"]}, ("answer-not-a-mapping", "goals.1", None)),
        ({"goals": [{"naer": "yes"}]}, ("unknown-question", "goals.1.#1", "near")),
        ({"barriers": {"car": {}}}, ("unknown-row", "barriers.#1", "care")),
        ({"barriers": ["care"]}, ("answer-not-a-mapping", "barriers", None)),
    ],
)
def test_misfits(answers: dict[str, object], expected: tuple[str, str, str | None]) -> None:
    """Where, what kind of misfit, and the nearest spelling."""
    assert problems(answers) == [expected]


def test_every_misfit_is_found_at_once() -> None:
    """One bad answer does not hide another."""
    found = problems({"wish": "x", "hours": -1, "goals": [{"near": 3}], "nonsense": 1})
    assert [path for _, path, _ in found] == ["wish", "hours", "goals.1.near", "#4"]


def test_private_answers_and_texts_are_not_repeated() -> None:
    """The problem leaves them out."""
    with pytest.raises(InvalidAssessment) as caught:
        read_answers(BOOK, {"secret": "hendes hemmelighed", "words": ["hendes ord"]}, DAY)
    assert [found.details["value"] for found in caught.value.diagnostics] == ["…", "…"]
    assert "hende" not in str(caught.value)


def test_a_day_that_leaves_a_date_without_answers() -> None:
    """A date question up to `as_of` cannot be asked before its first day."""
    with pytest.raises(InvalidAssessment) as caught:
        read_answers(BOOK, {}, date(1939, 12, 31))
    assert [found.code for found in caught.value.diagnostics] == ["as-of-leaves-no-date"]


def test_an_empty_grid_is_an_answer() -> None:
    """An empty mapping is given; one that holds only open answers is not."""
    assert read_answers(BOOK, {"barriers": {}}, DAY).grids == {"barriers"}
    assert read_answers(BOOK, {"barriers": {"care": "unknown"}}, DAY).grids == frozenset()


def test_in_files_quotes_change_nothing(tmp_path: Path) -> None:
    """What a scalar is, its question says."""
    file = tmp_path / "case.yaml"
    file.write_text('answers: {hours: "20", words: 012, works: "true", wish: "wants"}', "utf-8")
    answers = read_answers(BOOK, read_case(file).answers, DAY)
    assert answers.given == {"hours": 20, "words": "012", "works": "yes", "wish": "wants"}
