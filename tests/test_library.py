from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import triage
from tests.engine.rete.installed import EVERY_ENGINE
from triage.engine import Evaluator
from triage.engine.crosscheck import disagreement

HERE = Path(__file__).parent
BOOK = HERE / "present" / "book"
CASE = HERE / "present" / "cases" / "settled.yaml"
DAY = date(2026, 5, 4)


@pytest.fixture(scope="module")
def book() -> triage.Rulebook:
    """Load the miniature rulebook."""
    return triage.load_rulebook(BOOK)


def codes(error: triage.TriageError) -> list[str]:
    """Return the codes of an error's diagnostics."""
    return [each.code for each in error.diagnostics]


def test_what_a_rulebook_says_of_itself(book: triage.Rulebook) -> None:
    """Id, version and digest stamp every outcome."""
    assert (book.id, book.version, len(book.digest)) == ("small", "2.1", 64)
    assert repr(book).startswith("Rulebook(id='small', version='2.1', digest='")


def test_mapping_and_day(book: triage.Rulebook) -> None:
    """Answers may be a mapping; the day a date or ISO text."""
    outcome = book.assess({"goal_state": "none", "age": 30}, as_of=DAY)
    assert outcome.typology is not None
    assert outcome.typology.possible == ("no_goal",)
    assert book.assess({"goal_state": "none", "age": 30}, as_of="2026-05-04") == outcome


def test_file_and_assessment(book: triage.Rulebook) -> None:
    """Answers may be a file or an assessment, which bring their day along."""
    from_text, from_path = book.assess(str(CASE)), book.assess(CASE)
    assessment = triage.Assessment(answers={"danish": "good"}, as_of=DAY, rulebook="small")
    assert from_text == from_path
    assert from_path.as_of == DAY
    assert book.assess(assessment) == book.assess({"danish": "good"}, as_of=DAY)


def test_an_assessment_survives_json(book: triage.Rulebook, tmp_path: Path) -> None:
    """An assessment written as JSON is a case file."""
    assessment = triage.Assessment(case="a-1", answers={"danish": "good"}, as_of=DAY)
    file = tmp_path / "a-1.json"
    file.write_text(json.dumps(assessment.to_dict()), encoding="utf-8")
    assert book.assess(file) == book.assess(assessment)


def test_day_asked_for_goes_first(book: triage.Rulebook) -> None:
    """A day given in the call counts before the file's own."""
    assert book.assess(CASE, as_of="2026-06-01").as_of == date(2026, 6, 1)


@pytest.mark.parametrize("engine", EVERY_ENGINE)
def test_engines_agree(book: triage.Rulebook, engine: triage.Engine) -> None:
    """An outcome is the same whichever engine gave it, but for its stamp."""
    outcome, other = book.assess(CASE, engine=engine), book.assess(CASE)
    assert outcome.engine.asked == engine
    assert outcome.model_copy(update={"engine": other.engine}) == other


def test_no_day(book: triage.Rulebook) -> None:
    """The library reads no clock: without a day there is no outcome."""
    with pytest.raises(triage.InvalidAssessment) as error:
        book.assess({"danish": "good"})
    assert codes(error.value) == ["as-of-missing"]


def test_a_day_that_is_none(book: triage.Rulebook) -> None:
    """Text that is no date is refused."""
    with pytest.raises(triage.InvalidAssessment) as error:
        book.assess({}, as_of="today")
    assert codes(error.value) == ["not-a-date"]


def test_answers_to_another_rulebook(book: triage.Rulebook) -> None:
    """An assessment that names another rulebook is not assessed with this one."""
    with pytest.raises(triage.InvalidAssessment) as error:
        book.assess(triage.Assessment(answers={}, as_of=DAY, rulebook="large"))
    assert codes(error.value) == ["another-rulebook"]


def test_unknown_engine(book: triage.Rulebook) -> None:
    """A mistyped engine comes with the nearest one."""
    with pytest.raises(triage.EngineUnavailable) as error:
        # A wrong word is what is tried.
        book.assess(CASE, engine="compild")  # type: ignore[arg-type]
    assert error.value.diagnostics[0].nearest == "compiled"


