"""Case files: answers, expectations, and the place of each."""

import json
from datetime import date
from pathlib import Path

import pytest

from triage.cases.case_file import parse_case, read_case
from triage.cases.expectations import Expectation
from triage.diagnostics import InvalidAssessment, Sources
from triage.model.assessment import Assessment
from triage.model.guarantee import Status

CASE = """
title: Amina
story: >-
  Har sagt ja til
  et job.
source: Konstrueret
rulebook: projekt-500
as_of: 2026-11-22
answers:
  goal_state: named
  months: 12
  phone: '12345678'
  children: no
  reasons: [economy, language]
  talk: ~
  goals:
    - title: Kok
      needs_danish: declined
    - {title: '7', formal: met}
  barriers: {health: {weight: limits}, rest: unknown}
expect:
  typology: [flexible, ambitious]
  rules: {hold: [T-any-job], not_hold: T-none}
  interventions: {mentor: recommended, course: [possible, check_first]}
  start: {mentor: now, course: [alongside, {after: mentor}]}
  limits: {course: {weeks: 4, hours: ~}}
because: Vil arbejde nu
"""


def test_everything_in_a_case() -> None:
    """Texts, answers as JSON-like data, and what is expected."""
    case = parse_case(CASE, "amina.yaml")
    assert (case.title, case.story, case.because) == (
        "Amina",
        "Har sagt ja til et job.",
        "Vil arbejde nu",
    )
    assert (case.rulebook, case.as_of) == ("projekt-500", date(2026, 11, 22))
    assert case.answers == {
        "goal_state": "named",
        "months": 12,
        "phone": "12345678",
        "children": "no",
        "reasons": ["economy", "language"],
        "talk": None,
        "goals": [
            {"title": "Kok", "needs_danish": "declined"},
            {"title": "7", "formal": "met"},
        ],
        "barriers": {"health": {"weight": "limits"}, "rest": "unknown"},
    }
    assert case.expect == Expectation(
        typology=("flexible", "ambitious"),
        hold=("T-any-job",),
        not_hold=("T-none",),
        interventions={
            "mentor": (Status.RECOMMENDED,),
            "course": (Status.POSSIBLE, Status.CHECK_FIRST),
        },
        start={"mentor": ("now",), "course": ("alongside", "after:mentor")},
        limits={"course": {"weeks": 4, "hours": None}},
    )


def test_places_by_the_path_of_an_answer() -> None:
    """What is wrong with an answer can be shown where the answer stands."""
    sources = Sources()
    case = parse_case(CASE, "amina.yaml", sources)
    lines = CASE.splitlines()
    for path, word in {
        "goal_state": "named",
        "goals.1.needs_danish": "declined",
        "goals.2.formal": "met",
        "barriers.health.weight": "limits",
        "expect.interventions.course": "possible",
    }.items():
        span = case.places[path]
        assert word in lines[span.line - 1]
    assert sources["amina.yaml"] == CASE


def test_an_assessment_written_as_json_is_a_case(tmp_path: Path) -> None:
    """What the package writes, it reads; true and numbers stay what they are."""
    answers = {"work": True, "months": -3, "words": 'Hun siger "ja" \U0001f600 \\ud83d', "list": []}
    assessment = Assessment(
        case="A-1", rulebook="projekt-500", as_of=date(2026, 7, 1), answers=answers
    )
    file = tmp_path / "case.json"
    for ascii_only in (True, False):
        for indent in (None, "\t", 2):
            text = json.dumps(assessment.to_dict(), ensure_ascii=ascii_only, indent=indent)
            file.write_text(text, encoding="utf-8")
            assert read_case(file).assessment == assessment


def test_only_answers_are_required() -> None:
    """Everything else may be left out."""
    case = parse_case("answers: {}", "-")
    assert (case.answers, case.as_of, case.expect) == ({}, None, None)
    assert case.assessment.answers == {}


def test_a_case_shows_no_answers() -> None:
    """A log that holds a case must not hold what somebody answered."""
    assert repr(parse_case(CASE, "-")) == "Case(answers=8)"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("answer: {a: b}", ["unknown-key"]),
        ("answers: [a]", ["wrong-kind"]),
        ("- answers", ["wrong-kind"]),
        ("", ["wrong-kind"]),
        ("answers: {a: b, a: c}", ["duplicate-key"]),
        ("answers: {a: &x b}", ["yaml-anchor"]),
        ("answers: {}\nschema: triage.assessment/2", ["unknown-option"]),
        ("answers: {}\nas_of: 22/11 2026", ["not-a-date"]),
        ("answers: {}\nexpect: {typologi: x}", ["unknown-key"]),
        ("answers: {}\nexpect: {interventions: {a: suggested}}", ["unknown-option"]),
        ("answers: {}\nexpect: {start: {a: [soon, {before: b}]}}", ["unknown-option"] * 2),
        ("answers: {}\nexpect: {limits: {a: {weeks: four}, b: 4}}", ["not-a-number", "wrong-kind"]),
        ("answers: {}\nexpect: {about: [a]}", ["about-without-plan"]),
        ("answers: {}\nexpect: {about: {a: b}, plan: {}}", ["wrong-kind"]),
        ("answers: {}\nexpect: {plan: {recommended: [{a: b}]}}", ["wrong-kind"]),
        ("answers: {", ["open-bracket"]),
    ],
)
def test_what_is_no_case(text: str, codes: list[str]) -> None:
    """Problems of a case file are named with their places."""
    with pytest.raises(InvalidAssessment) as error:
        parse_case(text, "case.yaml")
    assert [each.code for each in error.value.diagnostics] == codes
    assert all(each.span and each.message("da") for each in error.value.diagnostics)


def test_a_case_file_that_is_not_there(tmp_path: Path) -> None:
    """A file that cannot be read is no case."""
    with pytest.raises(InvalidAssessment):
        read_case(tmp_path / "none.yaml")
