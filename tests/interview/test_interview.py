from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.present.pages import book
from tests.sizes import examples
from triage.cases.case_file import parse_case
from triage.cases.case_text import case_text
from triage.diagnostics import InvalidAssessment, TriageError
from triage.engine import Evaluator
from triage.intake.reading import read_answers
from triage.interview import Ask, AskReason, Interview, begin
from triage.model.answers import Origin, Source
from triage.model.assessment import Assessment, HistoryEntry, Step
from triage.model.question import (
    Choice,
    Dates,
    Grid,
    ListOf,
    Lookup,
    Number,
    Question,
    Subset,
    YesNo,
)

FIRST, SECOND = date(2026, 5, 4), date(2026, 6, 1)


@cache
def evaluator() -> Evaluator:
    """Make the evaluator of the miniature rulebook once."""
    return Evaluator(book())


def begun(
    answers: dict[str, Any] | None = None, on: date = FIRST, *, in_order: bool = False
) -> Interview:
    """Begin an interview about the miniature rulebook."""
    return begin(book(), evaluator(), Assessment(answers=answers or {}), on, in_order=in_order)


def resumed(interview: Interview, on: date | None = None) -> Interview:
    """Save an interview as a file and go on with it."""
    saved = parse_case(case_text(interview.assessment), "saved.yaml").assessment
    return begin(book(), evaluator(), saved, on or interview.as_of)


def asked(interview: Interview) -> str | None:
    """Return the path of what is asked next."""
    return interview.next.path if interview.next else None


def test_the_opening() -> None:
    """Everything up to the person's own words opens the talk, whether or not a rule reads it."""
    interview = begun()
    assert interview.next is not None
    assert (interview.next.path, interview.next.why) == ("talk", AskReason.OPENING)
    interview = interview.answer("talk", "alone")
    assert asked(interview) == "own_words"
    interview = interview.answer("own_words", "Ud blandt folk")
    assert interview.next is not None
    assert (interview.next.path, interview.next.why) == ("goal_state", AskReason.TYPOLOGY)


def test_a_whole_talk() -> None:
    """The typology comes before the plan, the page's questions in their theme, the step last."""
    interview = begun()
    given = {
        "talk": "alone",
        "own_words": "x",
        "goal_state": "named",
        "goals": 1,
        "goals.1.title": "I en butik",
        "goals.1.job": "cleaner",
        "danish": "some",
        "scope": "open",
        "worked": ["home"],
        "hours": [],
        "age": 30,
        "barriers": ["childcare"],
        "barriers.childcare.weight": "much",
        "barriers.rest.weight": "none",
        "step": "Ringer",
        "meet": "2026-06-01",
    }
    order: list[str] = []
    while interview.next is not None:
        order.append(interview.next.path)
        interview = interview.answer(interview.next.path, given[interview.next.path])
    assert order[:2] == ["talk", "own_words"]
    assert order.index("goals.1.title") == order.index("goals") + 1
    assert order[-2:] == ["step", "meet"]
    assert {"worked", "hours", "barriers"} <= set(order)
    assert "secret" not in order  # the page does not show it, and no rule reads it
    assert interview.left[1] == 0
    assert interview.outcome().typology is not None


def test_stopping_early_still_gives_something() -> None:
    """What is there can be assessed at any time."""
    interview = begun().answer("talk", "alone").answer("own_words", "x")
    interview = interview.answer("goal_state", "none")
    outcome = interview.outcome("compiled")
    assert outcome.interventions["mentor"].possible


def test_unknown_and_declined_are_not_asked_again() -> None:
    """Both are answers of a kind: nobody is asked twice."""
    interview = begun().cannot_tell("talk").would_rather_not("own_words").cannot_tell("goal_state")
    assert interview.answers == {
        "talk": "unknown",
        "own_words": "declined",
        "goal_state": "unknown",
    }
    seen = set()
    while interview.next is not None:
        assert interview.next.path not in seen
        seen.add(interview.next.path)
        interview = interview.cannot_tell(interview.next.path)
    assert not seen & {"talk", "own_words", "goal_state", "goals", "scope"}


