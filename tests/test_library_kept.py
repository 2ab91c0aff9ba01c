"""What is public can be kept and sent: as data, pickled, copied, to another process."""

from __future__ import annotations

import copy
import json
import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pydantic
import pytest

import triage
from tests.test_library_arguments import ANSWERS, BOOK, DAY, FOLDER
from triage.engine import Evaluator
from triage.intake.reading import read_answers
from triage.language.load import load

SHIPPED = "projekt-500"
CASE = Path(__file__).parents[1] / "cases" / SHIPPED / "demo-open.yaml"


def models() -> list[Any]:
    """Return one of every public model that gives itself as data."""
    outcome = BOOK.assess(ANSWERS, as_of=DAY)
    talk = BOOK.interview(ANSWERS, as_of=DAY).skip("talk").note("Noted", "danish")
    return [
        outcome,
        BOOK.assess({}, as_of="2027-01-01"),
        BOOK.next_question({"goal_state": "named"}, as_of=DAY),
        talk.assessment,
        outcome.why("open_many"),
        outcome.why_not("no_goal"),
        outcome.towards("no_goal"),
        outcome.what_if({"scope": "only_this", "worked": []}),
        outcome.stability(),
    ]


@pytest.mark.parametrize("model", models(), ids=lambda each: type(each).__name__)
def test_every_model_is_read_back_from_its_own_data(model: Any) -> None:
    """From plain data, from JSON, from fields, and inside a model of the embedder's own."""
    kind = triage.Outcome if isinstance(model, triage.Outcome) else type(model)
    data = model.to_dict()
    assert kind.model_validate(data) == model
    assert kind.model_validate(data).to_dict() == data
    assert kind.model_validate_json(json.dumps(data)) == model
    assert kind.model_validate(model.model_dump()) == model
    record = pydantic.create_model("Record", kept=(kind, ...))
    # A model made at run time, whose fields no type checker knows.
    assert record.model_validate({"kept": data}).kept == model  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("field", "value"),
    [("as_of", 0), ("exact", "yes"), ("rules", {"T-open": "hold"}), ("rulebook", None), ("…", 1)],
)
def test_reading_back_stays_strict(field: str, value: object) -> None:
    """What is no data of the model is refused, and not repeated: a name no model has is `…`."""
    data = {**BOOK.assess(ANSWERS, as_of=DAY).to_dict(), field.replace("…", "nobodys"): value}
    with pytest.raises(pydantic.ValidationError, match=field) as caught:
        triage.Outcome.model_validate(data)
    assert "input_value" not in str(caught.value)


@pytest.mark.parametrize("book", [BOOK, triage.load_rulebook(SHIPPED)], ids=["small", "shipped"])
def test_rulebooks_and_interviews_are_copied_and_pickled(book: triage.Rulebook) -> None:
    """Before and after they were used, and what comes back works as they do."""
    day, answers = ("2026-11-23", CASE) if book.id == SHIPPED else (DAY, ANSWERS)
    outcome = book.assess(answers, as_of=day)
    talk = book.interview(answers, as_of=day)
    assert talk.next is not None
    # Only what was pickled on the same line is read back.
    for again in (pickle.loads(pickle.dumps(book)), copy.copy(book), copy.deepcopy(book)):  # noqa: S301
        assert (again.id, again.digest) == (book.id, book.digest)
        assert again.assess(answers, as_of=day) == outcome
    # Only what was pickled on the same line is read back.
    for talked in (pickle.loads(pickle.dumps(talk)), copy.copy(talk), copy.deepcopy(talk)):  # noqa: S301
        assert talked == talk
        assert talked.next == talk.next
        assert talked.skip(talk.next.path).history == talk.skip(talk.next.path).history


def test_a_pickled_interview_holds_what_was_said_alone() -> None:
    """What follows from it would be many times as large."""
    talk = BOOK.interview(ANSWERS, as_of=DAY)
    fresh = len(pickle.dumps(talk))
    assert talk.next is not None
    assert len(pickle.dumps(talk)) == fresh


def test_limits_are_kept_too() -> None:
    """What is too much for a rulebook is too much for what was pickled of it."""
    few = triage.Limits(steps=5)
    book = triage.load_rulebook(FOLDER, limits=few)
    assert book.assess({}, as_of=DAY).exact is False
    # Only what was pickled on the same line is read back.
    assert pickle.loads(pickle.dumps(book)).assess({}, as_of=DAY).exact is False  # noqa: S301
    evaluator = pickle.loads(pickle.dumps(Evaluator(load(FOLDER), few)))  # noqa: S301
    day = date.fromisoformat(str(DAY))
    assert evaluator.assess(read_answers(evaluator.rulebook, {}, day), day).exact is False


def test_a_pool_of_processes() -> None:
    """A rulebook goes to other processes as it is."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        found = pool.submit(assessed, BOOK, ANSWERS).result(60)
    assert found == BOOK.assess(ANSWERS, as_of=DAY)


def assessed(book: triage.Rulebook, answers: dict[str, Any]) -> triage.Outcome:
    """Assess in another process."""
    return book.assess(answers, as_of=DAY)


def test_a_rulebook_by_its_id(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The library finds what the command finds, wherever it runs."""
    monkeypatch.chdir(tmp_path)
    assert triage.load_rulebook(SHIPPED).id == SHIPPED
    assert triage.check_rulebook(SHIPPED) == ()
    with pytest.raises(triage.RulebookError, match="rulebook-not-found") as caught:
        triage.load_rulebook("projekt-50")
    assert caught.value.diagnostics[0].nearest == SHIPPED
    with pytest.raises(triage.RulebookError):
        triage.load_rulebook(Path(SHIPPED))
