"""`triage explain` understands whichever name was typed, and tells the person no staff sentence."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from tests.cli.running import Exit, triage
from triage.intake.typed_names import typed_id, typed_path, typed_value
from triage.language.load import load
from triage.model.question import Choice, Subset
from triage.model.rulebook import Rulebook

ROOT = Path(__file__).parents[2]
CASE = str(ROOT / "cases" / "projekt-500" / "ambitious-care-assistant-training.yaml")


@cache
def rulebook() -> Rulebook:
    """Return the shipped rulebook."""
    return load(ROOT / "rules" / "projekt-500")


def asked(*arguments: str) -> dict[str, object]:
    """Return what is said of the case, as data."""
    done = triage("explain", CASE, *arguments, "--format", "json")
    assert (done.exit, done.err) == (Exit.DONE, "")
    found = json.loads(done.out)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    "typed",
    [
        "Mål med trin på vejen",
        "mål med trin på vejen",
        "Mål med steg på vägen",
        "Goal with steps on the way",
    ],
)
def test_a_label_in_any_language(typed: str) -> None:
    """It means what the id means."""
    assert asked("--why", typed) == asked("--why", "ambitious")


def test_a_status_behind_a_label() -> None:
    """As behind an id."""
    by_id = asked("--towards", "company_internship=recommended")
    assert asked("--towards", "Virksomhedspraktik (uden løn)=recommended") == by_id


def test_answers_by_label() -> None:
    """Questions, items' questions, rows and values may be typed as they are shown."""
    by_id = asked("--set", "danish_spoken=fluent", "--set", "barriers.childcare.weight=blocks")
    typed = (
        "Dansk, tale=Flydende",
        "Det, der gør det svært.Pasning af børn.Hvor meget det fylder=Står i vejen",
    )
    assert asked("--set", typed[0], "--set", typed[1]) == by_id


def test_every_label_leads_to_its_id_or_nowhere() -> None:
    """A label that two things share finds neither; no label finds another thing."""
    book = rulebook()
    for around, ids in (
        ("interventions", tuple(book.interventions)),
        ("typologies.values", book.typologies.values if book.typologies else ()),
        ("questions", tuple(book.questions)),
    ):
        for id_ in ids:
            for language in book.texts.languages:
                label = book.texts.label(f"{around}.{id_}", language)
                assert typed_id(book, around, ids, label) in {id_, None}
                assert typed_id(book, around, ids, id_) == id_


def test_values_by_label() -> None:
    """Of every choice and set."""
    book = rulebook()
    for question in book.questions.values():
        if isinstance(question.domain, Choice | Subset):
            path = typed_path(book, question.id)
            assert path is not None
            for value in question.domain.values:
                label = book.texts.label(f"questions.{question.id}.values.{value}", "en")
                assert typed_value(book, path, question, label) in {value, label}


def test_a_name_nobody_has() -> None:
    """It is refused, and nothing is guessed."""
    done = triage("explain", CASE, "--why", "Mål uden trin og vej")
    assert done.exit is Exit.USAGE
    assert typed_path(rulebook(), "Goals.1.No such thing") is None
    assert typed_path(rulebook(), "goals.9.papers") is None


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_the_person_reads_no_staff_sentence(language: str) -> None:
    """Reasons of typologies and of law are written for staff."""
    because = {
        rulebook().texts.get(f"rules.{rule}.because", language)
        for rule in rulebook().rules
        if rule.startswith(("T-", "L-"))
    }
    for about in ("ambitious", "education_advice", "short_skilled_routes"):
        for ask in ("--why", "--why-not"):
            page = " ".join(
                triage(
                    "explain", CASE, ask, about, "--for", "participant", "--lang", language
                ).out.split()
            )
            assert not [each for each in because if each and each in page]


def test_no_suggestion_takes_less_of_what_a_person_can() -> None:
    """Less Danish would settle it too; that is no way."""
    case = str(ROOT / "cases" / "projekt-500" / "flexible-goals-within-reach.yaml")
    done = triage("explain", case, "--towards", "ambitious", "--format", "json")
    changed = [change for way in json.loads(done.out)["ways"] for change in way["changes"]]
    assert all(each["path"] not in {"danish_spoken", "danish_written"} for each in changed)


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_the_person_reads_what_she_said_herself(language: str) -> None:
    """Who was in the room is noted by staff; versions and digests are for staff."""
    done = triage("explain", CASE, "--why", "ambitious", "--for", "participant", "--lang", language)
    label = rulebook().texts.label("questions.talk_setting", language)
    assert f"- {label}:" not in done.out
    assert rulebook().version not in done.out
