"""What somebody answered stays with those who ask: no text made for logs shows any of it."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

import triage
from tests.cli.running import BOOK, Exit
from tests.cli.running import triage as command
from triage.cases.case_file import parse_case
from triage.engine.durable.engine import Durable, Firing
from triage.model.assessment import HistoryEntry, Note

DAY = "2026-05-04"
WORD = "Qandahari"
NUMBER = 264_195_037
"""What no text made for logs may show; no rulebook and no message has either."""

HELD: Mapping[str, Mapping[Any, Any]] = {
    "own words": {"own_words": WORD},
    "private words": {"secret": WORD, "goals": [{"title": WORD, "thought": WORD}]},
    "no such value": {"goal_state": WORD, "danish": NUMBER, "scope": [WORD]},
    "no such number": {"age": NUMBER},
    "a number as text": {"age": str(NUMBER)},
    "no such day": {"meet": WORD},
    "no such member": {"worked": ["shop", WORD]},
    "no such row of a table": {"goals": [{"job": WORD}]},
    "private and wrong": {"barriers": {"childcare": {"weight": WORD}}},
    "no text": {"own_words": [WORD], "secret": {WORD: NUMBER}, "step": WORD.encode()},
    "no list": {"goals": WORD},
    "no item": {"goals": [WORD, NUMBER]},
    "no grid": {"barriers": [WORD]},
    "no row": {"barriers": {"transport": WORD}},
    "a mapping": {"goal_state": {WORD: {"none": NUMBER}}},
    "an unknown question": {WORD: "yes", NUMBER: "yes", (WORD,): "yes"},
    "an unknown question of an item": {"goals": [{WORD: "yes"}, {NUMBER: "yes"}]},
    "an unknown row": {"barriers": {WORD: {"weight": "much"}, NUMBER: WORD}},
    "an unknown question of a row": {"barriers": {"rest": {WORD: "much"}}},
    "contradicting answers": {"goal_state": "none", "scope": "open", "secret": WORD},
}

WRONG_MODELS: Mapping[str, Callable[[], object]] = {
    # Wrong types are what is tried.
    "day": lambda: triage.Assessment(answers={}, as_of=WORD),  # type: ignore[arg-type]
    "case": lambda: triage.Assessment(answers={}, case=NUMBER),  # type: ignore[arg-type]
    "answers": lambda: triage.Assessment(answers=WORD),  # type: ignore[arg-type]
    "a number for a question": lambda: triage.Assessment(answers={NUMBER: 1}),  # type: ignore[dict-item]
    "bytes for a question": lambda: triage.Assessment(answers={WORD.encode(): 1}),  # type: ignore[dict-item]
    "notes": lambda: triage.Assessment(answers={}, notes=[WORD]),  # type: ignore[arg-type]
    "day of a note": lambda: Note(on=WORD, text=WORD),  # type: ignore[arg-type]
    "text of a note": lambda: Note(on=DAY, text=NUMBER),  # type: ignore[arg-type]
    "step": lambda: HistoryEntry(on=DAY, path=WORD, step=WORD, answer=WORD),  # type: ignore[arg-type]
}

KEPT = f"""
answers: {{secret: {WORD}}}
story: {WORD}
history: [{{on: {DAY}, path: secret, answer: {WORD}}}]
notes: [{{on: {DAY}, path: {WORD}, text: {WORD}}}]
"""


@pytest.fixture(scope="module")
def book() -> triage.Rulebook:
    """Return a rulebook with private questions, and free text at the top and in items."""
    return triage.load_rulebook(BOOK)


def shows(text: str) -> bool:
    """Say whether a text shows what was answered."""
    return WORD in text or str(NUMBER) in text


def told(error: BaseException) -> str:
    """Return all that a log may show of an error: its texts, and the traceback."""
    parts = [str(error), repr(error), *traceback.format_exception(error)]
    if isinstance(error, triage.TriageError):
        parts += [f"{each} {each!r}" for each in error.diagnostics]
    return "\n".join(parts)


@pytest.mark.parametrize("held", HELD)
def test_errors_and_outcomes(
    held: str, book: triage.Rulebook, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither says what was answered, wherever in the answers it stands."""
    caplog.set_level(logging.DEBUG)
    try:
        outcome = book.assess(HELD[held], as_of=DAY)
        text = f"{outcome} {outcome!r} {outcome.to_dict()} {book!r}"
    except triage.TriageError as error:
        text = told(error)
    assert not shows(text)
    assert not caplog.records


def test_a_wrong_day(book: triage.Rulebook) -> None:
    """A day that is none may be anything, too."""
    with pytest.raises(triage.InvalidAssessment) as error:
        book.assess({}, as_of=WORD)
    assert not shows(told(error.value))


@pytest.mark.parametrize("wrong", WRONG_MODELS)
def test_assessments_that_are_none(wrong: str) -> None:
    """Where a model refuses what it is given, it does not repeat it."""
    with pytest.raises(ValidationError) as error:
        WRONG_MODELS[wrong]()
    assert not shows(told(error.value))