def test_skipped_comes_again_at_the_end_once() -> None:
    """Put off is no answer; put off twice is left alone."""
    interview = begun().skip("talk")
    assert asked(interview) == "own_words"
    assert interview.answers == {}
    interview = interview.answer("own_words", "x").answer("goal_state", "none")
    passed = []
    while asked(interview) not in (None, "talk", "step"):
        assert interview.next is not None
        passed.append(interview.next.path)
        interview = interview.cannot_tell(interview.next.path)
    assert passed
    assert asked(interview) == "talk"
    assert asked(interview.skip("talk")) == "step"
    with pytest.raises(TriageError, match="unknown-question"):
        interview.skip("gone")


def test_change_keeps_both_with_their_days() -> None:
    """At the next meeting the earlier answer stays in the history."""
    interview = resumed(begun().answer("goal_state", "none"), SECOND).change("goal_state", "named")
    assert interview.answers == {"goal_state": "named"}
    kept = [(each.on, each.answer) for each in interview.assessment.history or ()]
    assert kept == [(FIRST, "none"), (SECOND, "named")]


def test_each_answer_keeps_its_day() -> None:
    """That of the meeting at which it was last given."""
    first = begun().answer("danish", "none").answer("age", 40)
    answers = resumed(first, SECOND).change("age", 41)._answers
    days = {path: answers[path].origin for path in answers}
    assert days == {
        "danish": Origin(Source.SAID, FIRST),
        "age": Origin(Source.SAID, SECOND),
    }


def test_each_answer_keeps_its_source() -> None:
    """What was looked up before the talk stays so until somebody says otherwise."""
    looked_up = Assessment(answers={"danish": "none", "age": 40})
    first = begin(book(), evaluator(), looked_up, FIRST, source=Source.LOOKED_UP)
    assert first.answer("age", 40) == first
    second = resumed(first, SECOND)
    assert second.history == first.history
    answers = second.change("age", 41).answer("goal_state", "none")._answers
    assert {path: answers[path].origin for path in answers} == {
        "danish": Origin(Source.LOOKED_UP, FIRST),
        "age": Origin(Source.SAID, SECOND),
        "goal_state": Origin(Source.SAID, SECOND),
    }


def test_what_stops_applying_is_set_aside_and_comes_back() -> None:
    """Answers to questions that do not apply any more are kept, and not assessed."""
    interview = begun().answer("goal_state", "named").answer("goals", 1)
    interview = interview.answer("goals.1.job", "nurse").answer("scope", "open")
    changed = interview.change("goal_state", "none")
    assert changed.answers == {"goal_state": "none"}
    assert set(changed.set_aside) == {"goals", "goals.1.job", "scope"}
    assert resumed(changed).set_aside == changed.set_aside
    back = changed.change("goal_state", "named")
    assert back.answers == interview.answers
    assert back.set_aside == ()


def test_an_answer_taken_away_is_open_again() -> None:
    """Taking away is a change; both stay in the history."""
    interview = begun().answer("talk", "alone").change("talk", None)
    assert interview.answers == {}
    assert asked(interview) == "talk"
    assert [each.step for each in interview.history] == [Step.ANSWERED, Step.WITHDRAWN]
    with pytest.raises(TriageError, match="nothing-answered at danish"):
        interview.change("danish", None)


def test_fewer_items_set_the_others_aside() -> None:
    """An item that is not there any more is kept, too."""
    interview = begun().answer("goal_state", "named").answer("goals", 2)
    interview = interview.answer("goals.2.title", "Kok").change("goals", 1)
    assert interview.answers["goals"] == [{}]
    assert interview.set_aside == ("goals.2.title",)
    assert interview.change("goals", 2).answers["goals"] == [{}, {"title": "Kok"}]


def test_back_takes_back_steps_of_this_meeting_only() -> None:
    """What an earlier meeting said is changed, not taken back."""
    first = begun().answer("talk", "alone")
    second = resumed(first, SECOND).skip("own_words")
    assert second.back().history == first.history
    assert not second.back().may_go_back
    with pytest.raises(TriageError, match="no-step-to-take-back"):
        second.back().back()


def test_the_rest_of_a_grid() -> None:
    """One answer speaks for all rows that were not named; a later one for a row goes first."""
    interview = begun().answer("barriers", ["childcare"])
    interview = interview.answer("barriers.childcare.weight", "much")
    interview = interview.answer("barriers.rest.weight", "none")
    cells = {"childcare": {"weight": "much"}, "transport": {"weight": "none"}}
    assert interview.answers["barriers"] == cells
    interview = interview.answer("barriers.transport.weight", "some")
    assert interview.answer("barriers.rest.weight", "none").answers == interview.answers
    assert begun().cannot_tell("barriers").answers == {"barriers": "unknown"}


