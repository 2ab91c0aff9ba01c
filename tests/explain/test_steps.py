"""What may be talked about, and what may be proposed as a step to a person.

Of the shipped rulebook, question by question; and of every way that is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from tests.engine.small import DAY
from tests.engine.small import evaluator as small
from tests.present.test_shipped_pages import ROOT, shipped
from triage.cases.case_file import read_case
from triage.explain import Explainer
from triage.explain.steps import is_step
from triage.intake.places import question_at
from triage.intake.reading import read_answers
from triage.model.answers import AnswerValue
from triage.model.explanation import Towards, Way, WayState
from triage.model.question import Choice, Domain, Grid, ListOf, Number, Question, YesNo

CHANGEABLE = {
    "goal_state",
    "asked_two_ways",
    "goal_state_retold",
    "yes_to",
    "goals",
    "goals.papers",
    "goals.experience",
    "goal_certainty",
    "goal_scope",
    "placement_in_view",
    "education_papers",
    "education_recognised",
    "english_at_work",
    "danish_spoken",
    "danish_written",
    "reads_own_language",
    "digital",
    "cv_state",
    "driving_licence",
    "network",
    "help_wanted",
    "hours_possible",
    "weekly_hours",
    "barriers.handling",
    "barriers.handled_by",
}
"""What people can work on. A wish, a belief, a need, contact and safety are none of it."""


def changeable() -> Iterator[str]:
    """Name the changeable questions, those of items after their list or grid."""
    for question in shipped()[0].questions.values():
        if question.changeable:
            yield question.id
        if isinstance(question.domain, ListOf | Grid):
            yield from (f"{question.id}.{e.id}" for e in question.domain.item if e.changeable)


def test_what_is_changeable() -> None:
    """Nothing is talked of that is not a person's to change, or that nobody may push."""
    assert set(changeable()) == CHANGEABLE


def test_what_is_shielded_is_no_step() -> None:
    """Safety, contact, health and the family are never proposed to be otherwise."""
    shielded = {q.id for q in shipped()[0].questions.values() if q.off_page}
    assert shielded
    assert not shielded & {each.partition(".")[0] for each in changeable()}


STEPS = {
    "goal_state": ("named",),
    "goals.papers": ("valid_here",),
    "goals.experience": ("has_it",),
    "placement_in_view": ("other_employer",),
    "education_papers": ("some_papers", "all_papers"),
    "education_recognised": ("applied", "recognised"),
    "english_at_work": ("yes",),
    "danish_spoken": ("up",),
    "danish_written": ("up",),
    "reads_own_language": ("up",),
    "digital": ("up",),
    "cv_state": ("draft", "ready"),
    "driving_licence": ("danish",),
    "network": ("up",),
}
"""What a person can learn, get or try. Fewer goals, a wider goal and more hours are none of it."""


def test_what_is_a_step() -> None:
    """Whatever else may be talked about is not proposed to the person."""
    asked = shipped()[0].every_question()
    steps = {f"{owner}.{q.id}" if owner else q.id: q.steps for owner, q in asked if q.steps}
    assert steps == STEPS


SCALE = Choice(("none", "some", "fluent"), ordered=True)
CHOICE = Choice(("missing", "from_abroad", "valid_here", "lost"))


@pytest.mark.parametrize(
    ("domain", "steps", "before", "after", "expected"),
    [
        (SCALE, ("up",), "none", "fluent", True),
        (SCALE, ("up",), "fluent", "none", False),
        (SCALE, ("down",), "fluent", "none", True),
        (SCALE, (), "none", "fluent", False),
        (Number(0, 37), ("up",), 0, 37, True),
        (Number(0, 37), ("up",), 37, 0, False),
        (CHOICE, ("valid_here",), "missing", "valid_here", True),
        (CHOICE, ("valid_here",), "from_abroad", "valid_here", True),
        (CHOICE, ("valid_here",), "valid_here", "missing", False),
        (CHOICE, ("valid_here",), "missing", "from_abroad", False),
        (CHOICE, ("missing", "valid_here"), "missing", "valid_here", True),
        (CHOICE, ("missing", "valid_here"), "valid_here", "missing", False),
        (YesNo(), ("yes",), "no", "yes", True),
        (YesNo(), ("yes",), "yes", "no", False),
        (CHOICE, ("valid_here",), None, "valid_here", False),
        (SCALE, ("up",), None, "fluent", False),
    ],
)
def test_a_change_is_a_step(
    domain: Domain, steps: tuple[str, ...], before: AnswerValue | None, after: str, expected: bool
) -> None:
    """It goes the way that is declared; giving an open answer is none."""
    assert is_step(Question("q", domain, changeable=True, steps=steps), before, after) is expected


