"""Explanations in words: held to golden files, and to what a person may read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from tests.counts import Count
from tests.present.pages import book, case
from tests.present.test_shipped_pages import FILES, ids, shipped
from tests.present.test_words import ROOM, words
from triage.cases.case_file import read_case
from triage.engine import Evaluator
from triage.explain import Assessed, Explainer
from triage.intake.reading import read_answers
from triage.model.explanation import RulePart
from triage.model.never_says import Aside
from triage.model.rulebook import Rulebook
from triage.present import (
    LANGUAGES,
    Audience,
    Explanation,
    explanation_page,
    render_markdown,
    render_text,
)
from triage.present.blocks import Page

Ask = Callable[[Assessed], Explanation]

ASKED: Mapping[str, tuple[str, Ask]] = {
    "why": ("settled", lambda explained: explained.why("open_many")),
    "why-open": ("open", lambda explained: explained.why("childcare")),
    "why-not": ("open", lambda explained: explained.why_not("no_goal")),
    "why-not-status": ("troubled", lambda explained: explained.why_not("internship=recommended")),
    "towards": ("open", lambda explained: explained.towards("no_goal")),
    "towards-none": ("open", lambda explained: explained.towards("mentor=not_suggested")),
    "what-if": ("settled", lambda explained: explained.what_if({"danish": "none", "age": 17})),
    "stability": ("settled", lambda explained: explained.stability()),
}


@cache
def explainer() -> Explainer:
    """Return what explains the miniature rulebook."""
    return Explainer(book(), Evaluator(book()))


def explained(name: str) -> Assessed:
    """Take up a case of the miniature rulebook."""
    as_of = case(name).as_of
    assert as_of is not None
    return explainer().of(read_answers(explainer().rulebook, case(name).answers, as_of), as_of)


def page(asked: str, language: str, audience: Audience, width: int = 80) -> str:
    """Tell an explanation."""
    name, ask = ASKED[asked]
    one = explained(name)
    found = explanation_page(
        book(),
        read_answers(book(), case(name).answers, one.outcome.as_of),
        one.outcome,
        ask(one),
        language,
        audience,
    )
    return render_text(found, width)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", list(Audience))
def test_golden(golden: Callable[[str, str], None], language: str, audience: Audience) -> None:
    """Every kind of explanation, word for word."""
    told = "\n\n".join(f"== {asked}\n{page(asked, language, audience)}" for asked in ASKED)
    stamped = re.sub(r"\b[0-9a-f]{12}\b", "0123456789ab", told)
    golden(f"explanations.{audience}.{language}.txt", stamped)


def test_narrow() -> None:
    """No line is wider than it may be."""
    for asked in ASKED:
        lines = page(asked, "da", Audience.STAFF, 40).splitlines()
        assert max(map(len, lines)) <= 40, asked


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_for_the_person_stand_in_for_others(language: str) -> None:
    """Each has its counterpart for the caseworker, but those only the person reads."""
    keys = words(language)
    own = {key.removeprefix("participant.") for key in keys if key.startswith("participant.")}
    others = {key.removeprefix("explain.") for key in keys if key.startswith("explain.")}
    asked = {"not_known", "not_known_left_one", "not_known_left_other"}
    assert own - others == {*asked, "open", "foot", "law_speaks"}


def test_every_word_is_told() -> None:
    """Each key is told somewhere, whole or by its beginning where the end is computed."""
    source = "\n".join(file.read_text(encoding="utf-8") for file in ROOM.glob("*.py"))
    told = set(re.findall(r"""["']([a-z_]+)["']""", source)) | set(RulePart)
    beginnings = tuple(re.findall(r"""tell\(f["']([a-z_]+)\{""", source))
    for key in words("da"):
        section, _, name = key.partition(".")
        if section in ("explain", "participant") and not name.startswith(beginnings):
            assert name.removesuffix("_one").removesuffix("_other") in told, key


# --- the shipped rulebook


def asks(rulebook: Rulebook, outcome: Any) -> list[Ask]:
    """Return what is asked of a shipped case: everything about its typologies and some plan."""
    assert rulebook.typologies is not None
    some = [each for each, found in outcome.interventions.items() if found.for_][:3]
    why = [partial(Assessed.why, name=each) for each in (*rulebook.typologies.values, *some)]
    why_not = [partial(Assessed.why_not, name=each.keywords["name"]) for each in why]
    towards = [partial(Assessed.towards, name=each) for each in rulebook.typologies.values]
    return [Assessed.stability, *why, *why_not, *towards]


def private_answers(rulebook: Rulebook, answers: Mapping[str, Any]) -> set[str]:
    """Return the words of answers kept private or off the page, where they are told apart."""
    shielded = [q for q in rulebook.questions.values() if q.keep_private or q.off_page]
    texts = rulebook.texts
    found = set()
    for question in shielded:
        value = answers.get(question.id)
        if isinstance(value, str):
            found.add(texts.get(f"questions.{question.id}.values.{value}", "da") or "")
        found.add(texts.get(f"questions.{question.id}.ask", "da") or "")
    return found - {""}


@pytest.mark.sample("file", FILES, "explained")
def test_what_the_person_reads(file: Path, counted: Count) -> None:
    """No id, no staff name of a typology, and nothing that is shielded."""
    rulebook, evaluator = shipped()
    one = read_case(file)
    assert one.as_of is not None
    told = Explainer(rulebook, evaluator).of(
        read_answers(Explainer(rulebook, evaluator).rulebook, one.answers, one.as_of), one.as_of
    )
    assert rulebook.typologies is not None
    labels = {
        rulebook.texts.label(f"typologies.values.{v}", "da") for v in rulebook.typologies.values
    }
    forbidden = {*rulebook.typologies.values, *rulebook.rules, *ids(rulebook)}
    for ask in asks(rulebook, told.outcome):
        for audience in Audience:
            made = page_for(told, ask, audience)
            text = " ".join(render_text(made, 120).split())
            assert render_markdown(made).startswith("# ")
            assert list(rulebook.texts.unsaid.found_in(text, tuple(Aside))) == []
            if audience is Audience.PARTICIPANT:
                assert forbidden & set(re.findall(r"[\w-]+", text)) == set()
                assert not [label for label in labels if label in text]
                assert not [each for each in private_answers(rulebook, one.answers) if each in text]
        counted("explanations of shipped cases, as the person reads them", 1)


def told_of(
    name: str, ask: Ask, audience: Audience = Audience.PARTICIPANT, language: str = "da"
) -> str:
    """Tell an explanation of a shipped case on lines as long as they need be."""
    rulebook, evaluator = shipped()
    (file,) = (each for each in FILES if each.stem == name)
    one = read_case(file)
    assert one.as_of is not None
    asked = Explainer(rulebook, evaluator).of(
        read_answers(Explainer(rulebook, evaluator).rulebook, one.answers, one.as_of), one.as_of
    )
    return render_text(page_for(asked, ask, audience, language), 10_000)


def page_for(one: Assessed, ask: Ask, audience: Audience, language: str = "da") -> Page:
    """Make the page that explains a case to somebody, as the command does."""
    seen = one if audience is Audience.STAFF else one.printable
    return explanation_page(
        seen.rulebook, seen.answers, seen.outcome, ask(seen), language, audience
    )


def test_what_follows_from_safety_is_not_told_to_the_person() -> None:
    """Neither with an answer about it changed nor, with others changed, what it speaks against."""
    name = "safety-acute-wants-work"
    hidden = told_of(name, lambda one: one.what_if({"safety": "none", "goal_state": "any_job"}))
    assert len(hidden.partition("\n\n")[0].splitlines()) == 2
    told = told_of(name, lambda one: one.what_if({"goal_state": "any_job", "yes_to": ["care"]}))
    assert "Kontakt til en arbejdsplads" in told
    book = shipped()[0]
    for rule in ("A-safe-groups", "A-safe-sharing", "A-safe-family", "A-safe-acute"):
        reason = book.texts.get(f"rules.{rule}.because", "da")
        assert reason
        assert reason not in told


def test_what_only_may_be_so_is_not_told_to_the_person_as_if_it_were() -> None:
    """A rule that may hold is no reason: what is not known is told instead."""
    told = told_of("one-goal-known-one-not", lambda one: one.why("company_internship"))
    assert "Du siger nej til at prøve uden løn" not in told
    assert "Under 18 år" not in told
    hidden = told_of("demo-settled", lambda one: one.why("T-suggested"))
    assert "foreslået" not in hidden
    assert "Hvor meget talt dansk" in told_of(
        "one-goal-known-one-not", lambda one: one.why("flexible")
    )


def test_what_a_table_filled_is_not_told_to_the_person() -> None:
    """She never said it."""
    ask: Ask = Assessed.stability
    assert "Tandlæge" in told_of("one-goal-known-one-not", ask, Audience.STAFF)
    assert "Tandlæge" not in told_of("one-goal-known-one-not", ask)


def test_what_is_said_to_the_caseworker_is_not_asked_of_the_person() -> None:
    """A question in brackets is told by its name."""
    told = told_of("no-goal-room-not-noted", lambda one: one.why_not("no_goal"))
    assert "(Til medarbejderen)" not in told
    assert "  - Samtalen\n" in told


def test_a_private_question_is_named_to_the_caseworker() -> None:
    """What is asked of it is not."""
    told = told_of("demo-settled", lambda one: one.why_not("uncertain"), Audience.STAFF)
    assert "Mangler: Hvis idé: et svar, der holdes privat (ikke opfyldt)." in told
    assert "Min egen" not in told


@pytest.mark.sample("file", FILES, "explained")
def test_nothing_is_told_twice(file: Path, counted: Count) -> None:
    """Each answer a page rests on stands on it once."""
    rulebook, evaluator = shipped()
    one = read_case(file)
    assert one.as_of is not None
    asked = Explainer(rulebook, evaluator).of(
        read_answers(Explainer(rulebook, evaluator).rulebook, one.answers, one.as_of), one.as_of
    )
    for ask in asks(rulebook, asked.outcome):
        for audience in Audience:
            made = page_for(asked, ask, audience)
            headings = [section.heading for section in made.sections]
            assert len(set(headings)) == len(headings)
            for section in made.sections:
                lines = render_text(Page("", (), (section,), ()), 10_000).splitlines()
                assert not [line for line in lines if line.endswith(" .")]
                answers = section.heading in ("Bygger på disse svar", "Det har du sagt")
                told = "\n".join(lines).split("\n  - ")  # two answers may go on alike on a new line
                assert not answers or len(set(told)) == len(told)
        counted("explanations of shipped cases, for both audiences", 1)


def test_nothing_answered() -> None:
    """Where there is nothing to try, it says so."""
    rulebook, evaluator = shipped()
    asked = Explainer(rulebook, evaluator).of(
        read_answers(Explainer(rulebook, evaluator).rulebook, {}, date(2026, 11, 24)),
        date(2026, 11, 24),
    )
    made = explanation_page(
        rulebook,
        read_answers(rulebook, {}, asked.outcome.as_of),
        asked.outcome,
        asked.stability(),
        "da",
    )
    assert "Ingen svar har betydning" in render_text(made, 10_000)
