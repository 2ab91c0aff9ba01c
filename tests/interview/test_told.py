"""A talk forward through its themes, held with the answers of a case, and what it takes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.engine.small import DAY, evaluator
from triage.interview import AskReason, begin
from triage.interview.told import ToldTalk, told_talk
from triage.model.answers import Source
from triage.model.assessment import Assessment

BOOK = evaluator(
    """
    factors: {story: {label: Fortælling}, life: {label: Hverdag}, contact: {label: Kontakt}}
    questions:
      born: {kind: date, factor: contact, from: 1940-01-01, to: as_of, looked_up: yes}
      permit: {kind: yes_no, factor: contact, looked_up: yes}
      since: {kind: date, from: 1940-01-01, to: as_of, looked_up: yes, asked_when: {permit: yes}}
      room: {kind: yes_no, factor: story, ask: (Til medarbejderen) Var I alene?, used_for: people}
      wish: {kind: choice, factor: story, values: [work, school], ask: Hvad vil du?}
      trial: {kind: yes_no, factor: story, theme: contact, ask: Vil du prøve?}
      hours: {kind: yes_no, factor: life, ask: Har du timer?}
      barriers:
        kind: grid
        factor: life
        ask: Hvad gør det svært?
        rows: {childcare: Pasning, transport: Transport}
        item: {weight: {kind: scale, values: [none, big], ask: Hvor meget?}}
      rare: {kind: yes_no, factor: life, ask: Er der andet?}
    typologies:
      values: [working, learning]
      rules:
        - {id: T-w, when: {wish: work}, then: working}
        - {id: T-s, when: {wish: school}, then: learning}
    interventions:
      job: {kind: k}
      care: {kind: k}
      ride: {kind: k}
      visit: {kind: k}
      talk: {kind: k}
      papers: {kind: k}
      extra: {kind: k}
    first_steps: {others: {interventions: [job, care, ride, talk, papers, visit, extra]}}
    recommendations:
      - {id: R-all, when: {}, recommend: [talk, papers]}
      - {id: R-job, when: {hours: yes, born: {before: 2000-01-01}}, recommend: [job]}
      - {id: R-care, when: {barriers.childcare.weight: big}, recommend: [care]}
      - {id: R-ride, when: {barriers.transport.weight: big}, recommend: [ride]}
      - {id: R-visit, when: {trial: yes}, recommend: [visit]}
      - {id: R-extra, when: {rare: yes}, recommend: [extra]}
    """
)


def talk(**answers: Any) -> ToldTalk:
    """Hold a talk."""
    return told_talk(BOOK.rulebook, BOOK, answers, DAY)


def asked(held: ToldTalk) -> list[str]:
    """Return what was asked, in order."""
    return [str(each.ask.path) for each in held.put]


def test_it_goes_forward_through_the_themes() -> None:
    """In the order of the factors and the file; what is asked among others, among those."""
    held = talk(wish="work", hours="yes", barriers={"rest": {"weight": "none"}}, born="1990-01-01")
    assert asked(held) == ["wish", "hours", "barriers", "barriers.rest.weight", "rare", "trial"]
    assert {each.ask.why for each in held.put} == {AskReason.TYPOLOGY, AskReason.FIRST_STEPS}


def test_nothing_that_is_looked_up_is_asked() -> None:
    """A case that does not hold it leaves it open, and the talk ends as well."""
    assert "born" not in asked(talk(wish="work"))


def test_what_stands_further_down_can_wait() -> None:
    """Once five steps stand, a question about a sixth is none about the first."""
    held = talk(
        wish="work",
        hours="yes",
        born="1990-01-01",
        barriers={"childcare": {"weight": "big"}, "transport": {"weight": "big"}},
    )
    assert asked(held)[-1] == "barriers.transport.weight"
    assert "rare" not in asked(held)
    after = held.put[-1].after.next
    assert after is not None
    assert (after.path, after.why) == ("rare", AskReason.PLAN)


def test_prompts_are_what_is_said() -> None:
    """A row that is taken up is one, and each question in it; what staff note is none."""
    case = {"wish": "school", "barriers": {"childcare": {"weight": "big"}}}
    held = talk(**case)
    assert asked(held)[2:5] == ["barriers", "barriers.childcare.weight", "barriers.rest.weight"]
    assert held.prompts == len(held.put) + 1
    (grid,) = [each for each in held.put if each.ask.path == "barriers"]
    assert grid.answer == ["childcare"]


def test_before_the_talk_what_is_looked_up_is_noted() -> None:
    """In the order of the file, with its origin; what hangs on it follows."""
    given = Assessment(answers={})
    interview = replace(begin(BOOK.rulebook, BOOK, given, DAY), before=True)
    paths = []
    for value in ("1990-01-01", "yes", "2020-01-01"):
        assert interview.next is not None
        paths.append(str(interview.next.path))
        interview = interview.answer(paths[-1], value)
    assert paths == ["born", "permit", "since"]
    assert interview.next is None
    assert {each.source for each in interview.history} == {Source.LOOKED_UP}
