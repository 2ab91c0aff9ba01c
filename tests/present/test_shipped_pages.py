from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from tests.counts import Count
from tests.present.test_words import words
from triage.cases.case_file import read_case
from triage.engine import Evaluator
from triage.intake.reading import read_answers
from triage.language.load import load
from triage.model.never_says import Aside
from triage.model.question import Grid, ListOf, Question
from triage.model.rulebook import Rulebook
from triage.present import LANGUAGES, build_page, render_markdown, render_text

ROOT = Path(__file__).parents[2]
LETTERS = ROOT / "src" / "triage" / "programme" / "outreach" / "letters"
FILES = sorted((ROOT / "cases" / "projekt-500").glob("*.yaml"))


@cache
def shipped() -> tuple[Rulebook, Evaluator]:
    """Load the shipped rulebook."""
    rulebook = load(ROOT / "rules" / "projekt-500")
    return rulebook, Evaluator(rulebook)


def ids(rulebook: Rulebook) -> set[str]:
    """Return the ids that no text would hold by chance."""
    named = {*rulebook.interventions, *rulebook.questions, *rulebook.findings, *rulebook.rules}
    return {id_ for id_ in named if "_" in id_ or "-" in id_}


def inner(question: Question) -> tuple[Question, ...]:
    """Return the questions of an item or row."""
    return question.domain.item if isinstance(question.domain, ListOf | Grid) else ()


PROSE = re.compile(r"\b(er|fundet|gælder|højst|ikke|ingen|kun|læst|nævner|skal)\b", re.IGNORECASE)
"""Words of a sentence, as no law in Denmark is called."""


@cache
def left_in_danish(language: str) -> tuple[str, ...]:
    """Return what is said in Danish alone; names of laws, which stay as they are, say nothing."""
    texts = shipped()[0].texts
    own = (text for path, text in texts.own.items() if texts.language_of(path, language) == "da")
    shown = {part for text in own for part in (text, text.partition(" (")[0])}
    return tuple(sorted(text for text in shown if PROSE.search(text)))


@pytest.mark.sample("file", FILES, "pages")
def test_a_shipped_case_makes_a_page(file: Path, counted: Count) -> None:
    """A golden case becomes a page in every language and form, without ids on it."""
    rulebook, evaluator = shipped()
    case = read_case(file)
    assert case.as_of is not None
    outcome = evaluator.assess(
        read_answers(evaluator.rulebook, case.answers, case.as_of), case.as_of, "compiled"
    )
    for language in LANGUAGES:
        page = build_page(
            rulebook,
            read_answers(rulebook, case.answers, outcome.as_of),
            outcome,
            language,
            case="c",
            everything=True,
        )
        text = render_text(page, 120)
        words = set(re.findall(r"[\w-]+", text))
        assert words & ids(rulebook) == set()
        assert list(rulebook.texts.unsaid.found_in(text, tuple(Aside))) == []
        told = " ".join(text.split())
        if language != rulebook.texts.language:
            assert [each for each in left_in_danish(language) if each in told] == []
        assert ": ." not in text, "something that was answered with nothing"
        assert render_markdown(page).startswith("# ")
    counted("pages of shipped cases", len(LANGUAGES))


def test_the_page_names_questions_by_labels() -> None:
    """What has a place on the page has a short name in every language."""
    rulebook, _ = shipped()
    for question in {id_ for named in rulebook.page.values() for id_ in named}:
        for language in LANGUAGES:
            assert rulebook.texts.get(f"questions.{question}.label", language)


def test_nothing_private_has_a_place_on_the_page() -> None:
    """No question the page names is one that is kept private."""
    rulebook, _ = shipped()
    for_all = (ids_ for role, ids_ in rulebook.page.items() if role != "contact")
    named = [rulebook.questions[id_] for ids_ in for_all for id_ in ids_]
    assert not [question.id for question in named if question.keep_private]
    assert not [one.id for question in named for one in inner(question) if one.keep_private]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_tool_are_held_to_the_same(language: str) -> None:
    """The fixed words of pages, and the letters, hold no word that Projekt 500 does not use."""
    unsaid = shipped()[0].texts.unsaid
    letter = (LETTERS / f"{language}.md").read_text(encoding="utf-8")
    told = {**words(language), "letter": letter}
    assert {key: found for key, text in told.items() if (found := [*unsaid.found_in(text)])} == {}