def test_a_grid_is_asked_by_rows() -> None:
    """First which rows matter, then each of them, then the rest at once."""
    interview = begun(in_order=True)
    while asked(interview) != "barriers":
        assert interview.next is not None
        interview = interview.cannot_tell(interview.next.path)
    interview = interview.answer("barriers", ["transport"])
    assert asked(interview) == "barriers.transport.weight"
    interview = interview.answer("barriers.transport.weight", "some")
    assert asked(interview) == "barriers.rest.weight"
    assert asked(interview.answer("barriers.rest.weight", "none")) == "step"


def test_in_order_asks_everything_that_may_apply() -> None:
    """From paper, nothing waits until it matters."""
    interview = begun(in_order=True)
    order: list[str] = []
    while interview.next is not None:
        order.append(interview.next.path)
        interview = interview.answer(interview.next.path, _some(interview.next.question))
    assert order[:4] == ["talk", "own_words", "goal_state", "danish"]
    assert {"secret", "age", "barriers", "meet"} <= set(order)


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("gone", "x", "unknown-question"),
        ("goals.3.title", "x", "unknown-question"),
        ("danish", "fluent", "wrong-answer"),
        ("age", "old", "wrong-answer"),
        ("goals", 3, "wrong-number-of-items"),
        ("goals", "many", "wrong-answer"),
        ("goals.1.title", "x", "wrong-number-of-items"),
        ("barriers", ["health"], "unknown-row"),
        ("barriers", "childcare", "wrong-answer"),
        ("danish", None, "wrong-answer"),
        ("scope", "open", "contradicting-answers"),
    ],
)
def test_what_does_not_fit_is_refused(path: str, value: object, code: str) -> None:
    """A wrong answer, or one to a question that does not apply, leaves everything as it was."""
    interview = begun().answer("goal_state", "none")
    with pytest.raises(InvalidAssessment) as error:
        interview.answer(path, value)
    assert error.value.diagnostics[0].code == code


def test_out_of_turn() -> None:
    """Any question that applies can be asked at any time."""
    interview = begun().answer("goal_state", "none")
    found = interview.ask("barriers.childcare.weight")
    assert found is not None
    assert found.question.id == "weight"
    assert interview.ask("scope") is None
    assert interview.ask("goals.1.title") is None
    assert interview.ask("gone") is None


def test_answers_changed_by_hand() -> None:
    """What stands under `answers` in a file counts; where the history differs, it was changed."""
    saved = begun().answer("danish", "some").answer("goal_state", "none").assessment
    edited = saved.model_copy(update={"answers": {"danish": "good"}})
    interview = begin(book(), evaluator(), edited, SECOND)
    assert interview.answers == {"danish": "good"}
    assert [each.on for each in interview.history] == [FIRST] * 4


def test_a_plain_case_can_be_gone_on_with() -> None:
    """Any assessment begins an interview; contradictions are refused."""
    answers = {"goal_state": "named", "goals": [{"job": "nurse"}], "barriers": {}}
    interview = begun(answers)
    assert interview.answers == answers
    assert "goal_state" in interview.answered
    with pytest.raises(InvalidAssessment):
        begun({"goal_state": "none", "scope": "open"})


def test_steps_the_rulebook_no_longer_knows_stay_a_memory() -> None:
    """A history from before the rulebook changed is kept, and says nothing now."""
    old = (
        HistoryEntry(on=FIRST, path="gone", answer="x"),
        HistoryEntry(on=FIRST, path="danish", answer="fluent"),
    )
    given = Assessment(answers={"goal_state": "none"}, history=old)
    interview = begin(book(), evaluator(), given, FIRST)
    assert interview.answers == {"goal_state": "none"}
    assert interview.assessment.history is not None
    assert interview.assessment.history[:2] == old


