"""Outcomes that can be asked why, and the next question, as embedders use them."""

from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path

import pytest

import triage
from triage.model.explanation import WayState

ROOT = Path(__file__).parents[1]
BOOK = triage.load_rulebook(ROOT / "tests" / "present" / "book")
ANSWERS = {
    "goal_state": "named",
    "goals": [{"job": "cleaner"}],
    "scope": "open",
    "danish": "some",
    "age": 41,
    "barriers": {"childcare": {"weight": "much"}},
}
DAY = "2026-05-04"


def assessed() -> triage.ExplainedOutcome:
    """Assess the answers."""
    return BOOK.assess(ANSWERS, as_of=DAY)


def test_every_explanation() -> None:
    """Each is data with a schema."""
    outcome = assessed()
    found = [
        outcome.why("open_many"),
        outcome.why_not("no_goal"),
        outcome.towards("no_goal"),
        outcome.what_if({"scope": "only_this"}),
        outcome.stability(),
    ]
    assert [json.loads(json.dumps(each.to_dict()))["schema"] for each in found] == [
        "triage.why/1",
        "triage.why-not/1",
        "triage.towards/1",
        "triage.what-if/1",
        "triage.stability/1",
    ]
    assert outcome.towards("open_many").state is WayState.SETTLED


def test_an_outcome_as_any_other() -> None:
    """It equals, reads and dumps as an outcome does."""
    outcome = assessed()
    plain = triage.Outcome.model_validate_json(outcome.model_dump_json(by_alias=True), strict=False)
    assert outcome == plain
    assert plain == outcome
    assert outcome == assessed()
    assert repr(outcome) == repr(plain)
    assert outcome.to_dict() == plain.to_dict()
    assert outcome != BOOK.assess({}, as_of=DAY)
    assert outcome != "an outcome"


def test_answers_are_never_shown() -> None:
    """Neither printing nor keeping an outcome keeps what was answered."""
    outcome = assessed()
    answered = ("cleaner", "much", "only_this")
    for shown in (repr(outcome), str(outcome), outcome.model_dump_json(), repr(vars(outcome))):
        assert not [each for each in answered if each in shown]
    kept = pickle.dumps(outcome)
    assert not [each for each in answered if each.encode() in kept]


def test_what_was_pickled_is_an_outcome() -> None:
    """It is equal, and has let go of the answers."""
    again = pickle.loads(pickle.dumps(assessed()))  # noqa: S301 - what the test is about
    assert again == assessed()
    assert type(again) is triage.Outcome


def test_copies_can_be_asked_too() -> None:
    """Copies explain as the outcome does."""
    outcome = assessed()
    for each in (copy.copy(outcome), copy.deepcopy(outcome), outcome.model_copy()):
        assert each == outcome
        assert each.why("open_many") == outcome.why("open_many")


def test_answers_changed_afterwards() -> None:
    """What is explained stays what was assessed."""
    answers = copy.deepcopy(ANSWERS)
    outcome = BOOK.assess(answers, as_of=DAY)
    # Answers are nested mappings, of which the type says nothing.
    answers["barriers"]["childcare"]["weight"] = "none"  # type: ignore[index]
    answers["scope"] = "only_this"
    assert outcome.what_if({"age": 42}).typology is None


def test_names_that_are_nothing() -> None:
    """Any error is a `TriageError` with the nearest name."""
    with pytest.raises(triage.TriageError) as caught:
        assessed().why("open_mani")
    assert caught.value.diagnostics[0].nearest == "open_many"


def test_the_next_question() -> None:
    """What to ask next, with what its answers would leave."""
    answers = {"goal_state": "named", "goals": [{"job": "cleaner"}], "danish": "good", "age": 41}
    asking = BOOK.next_question(answers, as_of=DAY)
    assert asking.question is not None
    assert asking.question.path == "scope"
    assert BOOK.next_question(ANSWERS, as_of=DAY).state == "settled"
    assert BOOK.next_question(ANSWERS, as_of=DAY, goal="plan", last="talk").goal == "plan"
    with pytest.raises(triage.TriageError, match="no-such-word") as goal:
        # A wrong word is what is tried.
        BOOK.next_question(ANSWERS, as_of=DAY, goal="plans")  # type: ignore[arg-type]
    assert goal.value.diagnostics[0].nearest == "plan"
    with pytest.raises(triage.InvalidAssessment, match="unknown-question") as last:
        BOOK.next_question({}, as_of=DAY, last="talks")
    assert last.value.diagnostics[0].nearest == "talk"
    with pytest.raises(triage.InvalidAssessment):
        BOOK.next_question(ANSWERS)
