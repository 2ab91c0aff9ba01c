"""What if, towards and stability: what is told is what assessing changed answers gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.counts import Count
from tests.engine.agreement import evaluator
from tests.engine.small import DAY
from tests.engine.small import evaluator as small
from tests.strategies.answers import RandomAssessment, series
from tests.strategies.drawing import seeds
from triage.diagnostics import InvalidAssessment
from triage.engine import EngineName, Evaluator
from triage.explain import Assessed, Explainer
from triage.intake.reading import read_answers
from triage.model.explanation import AnswerChange, WayState
from triage.model.question import Choice, YesNo

BOOK = small(
    """
    questions:
      goal: {kind: choice, values: [none, named], changeable: yes}
      sure: {kind: yes_no, asked_when: {goal: named}, changeable: yes}
      own: {kind: yes_no, asked_when: {goal: named}, changeable: yes, keep_private: yes}
      asked: {kind: yes_no, asked_when: {goal: none}}
      talks: {kind: scale, values: [none, messages, daily, fluent], changeable: yes}
      age: {kind: number, min: 0, max: 120}
      since: {kind: date, from: 2000-01-01, to: as_of}
      likes: {kind: set, values: [shop, care, kitchen], changeable: yes}
      height: {kind: number, min: 0, max: 300}
      jobs:
        kind: list
        min: 1
        max: 2
        asked_when: {goal: named}
        item:
          near: {kind: yes_no, changeable: yes}
      life:
        kind: grid
        rows: [health, home]
        item:
          weight: {kind: scale, values: [none, some, blocks], changeable: yes}
    typologies:
      policy: first
      values: [none, steps, open]
      rules:
        - {id: T-none, when: {goal: none}, then: none}
        - id: T-open
          when: {sure: yes, own: yes, talks: {at_least: daily}, age: {at_least: 18}}
          then: open
        - {id: T-likes, when: {likes: {count: 3}}, then: open}
        - {id: T-since, when: {since: {years_ago: {at_least: 5}}}, then: open}
        - {id: T-steps, when: {}, then: steps}
    interventions:
      course: {kind: skill}
      job: {kind: job}
    recommendations:
      - {id: R-job, when: {typology: open}, recommend: [job]}
      - {id: R-course, when: {typology: steps, talks: {at_most: messages}}, recommend: [course]}
      - {id: A-job, when: {life.health.weight: blocks}, against: [job]}
      - {id: R-tall, when: {height: {at_least: 200}}, recommend: [course]}
    warnings:
      - {id: W-near, when: {jobs: {none: {near: yes}}}, warn: Langt væk}
    """
)
EXPLAINER = Explainer(BOOK.rulebook, BOOK)
ANSWERS: dict[str, Any] = {
    "goal": "named",
    "sure": "yes",
    "own": "yes",
    "talks": "messages",
    "age": 17,
    "since": "2022-01-01",
    "likes": ["shop"],
    "height": 180,
    "jobs": [{"near": "no"}],
    "life": {"health": {"weight": "none"}},
}


def explained(**changes: Any) -> Assessed:
    """Take up the assessment with some answers changed."""
    answers = {**ANSWERS, **changes}
    known = {question: answer for question, answer in answers.items() if answer is not None}
    return EXPLAINER.of(read_answers(EXPLAINER.rulebook, known, DAY), DAY)


# --- what if


def test_side_by_side() -> None:
    """What differs stands with what was; what stays the same is not there."""
    told = explained().what_if({"talks": "fluent", "age": 40, "jobs.1.near": "yes"})
    assert told.typology is not None
    assert (told.typology.before, told.typology.after) == (("steps",), ("open",))
    assert [(each.id, each.before, each.after) for each in told.statuses] == [
        ("course", ("recommended",), ("not_suggested",)),
        ("job", ("not_suggested",), ("recommended",)),
    ]
    assert [(each.id, each.before, each.after) for each in told.starts] == [
        ("course", ("now",), (None,)),
        ("job", (None,), ("now",)),
    ]
    assert {each.id for each in told.rules} == {"R-course", "R-job", "T-open", "W-near"}
    assert (told.warnings, told.no_longer_warned) == ((), ("W-near",))
    assert [(each.path, each.before, each.after) for each in told.changes] == [
        ("talks", "messages", "fluent"),
        ("age", 17, 40),
        ("jobs.1.near", "no", "yes"),
    ]


def test_what_falls_away() -> None:
    """Answers whose questions no longer apply are left out, and said."""
    told = explained().what_if({"goal": "none"})
    assert told.set_aside == ("sure", "own", "jobs", "jobs.1.near")
    assert told.typology is not None
    assert told.typology.after == ("none",)


def test_a_list_that_becomes_longer_or_shorter() -> None:
    """Of a list the number of items is told; an item may be added and answered at once."""
    told = explained().what_if({"jobs": 2, "jobs.2.near": "yes"})
    assert [(each.path, each.before, each.after) for each in told.changes] == [
        ("jobs", 1, 2),
        ("jobs.2.near", None, "yes"),
    ]
    assert told.no_longer_warned == ("W-near",)
    shorter = explained(jobs=[{"near": "no"}, {"near": "yes"}]).what_if({"jobs": 1})
    assert (shorter.set_aside, shorter.warnings) == (("jobs.2.near",), ("W-near",))


@pytest.mark.parametrize("answer", [None, "unknown"])
def test_taking_a_grid_back(answer: str | None) -> None:
    """All its cells go with it."""
    told = explained(life={"health": {"weight": "blocks"}}).what_if({"life": answer})
    assert [(each.id, each.after) for each in told.rules] == [("A-job", ("may_hold",))]
    assert told.set_aside == ()


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("jobz", "unknown-question"),
        ("jobs.x.near", "unknown-question"),
        ("jobs.2.near", "wrong-number-of-items"),
        ("life.house.weight", "unknown-question"),
    ],
)
def test_taking_back_what_is_not_there(path: str, code: str) -> None:
    """It is refused as any other change to it."""
    with pytest.raises(InvalidAssessment) as caught:
        explained().what_if({path: None})
    assert [each.code for each in caught.value.diagnostics] == [code]


def test_items_of_a_list_that_is_taken_back() -> None:
    """Say that there are none."""
    with pytest.raises(InvalidAssessment) as caught:
        explained().what_if({"jobs": None, "jobs.1.near": "yes"})
    assert caught.value.diagnostics[0].details == {"count": 0, "allowed": "1..2"}


def test_taking_an_answer_back() -> None:
    """Without an answer, what it settled is open again."""
    told = explained(talks="fluent", age=40).what_if({"sure": None})
    assert told.typology is not None
    assert told.typology.after == ("open", "steps")
    assert told.changes[0].after is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"asked": "yes"}, "contradicting-answers"),
        ({"talk": "fluent"}, "unknown-question"),
        ({"talks": "fluently"}, "wrong-answer"),
        ({"jobs.2.near": "yes"}, "wrong-number-of-items"),
        ({"life": ["health"]}, "wrong-answer"),
    ],
)
def test_changes_that_cannot_be(changes: Mapping[str, Any], code: str) -> None:
    """A change that does not fit, or does not apply, is refused as such an answer is."""
    with pytest.raises(InvalidAssessment) as caught:
        explained().what_if(changes)
    assert {each.code for each in caught.value.diagnostics} == {code}


def test_private_answers_are_not_in_it() -> None:
    """That there is one is told; what it was is not."""
    told = explained().what_if({"own": "no"})
    assert (told.changes[0].before, told.changes[0].private) == (None, True)
    reasons = [one for rule in explained().why("open").rules for one in rule.rests_on]
    assert all(one.answer is None for one in reasons if one.path == "own")
    assert "yes" not in repr(reasons)


# --- towards


def steps(changes: tuple[AnswerChange, ...]) -> list[tuple[str, object, object]]:
    """Return changes as they are told."""
    return [(each.path, each.before, each.after) for each in changes]


def test_a_way() -> None:
    """The smallest changes to what can be worked on, in file order."""
    told = explained(age=40).towards("open")
    assert told.state is WayState.FOUND
    assert [steps(way.changes) for way in told.ways] == [
        [("talks", "messages", "daily")],
        [("likes", ("shop",), ("shop", "care", "kitchen"))],
    ]


def test_the_nearest_of_ways_that_go_the_same_way() -> None:
    """No step further on a scale, and no member more of a set, than it takes."""
    book = small(
        """
        questions:
          talks: {kind: scale, values: [none, some, daily, fluent], changeable: yes}
          likes: {kind: set, values: [shop, care, kitchen], changeable: yes}
        typologies:
          policy: first
          values: [open, other]
          rules:
            - {id: T-open, when: {talks: {not: some}, likes: {includes: care}}, then: open}
            - {id: T-other, when: {}, then: other}
        warnings:
          - {id: W-daily, when: {talks: daily, likes: {includes: shop}}, warn: Dagligt}
        """
    )
    told = Explainer(book.rulebook, book).of(
        read_answers(
            Explainer(book.rulebook, book).rulebook, {"talks": "some", "likes": ["kitchen"]}, DAY
        ),
        DAY,
    )
    assert [steps(way.changes) for way in told.towards("open").ways] == [
        [("talks", "some", "none"), ("likes", ("kitchen",), ("care", "kitchen"))],
        [("talks", "some", "daily"), ("likes", ("kitchen",), ("care", "kitchen"))],
    ]
    assert told.towards("open").left_out == 0


def test_no_way() -> None:
    """Where only what cannot be worked on would lead there, it says so."""
    told = explained(likes="declined").towards("course=not_available")
    assert (told.state, told.ways, told.left_out) == (WayState.NONE, (), 0)


def test_there_already() -> None:
    """Where the wish is settled there is nothing to change."""
    told = explained(talks="fluent", age=40).towards("job")
    assert (told.state, told.ways) == (WayState.SETTLED, ())


# --- stability


def test_edges() -> None:
    """Each known answer one step off, and no other, where the typology would change."""
    told = explained(talks="daily", age=18).stability()
    assert told.typology == ("open",)
    assert {(each.change.path, each.change.after, each.typology) for each in told.edges} == {
        ("goal", "none", ("none",)),
        ("sure", "no", ("steps",)),
        ("own", None, ("steps",)),
        ("talks", "messages", ("steps",)),
        ("age", 17, ("steps",)),
    }
    assert told.tried == 7


def test_dates_and_sets_on_an_edge() -> None:
    """A date goes to the nearest day that is told apart, a set gets or loses one member."""
    told = explained(likes=["shop", "care"]).stability()
    found = [(each.change.path, each.change.after) for each in told.edges]
    assert found == [
        ("goal", "none"),
        ("since", "2021-11-22"),
        ("likes", ("shop", "care", "kitchen")),
    ]


def off(evaluating: Evaluator, drawn: RandomAssessment) -> Iterator[tuple[str, str]]:
    """Yield the questions at the top with few values, and each value one step off."""
    for question in evaluating.rulebook.questions.values():
        value, domain = drawn.answers.get(question.id), question.domain
        if question.keep_private:
            continue
        match domain:
            case Choice(values, ordered=True) if value in values:
                here = values.index(str(value))
                yield from ((question.id, one) for one in values[max(0, here - 1) : here + 2])
            case Choice(values) | YesNo(values=values):
                yield from ((question.id, one) for one in values if value in (*values, True, False))
            case _:
                pass


def test_edges_in_many(part: int, counted: Count) -> None:
    """On random rulebooks, edges are what assessing every value one step off shows."""
    compared = 0

    def met() -> bool:
        return compared > 10

    for seed in seeds(part, 60, met):
        book, drawn = series(seed, 3, 40)
        evaluating = evaluator(book)
        if evaluating.rulebook.typologies is None:
            continue
        explainer = Explainer(evaluating.rulebook, evaluating)
        for one in drawn:
            if not evaluating.consistent(
                read_answers(evaluating.rulebook, one.answers, one.as_of), one.as_of
            ):
                continue
            now = evaluating.typologies(
                read_answers(evaluating.rulebook, one.answers, one.as_of), one.as_of
            )
            told = explainer.of(
                read_answers(explainer.rulebook, one.answers, one.as_of), one.as_of
            ).stability()
            found = {(str(e.change.path), e.change.after): e.typology for e in told.edges}
            for path, value in off(evaluating, one):
                changed = {**one.answers, path: value}
                if not evaluating.consistent(
                    read_answers(evaluating.rulebook, changed, one.as_of), one.as_of
                ):
                    continue
                left = evaluating.assess(
                    read_answers(evaluating.rulebook, changed, one.as_of),
                    one.as_of,
                    EngineName.REFERENCE,
                ).typology
                assert left is not None
                shown = found.get((path, value), now)
                assert shown == left.possible, (seed, path, value)
                compared += left.possible != now
    counted("values one step off that change the typology", compared)
    assert met(), compared
