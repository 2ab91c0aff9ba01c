"""What makes sense only with another intervention is proved never to be proposed without it."""

from __future__ import annotations

from tests.engine.small import rulebook
from triage.diagnostics import Diagnostic
from triage.model.rulebook import Rulebook
from triage.verify import check_meaning

BOOK = """
questions: {{wish: {{kind: choice, values: [work, later]}}, age: {{kind: number, min: 0, max: 99}}}}
interventions:
  job: {{kind: k}}
  visit: {{kind: k}}
  follow_up: {{kind: k, needs: [job, visit]}}
recommendations:
  - {{id: R-job, when: {{wish: work, age: {{at_least: 18}}}}, recommend: [job]}}
  - {{id: R-visit, when: {{wish: work, age: {{at_least: 13}}}}, recommend: [visit]}}
  - {{id: R-follow, when: {when}, recommend: [follow_up]}}
"""


def book(when: str) -> Rulebook:
    """Return a rulebook that recommends support to some."""
    return rulebook(BOOK.format(when=when))


def alone(found: Rulebook) -> list[Diagnostic]:
    """Return what is found of it."""
    return [each for each in check_meaning(found) if each.code == "needs-alone"]


def test_it_is_shown_for_whom() -> None:
    """With the answers of somebody, as the reference concludes."""
    [found] = alone(book("{wish: work}"))
    assert found.path == "interventions.follow_up"
    assert found.evidence is not None
    [shown] = found.evidence.shown
    assert shown.answers["wish"] == "work"
    assert int(str(shown.answers["age"])) < 13


def test_nothing_is_found_where_one_of_them_is_always_there() -> None:
    """Any of those it needs will do."""
    assert alone(book("{wish: work, age: {at_least: 13}}")) == []


def test_reasons_against_count() -> None:
    """What is advised against is not proposed."""
    text = BOOK.format(when="{wish: work, age: {at_least: 18}}") + (
        "  - {id: A-work, when: {age: {at_least: 70}}, against: [job, visit]}\n"
    )
    [found] = alone(rulebook(text))
    assert found.evidence is not None
    assert int(str(found.evidence.shown[0].answers["age"])) >= 70
