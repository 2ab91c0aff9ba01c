"""A digest over the texts stands wherever that over the meaning does, and what the tool is not.

So a reason that is written otherwise is noticed, though it changes no outcome.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import triage
import triage.present
from tests.cli.running import triage as command
from triage.cases.case_file import parse_case
from triage.explain import assessed_of
from triage.intake.reading import read_answers
from triage.language.load import load
from triage.model.outcome import IS_NOT
from triage.present import LANGUAGES, Audience, explanation_page, golden_page, render_text
from triage.present.wording import Words

ROOM = Path(triage.present.__file__).parent
SCHEMAS = Path(__file__).parents[1] / "docs" / "schemas"
BOOK = """
rulebook: {id: tiny, version: 1, title: Lille, language: da, translations: [en]}
questions: {wish: {ask: Vil du?, purpose: P, kind: yes_no}}
typologies:
  values: {open: {label: Åben, for_participant: Du vil.}, later: {label: Senere}}
  rules:
    - {id: T-open, when: {wish: yes}, then: open, because: Fordi du vil.}
    - {id: T-later, when: {wish: no}, then: later, because: Ikke nu.}
"""
ENGLISH = "rules: {T-open: {because: Because you want to.}}\n"
DAY = "2026-11-22"


def book(folder: Path, text: str = BOOK, english: str = ENGLISH) -> triage.Rulebook:
    """Load a rulebook with a translation."""
    (folder / "texts").mkdir(parents=True)
    (folder / "tiny.yaml").write_text(text, encoding="utf-8")
    (folder / "texts" / "en.yaml").write_text(english, encoding="utf-8")
    return triage.load_rulebook(folder)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        (BOOK.replace("Fordi du vil.", "Fordi du skal."), ENGLISH),
        (BOOK, ENGLISH.replace("want to", "must")),
        (BOOK.replace("language: da,", "language: da, page: {brings: wish},"), ENGLISH),
    ],
)
def test_a_reason_that_changes_leaves_a_trace(tmp_path: Path, text: str, english: str) -> None:
    """In whatever language: no other outcome, another digest of the texts."""
    before, after = book(tmp_path / "one"), book(tmp_path / "two", text, english)
    first, second = (each.assess({"wish": "yes"}, as_of=DAY) for each in (before, after))
    assert first.rulebook.digest == second.rulebook.digest == before.digest
    assert first.rulebook.texts_digest == before.texts_digest != second.rulebook.texts_digest
    assert first.typology == second.typology
    with pytest.raises(triage.TriageError, match="another-rulebook"):
        after.page(first)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", Audience)
def test_pages_say_both_and_what_the_tool_is_not(
    tmp_path: Path, language: str, audience: Audience
) -> None:
    """The whole page of an outcome, for staff, and every explanation; for her, words alone."""
    rulebook = book(tmp_path / "book")
    outcome = rulebook.assess({"wish": "yes"}, as_of=DAY)
    assessed = assessed_of(outcome)
    made = explanation_page(
        assessed.rulebook, assessed.answers, outcome, outcome.why("open"), language, audience
    )
    page = rulebook.page(outcome, language=language, everything=True)
    for text in (page.to_text(), render_text(made)):
        told = " ".join(text.split())
        if text == render_text(made) and audience is Audience.PARTICIPANT:
            assert told.endswith(Words(language).say("participant.foot"))
            continue
        assert rulebook.digest[:12] in told
        assert rulebook.texts_digest[:12] in told
        assert told.endswith(Words(language).say("foot.is_not"))


def test_a_page_of_cases_to_confirm_says_both(tmp_path: Path) -> None:
    """What somebody puts her name to says by which rules and texts it was read."""
    file = tmp_path / "tiny.yaml"
    file.write_text(BOOK.replace(", translations: [en]", ""), encoding="utf-8")
    rulebook = load(file)
    case = parse_case(
        f"as_of: {DAY}\nanswers: {{wish: yes}}\nexpect: {{typology: open}}\n", "one.yaml"
    )
    answers = read_answers(rulebook, case.answers, date.fromisoformat(DAY))
    told = render_text(golden_page("one", case, answers, rulebook, Words("da")))
    assert rulebook.stamp.shown["digest"] in told
    assert rulebook.stamp.shown["texts"] in told


def test_json_says_both_and_what_it_is_not(tmp_path: Path) -> None:
    """Outcomes and explanations, and what is read back from them."""
    outcome = book(tmp_path / "book").assess({"wish": "yes"}, as_of=DAY)
    for each in (outcome, outcome.why("open"), outcome.stability()):
        told = json.loads(json.dumps(each.to_dict()))
        assert told["is_not"] == list(IS_NOT)
        assert len(told["rulebook"]["texts_digest"]) == 64
    assert triage.Outcome.model_validate(outcome.to_dict()) == outcome


def test_an_outcome_from_before_is_still_read(tmp_path: Path) -> None:
    """One that was stored without either."""
    told = book(tmp_path / "book").assess({}, as_of=DAY).to_dict()
    del told["is_not"], told["rulebook"]["texts_digest"]
    assert triage.Outcome.model_validate(told).rulebook.texts_digest is None


def test_a_translation_that_cannot_be_read_stops_no_other_language(tmp_path: Path) -> None:
    """Nobody is shown it, and the digest is that of the others."""
    broken = book(tmp_path / "one", english="rules: [")
    outcome = broken.assess({"wish": "yes"}, as_of=DAY)
    assert "Fordi du vil." in broken.page(outcome, language="da").to_text()
    with pytest.raises(triage.RulebookError):
        broken.page(outcome, language="en")
    other = book(tmp_path / "two", english="rules: {")
    assert other.texts_digest == broken.texts_digest != book(tmp_path / "three").texts_digest


def test_commands_say_both(tmp_path: Path) -> None:
    """The listing of a rulebook in full, doctor too."""
    rulebook = book(tmp_path / "book")
    for arguments in (("rules", "show"), ("doctor", "--rulebook")):
        told = command(*arguments, str(tmp_path / "book")).out
        assert rulebook.digest in told
        assert rulebook.texts_digest in told


def stamps(schema: Any) -> Iterator[set[str]]:
    """Yield the keys of every object of a schema that says which rulebook."""
    if isinstance(schema, dict):
        keys = set(schema.get("properties") or ())
        if {"version", "digest"} <= keys:
            yield keys
        for each in schema.values():
            yield from stamps(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from stamps(each)


def test_no_schema_has_one_without_the_other() -> None:
    """Wherever JSON says which rulebook."""
    found = [
        (file.name, keys)
        for file in sorted(SCHEMAS.glob("*.json"))
        for keys in stamps(json.loads(file.read_text(encoding="utf-8")))
    ]
    assert len(found) > 8
    assert [name for name, keys in found if "texts_digest" not in keys] == []


def footless() -> Iterator[str]:
    """Yield the functions that lay out a page without a foot."""
    for file in sorted(ROOM.glob("*.py")):
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef):
                continue
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "Page":
                    named = [each.value for each in call.keywords if each.arg == "foot"]
                    last = named[0] if named else call.args[-1]
                    if ast.unparse(last) == "()":
                        yield function.name


def test_every_page_has_a_foot() -> None:
    """All but a list to choose from, which is a prompt."""
    assert list(footless()) == ["grounds_page"]