def test_wrong_answers_are_all_named(book: triage.Rulebook) -> None:
    """Every answer that does not fit is reported at once, and no text repeats an answer."""
    wrong: dict[Any, Any] = {"danish": "ok", "dansk": "good", 7: 1}
    with pytest.raises(triage.InvalidAssessment) as error:
        book.assess(wrong, as_of=DAY)
    assert sorted(codes(error.value)) == ["label-for-id", "unknown-question", "wrong-answer"]
    assert "ok" not in str(error.value).replace("unknown", "")


def test_a_file_that_is_not_there(book: triage.Rulebook) -> None:
    """A missing file is an invalid assessment, a missing rulebook a rulebook error."""
    with pytest.raises(triage.InvalidAssessment):
        book.assess("gone.yaml")
    with pytest.raises(triage.RulebookError):
        triage.load_rulebook("gone")


def test_check(tmp_path: Path) -> None:
    """Checking gives what is wrong instead of raising it."""
    bad = tmp_path / "bad.yaml"
    bad.write_text("rulebook: {id: Bad}\n", encoding="utf-8")
    assert triage.check_rulebook(bad)
    assert {each.severity.value for each in triage.check_rulebook(BOOK)} == {"warning"}


def test_threads_share_a_rulebook(book: triage.Rulebook) -> None:
    """One rulebook serves several threads at once."""
    expected = book.assess(CASE)
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: book.assess(CASE) == expected, range(64))) == {True}


def test_representations_show_no_answers(book: triage.Rulebook) -> None:
    """What ends up in logs shows ids and counts."""
    assessment = triage.Assessment(case="a-1", answers={"danish": "good"})
    assert repr(assessment) == "Assessment(answers=1)"
    assert "good" not in repr(book.assess({"danish": "good"}, as_of=DAY))


def test_a_disagreement_is_logged_without_answers(
    book: triage.Rulebook, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The log says where to look, and nothing about the person."""
    found = triage.EnginesDisagree((disagreement("typology", "rules.T-open"),))

    def disagree(*_: object) -> None:
        raise found

    monkeypatch.setattr(Evaluator, "assess", disagree)
    with pytest.raises(triage.EnginesDisagree):
        book.assess({"danish": "good"}, as_of=DAY)
    assert (
        f"engines disagree: {book.id} {book.digest} as of {DAY}: `typology`, `rules.T-open`"
        in caplog.text
    )
    assert "good" not in caplog.text


def test_an_interview(book: triage.Rulebook, tmp_path: Path) -> None:
    """An interview begins empty, with answers, or from a file, and saves as an assessment."""
    begun = book.interview(as_of=DAY)
    assert isinstance(begun, triage.Interview)
    assert begun.next is not None
    saved = begun.answer(begun.next.path, "alone").assessment
    file = tmp_path / "talk.json"
    file.write_text(json.dumps(saved.to_dict()), encoding="utf-8")
    assert book.interview(file).assessment == saved
    assert book.interview(saved, as_of="2026-06-01").as_of == date(2026, 6, 1)
    assert book.interview({"danish": "good"}, as_of=DAY, in_order=True).in_order
    looked_up = book.interview({"danish": "good"}, as_of=DAY, source="looked_up").assessment
    assert looked_up.to_dict()["history"][0]["source"] == triage.Source.LOOKED_UP
    with pytest.raises(triage.InvalidAssessment) as error:
        book.interview(saved.model_copy(update={"rulebook": "large"}))
    assert codes(error.value) == ["another-rulebook"]


def test_answers_for_several_rulebooks() -> None:
    """Each reads its own; what none asks is refused, and what only others ask is named."""
    herning, roskilde = (triage.load_rulebook(id_) for id_ in ("herning-2019", "roskilde-2021"))
    given = triage.Assessment(
        rulebook=("herning-2019", "roskilde-2021"),
        as_of=date(2026, 11, 22),
        answers={"goal_state": "vague", "herning_woman": "yes", "roskilde_integration": "yes"},
    )
    own, aside = herning.own_answers(given, [roskilde])
    assert (own, aside) == (
        {"goal_state": "vague", "herning_woman": "yes"},
        ("roskilde_integration",),
    )
    assert (
        herning.assess(own, as_of=given.as_of).typology
        == roskilde.assess(roskilde.own_answers(given, [herning])[0], as_of=given.as_of).typology
    )
    with pytest.raises(triage.InvalidAssessment) as caught:
        herning.assess(given)
    assert [each.code for each in caught.value.diagnostics] == ["unknown-question"]
    assert given.to_dict()["rulebook"] == ["herning-2019", "roskilde-2021"]