BOOK = """
    questions:
      talks: {kind: scale, values: [none, some, daily, fluent], changeable: yes, steps: up}
      papers: {kind: choice, values: [missing, abroad, here], changeable: yes, steps: [here]}
      goal: {kind: choice, values: [big, small], changeable: yes}
      secret: {kind: yes_no, changeable: yes, steps: yes, keep_private: yes}
    typologies:
      policy: first
      values: [near, other]
      rules:
        - {id: T-small, when: {goal: small}, then: near}
        - {id: T-abroad, when: {papers: abroad}, then: near}
        - {id: T-secret, when: {secret: yes}, then: near}
        - {id: T-learnt, when: {papers: here, talks: {at_least: daily}}, then: near}
        - {id: T-other, when: {}, then: other}
    """


def towards(wish: str, **answers: str) -> Towards:
    """Ask what would lead to something, in the book above."""
    book = small(BOOK)
    told = Explainer(book.rulebook, book)
    return told.of(read_answers(book.rulebook, answers, DAY), DAY).towards(wish)


def paths(ways: Iterable[Way]) -> list[list[tuple[str, object]]]:
    """Return what each way changes to what."""
    return [[(each.path, each.after) for each in way.changes] for way in ways]


def test_a_longer_way_of_steps_is_found() -> None:
    """Where one change of another kind would do, two steps are still what is proposed."""
    told = towards("near", talks="none", papers="missing", goal="big", secret="no")
    assert paths(told.steps) == [[("talks", "daily"), ("papers", "here")]]
    assert all(way.for_person for way in told.steps)
    smaller = [[("papers", "abroad")], [("goal", "small")], [("secret", "yes")]]
    assert paths(told.ways) == smaller
    assert not any(way.for_person for way in told.ways)


def test_less_of_a_skill_is_no_step() -> None:
    """Nor are papers taken back; and neither is a way for staff to tell of."""
    told = towards("other", talks="fluent", papers="here", goal="big", secret="no")
    assert told.steps == told.ways == ()
    assert told.state is WayState.NONE


def test_an_open_answer_is_no_step() -> None:
    """It is not proposed to answer it in some way, and steps hold whatever it turns out to be."""
    told = towards("near", talks="none", goal="big", secret="no")
    assert told.steps == ()
    assert paths(told.ways)
    known = towards("near", talks="some", papers="here", goal="big")
    assert paths(known.steps) == [[("talks", "daily")]]


def test_what_is_kept_private_is_not_proposed() -> None:
    """Its steps are for nobody's page."""
    told = towards("near", talks="fluent", papers="abroad", goal="small", secret="no")
    assert told.state is WayState.SETTLED
    assert told.steps == told.ways == ()


@pytest.mark.parametrize("name", ["demo-settled", "demo-open", "formal-requirement-soon"])
def test_every_way_for_the_person_is_of_steps(name: str) -> None:
    """In shipped cases, towards every typology: each change goes the way its question declares."""
    rulebook, evaluating = shipped()
    case = read_case(ROOT / "cases" / "projekt-500" / f"{name}.yaml")
    assert case.as_of is not None
    answers = read_answers(rulebook, case.answers, case.as_of)
    explained = Explainer(rulebook, evaluating).of(answers, case.as_of)
    for typology in rulebook.typologies.values if rulebook.typologies else ():
        told = explained.towards(typology)
        for way in (*told.steps, *(way for way in told.ways if way.for_person)):
            for each in way.changes:
                question = question_at(rulebook, each.path)
                now = answers.value(each.path)
                assert now is not None
                assert is_step(question, now, str(each.after))
