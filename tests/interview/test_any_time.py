"""What may be noted at any moment of a talk, whatever else was said, asked for or not."""

from __future__ import annotations

import pytest

from tests.engine.small import DAY, by_all, evaluator, rulebook
from tests.verify.shipped import SHIPPED
from triage.engine import Evaluator
from triage.interview import Interview, begin
from triage.model.answer_path import AnswerPath
from triage.model.assessment import Assessment

BOOK = """
factors: {contact: Kontakt}
questions:
  contact: {factor: contact, kind: choice, values: [ordinary, in_person]}
  safety:
    factor: contact
    kind: choice
    values: [none, concern]
    asked_when: {contact: in_person}
    any_time: yes
  specialist: {factor: contact, kind: yes_no, asked_when: {safety: concern}}
interventions: {group: {kind: k}, help: {kind: k}, letter: {kind: k}}
recommendations:
  - {id: R-group, when: {}, recommend: [group]}
  - {id: R-letter, when: {contact: ordinary}, recommend: [letter]}
  - {id: R-help, when: {specialist: yes}, recommend: [help]}
  - {id: A-group, when: {safety: concern}, against: [group]}
"""


def talk(answers: dict[str, object] | None = None, *, in_order: bool = False) -> Interview:
    """Begin a talk."""
    book = rulebook(BOOK)
    given = Assessment(answers=answers or {})
    return begin(book, Evaluator(book), given, DAY, in_order=in_order)


def asked(interview: Interview) -> list[str]:
    """Return what is asked, one after the other, and answered with the first value."""
    found = list[str]()
    while (ask := interview.next) is not None:
        found.append(ask.path)
        value = {"contact": "ordinary", "safety": "none", "specialist": "no"}[ask.path]
        interview = interview.answer(ask.path, value)
    return found


@pytest.mark.parametrize(
    ("contact", "status"),
    [
        # Neither that contact is fine, nor that nobody asked, says that all is well.
        ({"contact": "ordinary"}, ["advised_against", "recommended"]),
        ({}, ["advised_against", "recommended"]),
        ({"contact": "ordinary", "safety": "declined"}, ["advised_against", "recommended"]),
        ({"contact": "ordinary", "safety": "none"}, ["recommended"]),
        ({"contact": "ordinary", "safety": "concern"}, ["advised_against"]),
        ({"safety": "concern"}, ["advised_against"]),
    ],
)
def test_it_always_applies(contact: dict[str, object], status: list[str]) -> None:
    """Every engine takes it as an answer, and as open where there is none."""
    outcome = by_all(evaluator(BOOK), contact)
    assert list(outcome.interventions["group"].possible) == status


def test_it_is_asked_only_where_it_says() -> None:
    """A talk does not come to it by itself elsewhere; in the order of the file neither."""
    assert asked(talk()) == ["contact"]
    assert asked(talk(in_order=True)) == ["contact", "specialist"]  # which it may lead to
    assert asked(talk({"contact": "in_person"})) == ["safety"]
    assert asked(talk({"contact": "in_person"}, in_order=True)) == ["safety"]


@pytest.mark.parametrize("said", [{}, {"contact": "ordinary"}, {"contact": "in_person"}])
def test_it_is_noted_at_any_moment(said: dict[str, object]) -> None:
    """Out of turn, before or after what it hangs on; and nothing is set aside for it."""
    begun = talk(said)
    ask = begun.ask("safety")
    assert ask is not None
    noted = begun.answer("safety", "concern")
    assert noted.answers == {**said, "safety": "concern"}
    assert noted.set_aside == ()
    assert "specialist" in asked(noted)
    changed = noted.answer("contact", "ordinary")
    assert changed.answers["safety"] == "concern"
    assert noted.back().answers == said


def test_in_rows_and_items_it_applies_where_they_are_there() -> None:
    """And is asked where the row says."""
    text = """
    questions:
      rows:
        kind: grid
        rows: [one, two]
        item:
          weight: {kind: yes_no}
          note: {kind: yes_no, asked_when: {weight: yes}, any_time: yes}
    warnings: [{id: W, when: {rows: {some: {note: yes}}}, warn: Se her.}]
    """
    outcome = by_all(evaluator(text), {"rows": {"one": {"weight": "no", "note": "yes"}}})
    assert outcome.rules["W"] == "holds"
    book = rulebook(text)
    given = Assessment(answers={"rows": {"one": {"weight": "no"}}})
    begun = begin(book, Evaluator(book), given, DAY)
    assert begun.ask("rows.one.note") is not None
    assert "rows.one.note" not in asked_paths(begun)


def asked_paths(interview: Interview) -> list[str]:
    """Return what is asked, one after the other, where nobody can tell."""
    found = list[str]()
    while (ask := interview.next) is not None:
        found.append(ask.path)
        interview = interview.cannot_tell(ask.path)
    return found


_SHIPPED = Evaluator(SHIPPED)


@pytest.mark.parametrize("contact", ["ordinary", "in_person", "declined", None])
def test_safety_in_the_shipped_rulebook(contact: str | None) -> None:
    """It can be noted whatever is said of contact, and the help follows."""
    said = {} if contact is None else {"safe_contact": contact}
    begun = begin(SHIPPED, _SHIPPED, Assessment(answers=said), DAY)
    noted = begun.answer("safety", "acute")
    outcome = noted.outcome("compiled")
    assert outcome.interventions["safety_referral"].possible == ("recommended",)
    assert outcome.rules["W-send-nothing-home"] == "holds"
    assert AnswerPath.of("safety") in noted.answered
