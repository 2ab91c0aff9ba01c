"""What settles a target group is asked last, in the order of the file."""

from __future__ import annotations

from tests.engine.small import DAY, evaluator
from triage.intake.reading import read_answers
from triage.interview import begin
from triage.interview.next_question import next_question
from triage.model.asking import AskingState, Goal
from triage.model.assessment import Assessment

TALK = evaluator("""
    factors: {programme: Projektet, talk: Samtalen}
    questions:
      woman: {ask: Kvinde?, kind: yes_no, factor: programme, programme_only: yes}
      years: {ask: År?, kind: number, min: 0, max: 5, factor: programme, programme_only: yes}
      wish: {ask: Vil du?, kind: yes_no, factor: talk}
      hours: {ask: Timer?, kind: number, min: 0, max: 37, factor: talk}
    target_groups:
      values: [inside, outside]
      rules:
        - {id: M-in, when: {woman: yes, years: {at_least: 4}, wish: yes}, then: inside}
        - {id: M-out, when: {not: {woman: yes, years: {at_least: 4}, wish: yes}}, then: outside}
    typologies:
      values: [near, far]
      rules: [{id: T-1, when: {wish: yes}, then: near}, {id: T-2, when: {wish: no}, then: far}]
    interventions: {visit: {kind: k}}
    recommendations: [{id: R-1, when: {hours: {at_least: 10}}, recommend: visit}]
""")


def test_only_what_can_change_it() -> None:
    """All that bear on it, first those that stand first; nothing where one answer settles it."""
    asking = next_question(
        TALK.rulebook, TALK, read_answers(TALK.rulebook, {}, DAY), DAY, Goal.TARGET_GROUP
    )
    assert asking.question is not None
    assert (asking.question.path, asking.left) == ("woman", 3)
    settled = next_question(
        TALK.rulebook,
        TALK,
        read_answers(TALK.rulebook, {"woman": "no"}, DAY),
        DAY,
        Goal.TARGET_GROUP,
    )
    assert settled.state is AskingState.SETTLED


def test_what_is_not_known_is_not_asked_again() -> None:
    """With the register silent, nothing more can be learnt."""
    answers = {"woman": "yes", "years": "unknown", "wish": "yes"}
    asking = next_question(
        TALK.rulebook, TALK, read_answers(TALK.rulebook, answers, DAY), DAY, Goal.TARGET_GROUP
    )
    assert asking.state is AskingState.EXHAUSTED


def test_a_talk_is_about_work_first() -> None:
    """The typology, then the plan, then whom the programme is for."""
    talk = begin(TALK.rulebook, TALK, Assessment(answers={}), DAY)
    said, goals = [], []
    while talk.next is not None:
        said.append((talk.next.path, talk.next.why.value))
        goals.append(talk.left)
        talk = talk.answer(talk.next.path, {"hours": 20, "years": 4}.get(talk.next.path, "yes"))
    assert said == [
        ("wish", "typology"),
        ("hours", "first_steps"),
        ("woman", "target_group"),
        ("years", "target_group"),
    ]
    assert goals[-1] == (Goal.TARGET_GROUP, 1)
    group = talk.outcome().target_group
    assert group is not None
    assert group.possible == ("inside",)
