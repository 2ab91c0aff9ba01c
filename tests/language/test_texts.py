"""Texts in several languages, and what `check` says of them."""

from pathlib import Path

import pytest

from triage.diagnostics import Diagnostic, RulebookError
from triage.language.load import check, load

from .conftest import Write

SWEDISH = """
rulebook: {title: Nationell}
factors: {goal: Mål på svenska}
parameters: {horizon_months: {means: Månader}}
tables: {occupations: {rows: {cook: Kock}}}
questions: {goal_state: {ask: Vad vill du?, values: {none: Inget, named: {label: Ett jobb}}}}
typologies: {values: {flexible: {label: Öppen, for_participant: Du är öppen}}}
interventions: {mentor: {for_participant: Någon att prata med}}
rules: {R-mentor: {because: Nära}, T-none: {because: Inget mål}}
"""


def found(path: Path, code: str) -> list[Diagnostic]:
    """Return what `check` finds with one code."""
    return [each for each in check(path) if each.code == code]


def test_a_translation_is_read_when_it_is_asked_for(write: Write, national: str) -> None:
    """Loading reads one language; another is read once, when it is first used."""
    folder = write({"rulebook.yaml": national, "texts/sv.yaml": SWEDISH})
    texts = load(folder).texts
    write({"texts/sv.yaml": SWEDISH.replace("Kock", "Kocken")})
    assert texts.languages == ("da", "sv")
    assert texts.label("tables.occupations.rows.cook", "sv") == "Kocken"
    write({"texts/sv.yaml": SWEDISH})
    assert texts.label("tables.occupations.rows.cook", "sv") == "Kocken"


def test_every_place_of_a_text(write: Write, national: str) -> None:
    """A text on its own is a label; what is not translated is in the rulebook's language."""
    texts = load(write({"rulebook.yaml": national, "texts/sv.yaml": SWEDISH})).texts
    expected = {
        "rulebook.title": "Nationell",
        "factors.goal.label": "Mål på svenska",
        "parameters.horizon_months.means": "Månader",
        "questions.goal_state.ask": "Vad vill du?",
        "questions.goal_state.values.none.label": "Inget",
        "questions.goal_state.values.named.label": "Ett jobb",
        "typologies.values.flexible.for_participant": "Du är öppen",
        "interventions.mentor.label": "Mentor",
        "rules.R-mentor.because": "Nära",
        "rules.R-course.because": "Langt fra",
    }
    assert {path: texts.get(path, "sv") for path in expected} == expected
    assert texts.get("factors.goal.label") == texts.get("factors.goal.label", "xx") == "Mål"


def test_a_language_may_be_spread_over_files(write: Write, national: str) -> None:
    """`texts/sv.yaml` and `texts/sv.*.yaml` belong together, in the order of their names."""
    files = {"texts/sv.yaml": "factors: {goal: A}", "texts/sv.more.yaml": "factors: {goal: B}"}
    folder = write({"rulebook.yaml": national, **files, "texts/sv.rules.yaml": SWEDISH})
    assert load(folder).texts.get("factors.goal.label", "sv") == "B"
    twice = found(folder, "duplicate-text")
    assert [each.path for each in twice] == ["factors.goal.label", "factors.goal.label"]
    assert {each.related[0].file for each in twice} == {str(folder / "texts/sv.more.yaml")}


def test_the_own_language_may_stand_apart_too(write: Write, national: str) -> None:
    """Texts beside the rules come before those in a file of the same language."""
    files = {"texts/da.yaml": "factors: {goal: Et andet}\ninterventions: {course: Kursus}"}
    texts = load(write({"rulebook.yaml": national, **files})).texts
    assert texts.languages == ("da",)
    assert texts.get("interventions.course.label") == "Kursus"
    assert texts.get("factors.goal.label") == "Mål"


def test_a_broken_translation_is_an_error_of_check_and_of_whoever_asks(
    write: Write, national: str
) -> None:
    """A rulebook loads without its translations; nobody is shown half of one."""
    folder = write({"rulebook.yaml": national, "texts/sv.yaml": "factors: {goal: Mål"})
    texts = load(folder).texts
    with pytest.raises(RulebookError):
        texts.get("factors.goal.label", "sv")
    assert len(found(folder, "open-bracket")) == 1


def test_texts_of_nothing_are_named_once(write: Write, national: str) -> None:
    """A translation of something that does not exist is told its nearest name."""
    wrong = (
        "questions: {goal_stat: {ask: A, values: {none: B}}, months: {asks: C}}\nrule: {}\n"
        "interventions: {mentor: [D], course: {help: E, label: F}}"
    )
    folder = write({"rulebook.yaml": national, "texts/sv.yaml": wrong})
    nothing = found(folder, "text-of-nothing")
    assert [(each.details["name"], each.nearest) for each in nothing] == [
        ("questions.goal_stat", "questions.goal_state"),
        ("questions.months.asks", None),
    ]
    assert [each.nearest for each in found(folder, "unknown-key")] == ["rules"]
    assert [each.path for each in found(folder, "wrong-kind")] == ["interventions.mentor"]


def test_what_is_not_translated_is_counted(write: Write, national: str) -> None:
    """A language that is promised, or begun, is held against all texts people read."""
    promised = national.replace("language: da,", "language: da, translations: [en],")
    folder = write({"rulebook.yaml": promised, "texts/sv.yaml": "factors: {goal: Mål}"})
    missing = found(folder, "not-translated")
    assert {each.details["language"] for each in missing} == {"en", "sv"}
    factors = [each for each in missing if each.path == "factors"]
    assert [(each.details["language"], each.details["count"]) for each in factors] == [("en", 1)]
    assert [each.details["name"] for each in found(folder, "undeclared-language")] == ["sv"]


def test_translations_follow_local_fitting(write: Write, national: str) -> None:
    """A child translates what it adds; what it retells is no longer translated by its parent."""
    office = (
        "rulebook: {id: office, version: 1, extends: national, title: Kontoret}\n"
        "parameters: {horizon_months: {value: 24, because: To år}}\n"
        "recommendations:\n"
        "  - {id: R-mentor, replaces: R-mentor, when: {}, recommend: mentor, because: Altid}\n"
    )
    folder = write(
        {
            "national/rulebook.yaml": national,
            "national/texts/sv.yaml": SWEDISH,
            "office/rulebook.yaml": office,
            "office/texts/sv.yaml": "parameters: {horizon_months: {because: Två år}}",
        }
    )
    texts = load(folder / "office").texts
    assert texts.get("factors.goal.label", "sv") == "Mål på svenska"
    assert texts.get("parameters.horizon_months.because", "sv") == "Två år"
    assert texts.get("parameters.horizon_months.means", "sv") == "Månader"
    assert texts.get("rules.R-mentor.because", "sv") == "Altid"
    assert texts.get("rulebook.title", "sv") == "Kontoret"
    assert not found(folder / "office", "text-of-nothing")