def test_notes_and_representations() -> None:
    """Notes are kept with their day; a representation shows counts."""
    interview = begun().answer("own_words", "hemmeligt").note("Ring til skolen", "danish")
    assert [(each.on, each.path, each.text) for each in interview.notes] == [
        (FIRST, "danish", "Ring til skolen")
    ]
    assert repr(interview) == "Interview(case=None, steps=1)"
    for nothing in ("", " \n", "~", "null"):
        with pytest.raises(TriageError, match="empty-note"):
            interview.note(nothing)
        with pytest.raises(InvalidAssessment):
            interview.answer("step", nothing)
    assert resumed(interview).notes == interview.notes


def _some(question: Question) -> object:
    """Return an answer that fits."""
    match question.domain:
        case Choice(values):
            return values[0]
        case YesNo():
            return "yes"
        case Number(low):
            return low
        case Dates():
            return "2026-05-05"
        case Subset() | Grid():
            return []
        case ListOf(low):
            return low
        case Lookup(table):
            return next(iter(book().tables[table].rows))
        case _:
            return "ord"


class Talk(RuleBasedStateMachine):
    """Any conversation: whatever is done, nothing is asked in vain and nothing is lost."""

    def __init__(self) -> None:
        super().__init__()
        self.interview = begun()

    @precondition(lambda self: self.interview.next is not None)
    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        """Answer what is asked."""
        found = self.interview.next
        assert found is not None
        before = self.interview
        self.interview = before.answer(found.path, data.draw(_answers(found)))
        assert self.interview.back().history == before.history
        assert self.interview.back().next == before.next

    @precondition(lambda self: self.interview.next is not None)
    @rule(how=st.sampled_from(["skip", "cannot_tell", "would_rather_not"]))
    def pass_over(self, how: str) -> None:
        """Leave what is asked."""
        found = self.interview.next
        assert found is not None
        self.interview = getattr(self.interview, how)(found.path)

    @precondition(lambda self: self.interview.answered)
    @rule(data=st.data())
    def change(self, data: st.DataObject) -> None:
        """Change an answer that stands."""
        before = self.interview
        path = data.draw(st.sampled_from(before.answered))
        found = before.ask(path)
        assert found is not None
        value = data.draw(st.none() | _answers(found))
        self.interview = before.change(path, value)
        assert self.interview.history[: len(before.history)] == before.history

    @precondition(lambda self: self.interview.may_go_back)
    @rule()
    def back(self) -> None:
        """Take a step back."""
        self.interview = self.interview.back()

    @rule(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=9).map("n{}".format))
    def note(self, text: str) -> None:
        """Note something."""
        self.interview = self.interview.note(text)

    @rule()
    def meet_again(self) -> None:
        """Go on from the file at another meeting."""
        self.interview = resumed(self.interview, SECOND)

    @invariant()
    def a_file_gives_the_same_state(self) -> None:
        """Saved and gone on with, it is the same: what stands, what is next, what is kept."""
        again = resumed(self.interview)
        assert again == self.interview
        assert again.answers == self.interview.answers
        assert again.next == self.interview.next

    @invariant()
    def nothing_is_asked_in_vain(self) -> None:
        """Nothing answered, declined, unknown or not applying is asked."""
        found = self.interview.next
        if found is not None:
            assert found.path not in self.interview.answered
            assert self.interview.ask(found.path) is not None

    @invariant()
    def what_stands_can_be_assessed(self) -> None:
        """At any time."""
        read_answers(book(), self.interview.answers, self.interview.as_of)
        assert evaluator().consistent(
            read_answers(evaluator().rulebook, self.interview.answers, self.interview.as_of),
            self.interview.as_of,
        )


def _answers(found: Ask) -> st.SearchStrategy[object]:
    """Return any answer that fits."""
    match found.question.domain:
        case Choice(values):
            return st.sampled_from(values)
        case Number(low, high):
            return st.integers(low, high)
        case Subset(values):
            return st.lists(st.sampled_from(values), unique=True)
        case Grid(rows):
            return st.lists(st.sampled_from(rows), unique=True)
        case ListOf(low, high):
            return st.integers(low, high)
        case Lookup(table):
            return st.sampled_from(sorted(book().tables[table].rows))
        case _:
            return st.just(_some(found.question))


TestTalk = Talk.TestCase
TestTalk.settings = settings(
    max_examples=examples(0.25),
    stateful_step_count=25,
    suppress_health_check=[HealthCheck.too_slow],
)
