"""Explanations in words: held to golden files, and to what a person may read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from tests.report.pages import book, case
from tests.report.test_shipped_pages import FILES, ids, shipped
from tests.report.test_words import ROOM, words
from triage.engine import Evaluator
from triage.explain.explaining import Explained, Explainer
from triage.model.explanation import RulePart
from triage.model.rulebook import Rulebook
from triage.report import (
    LANGUAGES,
    Audience,
    Explanation,
    explanation_page,
    render_markdown,
    render_text,
)
from triage.rulebook.cases import read_case

GOLDEN = Path(__file__).parent / "golden"

Ask = Callable[[Explained], Explanation]

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
    """Give what explains the miniature rulebook."""
    return Explainer(book(), Evaluator(book()))


def explained(name: str) -> Explained:
    """Take up a case of the miniature rulebook."""
    as_of = case(name).as_of
    assert as_of is not None
    return explainer().of(case(name).answers, as_of)


def page(asked: str, language: str, audience: Audience, width: int = 80) -> str:
    """Tell an explanation."""
    name, ask = ASKED[asked]
    one = explained(name)
    found = explanation_page(book(), case(name).answers, one.outcome, ask(one), language, audience)
    return render_text(found, width)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", list(Audience))
def test_golden(language: str, audience: Audience) -> None:
    """Every kind of explanation, word for word."""
    told = "\n\n".join(f"== {asked}\n{page(asked, language, audience)}" for asked in ASKED)
    file = GOLDEN / f"explanations.{audience}.{language}.txt"
    assert told == file.read_text(encoding="utf-8")


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
    assert own - others == {"not_known", "said", "open"}


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
    """Give what is asked of a shipped case: everything about its typologies and some plan."""
    assert rulebook.typologies is not None
    some = [each for each, found in outcome.interventions.items() if found.for_][:3]
    why = [partial(Explained.why, name=each) for each in (*rulebook.typologies.values, *some)]
    why_not = [partial(Explained.why_not, name=each.keywords["name"]) for each in why]
    towards = [partial(Explained.towards, name=each) for each in rulebook.typologies.values]
    return [Explained.stability, *why, *why_not, *towards]


def private_answers(rulebook: Rulebook, answers: Mapping[str, Any]) -> set[str]:
    """Give the words of answers kept private or off the page, where they are told apart."""
    shielded = [q for q in rulebook.questions.values() if q.keep_private or q.off_page]
    texts = rulebook.texts
    found = set()
    for question in shielded:
        value = answers.get(question.id)
        if isinstance(value, str):
            found.add(texts.get(f"questions.{question.id}.values.{value}", "da") or "")
        found.add(texts.get(f"questions.{question.id}.ask", "da") or "")
    return found - {""}


@pytest.mark.parametrize("file", FILES[::9], ids=lambda file: str(file.stem))
def test_what_the_person_reads(file: Path) -> None:
    """No id, no staff name of a typology, and nothing that is shielded."""
    rulebook, evaluator = shipped()
    one = read_case(file)
    assert one.as_of is not None
    told = Explainer(rulebook, evaluator).of(one.answers, one.as_of)
    assert rulebook.typologies is not None
    labels = {
        rulebook.texts.label(f"typologies.values.{v}", "da") for v in rulebook.typologies.values
    }
    forbidden = {*rulebook.typologies.values, *rulebook.rules(), *ids(rulebook), "urealistisk"}
    for ask in asks(rulebook, told.outcome):
        found = ask(told)
        for audience in Audience:
            made = explanation_page(rulebook, one.answers, told.outcome, found, "da", audience)
            text = " ".join(render_text(made, 120).split())
            assert render_markdown(made).startswith("# ")
            assert "realisti" not in text.lower()
            if audience is Audience.PARTICIPANT:
                assert forbidden & set(re.findall(r"[\w-]+", text)) == set()
                assert not [label for label in labels if label in text]
                assert not [each for each in private_answers(rulebook, one.answers) if each in text]