def test_representations() -> None:
    """Of an assessment, ids and counts are shown, also by those who print the parts of a model."""
    case = parse_case(KEPT, "case.yaml")
    made = case.assessment
    assert made.history is not None
    assert made.notes is not None
    parts = [part for each in (made, *made.history, *made.notes) for part in each.__repr_args__()]
    assert not shows(f"{case!r} {made} {made!r} {made.history!r} {made.notes!r} {parts}")


@pytest.mark.parametrize("answered", [{"goal_state": "none"}, {}], ids=["settled", "open"])
def test_a_disagreement(
    answered: dict[str, Any],
    book: triage.Rulebook,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What is logged names the rulebook, the day and what the engines disagree about."""
    known = {"talk": "alone", "danish": "good", "worked": [], "age": 30}
    answers = {**known, **answered, "own_words": WORD, "secret": WORD}
    pytest.importorskip("durable_rules_engine", reason="durable-rules is not installed")
    monkeypatch.setattr(Durable, "fire", lambda *_: Firing((0,), None, None, None))
    with pytest.raises(triage.EnginesDisagree) as error:
        book.assess(triage.Assessment(case=WORD, answers=answers), as_of=DAY)
    (record,) = caplog.records
    assert record.getMessage().startswith(f"engines disagree: small {book.digest} as of {DAY}: ")
    assert not shows(f"{caplog.text} {vars(record)} {told(error.value)}")
    assert "alone" not in str(vars(record))


SHIELDED: Mapping[str, tuple[str, str]] = {
    "a private answer": ("wrong-answer", f"answers:\n  secret: [{WORD}]\n"),
    "in a flow": ("wrong-answer", f"answers: {{barriers: {{transport: {{weight: {WORD}}}}}}}"),
    "in quotes": ("wrong-answer", f"answers: {{barriers: {{rest: {{weight: '{WORD}'}}}}}}"),
    "on its own line": ("wrong-answer", f"answers:\n  secret:\n    - {WORD}\n"),
    "over lines": ("wrong-answer", f"answers:\n  secret: [a,\n    {WORD} b\n    {WORD}, c]\n"),
    "a mapping": ("wrong-answer", f"answers:\n  secret: {{{WORD}: {WORD}}}\n"),
    "words": ("wrong-answer", f"answers: {{goals: [{{title: [{WORD}]}}], goal_state: named}}"),
    "a row": ("answer-not-a-mapping", f"answers: {{barriers: {{transport: {WORD}}}}}"),
    "an item": ("answer-not-a-mapping", f"answers: {{goal_state: named, goals: [{WORD}]}}"),
    "beside another": ("wrong-answer", f"answers: {{own_words: {WORD}, danish: well, age: 30}}"),
    "mistyped": ("unknown-question", f"answers: {{secrets: {WORD}, own_wrds: {{a: {WORD}}}}}"),
    "contradicting": (
        "contradicting-answers",
        f"answers: {{goal_state: none, scope: open, secret: {WORD}}}",
    ),
    "JSON": (
        "wrong-answer",
        f'{{"answers": {{"step": "\\ud83d\\ude00 {WORD}", "age": 7}}, "as_of": "{DAY}"}}',
    ),
    "another key": ("unknown-key", f"{{answers: {{secret: {WORD}}}, answer: {{}}, as_of: {DAY}}}"),
    "a story": ("wrong-kind", f"answers: {{}}\nstory: [{WORD}]\n"),
    "a note": ("missing-key", f"answers: {{}}\nnotes: [{{path: secret, text: {WORD}}}]\n"),
    "a note alone": ("wrong-kind", f"answers: {{}}\nnotes: {WORD}\n"),
    "notes alone": ("wrong-kind", f"answers: {{}}\nnotes: [{WORD}]\n"),
    "a comma": ("cut-at-comma", f"answers: {{}}\nnotes: [{{on: {DAY}, text: Ja, {WORD}}}]\n"),
    "a step": (
        "not-a-date",
        f"answers: {{}}\nhistory: [{{on: now, path: secret, answer: {{{WORD}: 1}}}}]\n",
    ),
}
"""Case files, and what is wrong with them."""


@pytest.mark.parametrize("shielded", SHIELDED)
def test_the_lines_of_a_case_file(shielded: str, tmp_path: Path) -> None:
    """The command shows the line a message is about, without what may not be quoted."""
    code, text = SHIELDED[shielded]
    case = tmp_path / "case.yaml"
    case.write_text(text if text[0] == "{" else f"{text}\nas_of: {DAY}\n", encoding="utf-8")
    arguments = ("assess", "-r", BOOK, "--lang", "en")
    result = command(*arguments, str(case))
    assert result.exit == Exit.INVALID
    assert f"error[{code}] {case}:" in result.err
    assert " | " in result.err
    several = command(*arguments, "--format", "json", str(case), str(case))
    assert json.loads(several.out.splitlines()[0])["diagnostics"]
    tested = command("rules", "test", BOOK, "--cases", str(tmp_path))
    assert tested.exit == Exit.INVALID
    assert not shows("".join(f"{each.out}{each.err}" for each in (result, several, tested)))


def test_nothing_is_written(
    book: triage.Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file is left behind, so none is named after anybody."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    book.assess({"own_words": WORD}, as_of=DAY)
    command("assess", "-r", BOOK, "--as-of", DAY, "-", given=b"answers: {secret: a}")
    assert list(tmp_path.iterdir()) == []
