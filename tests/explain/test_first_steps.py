"""The first steps of a plan: in the order declared, with what supports them, and what waits."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from tests.engine.small import DAY, rulebook
from triage.engine import Evaluator, Inquiry
from triage.engine.symbolic.inquiry import Planned
from triage.explain import MOST_STEPS, Plan, PlanItem, StillOpen, plan_of, still_open
from triage.explain.first_steps import about_first_steps
from triage.intake.reading import read_answers
from triage.model.answer_path import AnswerPath
from triage.model.asking import Awaited
from triage.model.guarantee import IN_PLAN

BOOK = rulebook(
    """
    questions:
      wish: {kind: choice, values: [work, school, later]}
      born: {kind: date, from: 1940-01-01, to: 2026-12-31, looked_up: yes}
      course_right: {kind: yes_no, looked_up: yes}
      basis: {kind: choice, values: [a, b, c], looked_up: yes}
      shielded: {kind: yes_no, looked_up: yes, off_page: yes}
      ready: {kind: yes_no}
    typologies:
      values: [working, learning, waiting]
      rules:
        - {id: T-work, when: {wish: work}, then: working}
        - {id: T-school, when: {wish: school}, then: learning}
        - {id: T-later, when: {wish: later}, then: waiting}
    interventions:
      talk: {kind: k}
      papers: {kind: k}
      course: {kind: k}
      advice: {kind: k}
      visit: {kind: k}
      job: {kind: k}
      extra: {kind: k}
      follow_up: {kind: k, needs: [job, visit]}
      costs: {kind: k, needs: [course]}
      shelter: {kind: k}
      permit: {kind: k}
    first_steps:
      at_once: {typology: working, interventions: [job, visit]}
      in_turn: {typology: [learning, waiting], interventions: [course, talk]}
      others: {interventions: [visit]}
    recommendations:
      - {id: R-all, when: {}, recommend: [talk, papers, advice, visit, extra, follow_up]}
      - {id: R-job, when: {born: {before: 2008-11-23}}, recommend: [job]}
      - {id: R-perhaps, when: {wish: work}, recommend: [costs], strength: possible}
      - {id: R-course, when: {course_right: yes, ready: yes}, recommend: [course]}
      - {id: R-shelter, when: {shielded: yes}, recommend: [shelter]}
      - {id: R-permit, when: {basis: [a, b], course_right: yes}, recommend: [permit]}
    """
)
EVALUATOR = Evaluator(BOOK)


def opened(**answers: object) -> StillOpen:
    """Return what is open of answers."""
    read = read_answers(BOOK, answers, DAY)
    return still_open(BOOK, EVALUATOR, read, EVALUATOR.assess(read, DAY))


def plan(**answers: object) -> Plan:
    """Return the plan a page has of answers."""
    outcome = EVALUATOR.assess(read_answers(BOOK, answers, DAY), DAY)
    return plan_of(BOOK, outcome, awaited=opened(**answers).awaited)


def first(found: Plan) -> list[str]:
    """Name the first steps."""
    return [item.intervention for item in found.first]


def test_the_earliest_start_is_told_first() -> None:
    """Of several that are possible."""
    item = PlanItem("talk", (), ("after:visit", "alongside", "now"))
    assert item.earliest_first == ("now", "alongside", "after:visit")


BORN, LOOKED_UP = {"born": "1990-01-01"}, {"course_right": "no", "basis": "c", "shielded": "no"}


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ("work", ["job", "visit", "talk", "papers", "advice"]),
        ("school", ["talk", "papers", "advice", "visit", "job"]),
        ("later", ["talk", "papers", "advice", "visit", "job"]),
        ("unknown", ["visit", "talk", "papers", "advice", "job"]),
    ],
)
def test_what_is_declared_comes_first(wish: str, expected: list[str]) -> None:
    """By the typology; of an open one by the order of the rest, then by the catalogue."""
    assert first(plan(wish=wish, ready="no", **BORN, **LOOKED_UP)) == expected


def test_an_order_of_several_typologies_counts_while_one_of_them_is_possible() -> None:
    """As they say the same, it need not be known which it is."""
    book = rulebook(
        """
        questions: {wish: {kind: choice, values: [work, school]}}
        typologies:
          values: [working, learning]
          rules:
            - {id: T-work, when: {wish: work}, then: working}
            - {id: T-school, when: {wish: school}, then: learning}
        interventions: {talk: {kind: k}, visit: {kind: k}}
        first_steps: {both: {typology: [working, learning], interventions: [visit]}}
        recommendations: [{id: R-all, when: {}, recommend: all}]
        """
    )
    outcome = Evaluator(book).assess(read_answers(book, {}, DAY), DAY)
    assert first(plan_of(book, outcome)) == ["visit", "talk"]


def test_there_are_never_more_than_five() -> None:
    """Whatever else is recommended is in the plan, and no first step."""
    found = plan(wish="work", ready="yes", course_right="yes", basis="c", shielded="no", **BORN)
    assert len(found.first) == MOST_STEPS == 5
    assert len(found.certain) > MOST_STEPS


def test_what_needs_another_stands_beside_the_first_it_needs() -> None:
    """And never by itself: costs are none of a course that is not proposed."""
    found = plan(wish="work", ready="no", **BORN, **LOOKED_UP)
    beside = {step: [each.intervention for each in items] for step, items in found.beside.items()}
    assert beside == {"job": ["follow_up"]}
    assert not {"follow_up", "costs"} & {*first(found)}


def test_what_waits_for_a_fact_alone_is_a_first_step() -> None:
    """With what would close it: here whoever was born on or after a day."""
    found = opened(wish="work", ready="no", **LOOKED_UP)
    born = AnswerPath.of("born")
    assert found.awaited == {"job": Awaited((born,), ((date(2008, 11, 23), None),))}
    assert first(plan(wish="work", ready="no", **LOOKED_UP))[0] == "job"


def test_what_waits_for_an_answer_too_is_none() -> None:
    """Whether she is ready is asked of her."""
    assert "course" not in opened(wish="work", basis="c", shielded="no", **BORN).awaited
    found = opened(wish="work", ready="yes", basis="c", shielded="no", **BORN)
    assert found.awaited["course"] == Awaited((AnswerPath.of("course_right"),), (("no", "no"),))


def test_several_facts_are_named_together() -> None:
    """Which answers close it is not said, as they decide together."""
    found = opened(wish="work", ready="no", shielded="no", **BORN)
    paths = {AnswerPath.of("course_right"), AnswerPath.of("basis")}
    assert {*found.awaited["permit"].facts} == paths
    assert found.awaited["permit"].closed == ()


def test_what_is_kept_off_the_page_is_no_such_fact_on_it() -> None:
    """A page that may be printed never says that something waits for it."""
    assert opened(wish="work", ready="no", course_right="no", basis="c", **BORN).awaited == {}
    read = read_answers(BOOK, {"wish": "work", "ready": "no", **BORN}, DAY)
    outcome = EVALUATOR.assess(read, DAY)
    shown = still_open(BOOK, EVALUATOR, read, outcome, everything=True)
    assert "shelter" in shown.awaited


def test_it_is_awaited_where_some_facts_put_it_in_the_plan_whatever_else() -> None:
    """By walking all answers: exactly then, and closed by exactly the others."""
    values = {"course_right": ["yes", "no"], "basis": ["a", "b", "c"], "ready": ["yes", "no"]}
    known = {"wish": "work", "shielded": "no", **BORN}
    for given in product(*([None, *each] for each in values.values())):
        answers = {key: value for key, value in zip(values, given, strict=True) if value}
        awaited = opened(**known, **answers).awaited
        facts = [key for key in ("course_right", "basis") if key not in answers]
        for id_ in ("course", "permit"):
            certain = {
                turned: _is_planned(
                    id_, **known, **answers, **dict(zip(facts, turned, strict=True))
                )
                for turned in product(*(values[key] for key in facts))
            }
            waits = any(certain.values()) and not all(certain.values())
            assert (id_ in awaited) is waits


def _is_planned(id_: str, **answers: object) -> bool:
    outcome = EVALUATOR.assess(read_answers(BOOK, answers, DAY), DAY)
    return IN_PLAN.issuperset(outcome.interventions[id_].possible)


def test_no_more_steps_are_looked_into_than_twice_what_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What stands further down waits for its turn: with everything open, that is most of it."""
    steps = [f"step_{number}" for number in range(6 * MOST_STEPS)]
    recommended = (f"{{id: R-{each}, when: {{{each}: yes}}, recommend: {each}}}" for each in steps)
    book = rulebook(
        f"""
        questions: {{{", ".join(f"{each}: {{kind: yes_no}}" for each in steps)}}}
        interventions: {{{", ".join(f"{each}: {{kind: k}}" for each in steps)}}}
        recommendations: [{", ".join(recommended)}]
        """
    )
    looked_into, planned = list[str](), Inquiry.planned

    def noting(inquiry: Inquiry, intervention: str) -> Planned:
        looked_into.append(intervention)
        return planned(inquiry, intervention)

    monkeypatch.setattr(Inquiry, "planned", noting)
    inquiry = Evaluator(book).inquiry(read_answers(book, {}, DAY), DAY)
    first = steps[: 2 * MOST_STEPS]
    assert about_first_steps(book, inquiry, lambda _: True) == set(map(AnswerPath.of, first))
    assert looked_into == first
