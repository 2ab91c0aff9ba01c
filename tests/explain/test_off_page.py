from __future__ import annotations

from tests.engine.small import DAY, rulebook
from triage.engine import Evaluator
from triage.explain import OffPage, plan_of
from triage.intake.reading import read_answers
from triage.model.outcome import Outcome

BOOK = rulebook(
    """
    questions:
      danger: {kind: scale, values: [none, some], off_page: yes}
      wish: {kind: yes_no}
    findings:
      careful: {when: {danger: some}}
    interventions: {shelter: {kind: k}, group: {kind: k}, visit: {kind: k}, talk: {kind: k}}
    recommendations:
      - {id: R-shelter, when: {careful: yes}, recommend: [shelter, talk]}
      - {id: R-visit, when: {wish: yes, not: {danger: some}}, recommend: [visit]}
      - {id: R-all, when: {wish: yes}, recommend: [group, visit, talk]}
      - {id: A-group, when: {careful: yes}, against: [group]}
    warnings:
      - {id: W-home, when: {danger: some}, warn: Skriv ikke hjem.}
    """
)


def outcome(**answers: str) -> Outcome:
    """Assess."""
    return Evaluator(BOOK).assess(read_answers(BOOK, answers, DAY), DAY)


def test_rules_that_hold_because_of_it() -> None:
    """Directly and through findings; what excludes it tells nothing."""
    kept = OffPage(BOOK, outcome(danger="some", wish="yes"))
    off = {
        rule for rule in ("R-shelter", "R-visit", "R-all", "A-group", "W-home") if kept.rule(rule)
    }
    assert off == {"R-shelter", "A-group", "W-home"}


def test_interventions_only_such_rules_speak_for() -> None:
    """What another rule recommends as well stands on the page, for that other reason."""
    kept = OffPage(BOOK, outcome(danger="some", wish="yes"))
    assert kept.suggested("shelter")
    assert not kept.suggested("talk")
    assert OffPage(BOOK, outcome(danger="some", wish="no")).suggested("talk")


def test_what_is_advised_against_because_of_it() -> None:
    """That would tell of it too."""
    kept = OffPage(BOOK, outcome(danger="some", wish="yes"))
    assert kept.refused("group")
    assert not kept.refused("visit")


def test_it_is_kept_off_while_open_as_well() -> None:
    """What the answer could change is not printed either."""
    kept = OffPage(BOOK, outcome(wish="no"))
    assert kept.suggested("shelter")


def test_a_plan_leaves_it_out() -> None:
    """A page reads the plan so."""
    found = outcome(danger="some", wish="no")
    left = plan_of(BOOK, found, OffPage(BOOK, found).suggested)
    assert [item.intervention for item in left.now] == []
    assert {item.intervention for item in plan_of(BOOK, found).now} == {"shelter", "talk"}


def test_with_everything_nothing_is_kept_off() -> None:
    """For staff, on a screen."""
    kept = OffPage(BOOK, outcome(danger="some", wish="yes"), everything=True)
    assert not any(map(kept.rule, ("R-shelter", "A-group", "W-home")))
    assert not kept.suggested("shelter")
