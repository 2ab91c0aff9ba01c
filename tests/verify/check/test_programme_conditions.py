"""Conditions of a programme: no law, beside it, and on nothing that tells who somebody is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.engine.small import rulebook
from triage.language.digest import digest
from triage.model.rule import Basis
from triage.model.rulebook import Rulebook
from triage.verify import check_meaning
from triage.verify.mutants import mutants

HEAD = "rulebook: {id: small, version: '1', language: da, sources: {grant: Tilsagn}}\n"
BOOK = """
questions:
  wish: {kind: yes_no}
  ready: {kind: choice, values: [job, activity]}
  sex: {kind: choice, values: [woman, man], concerns: sex}
  danish: {kind: yes_no, proxy_of: {origin: [no]}}
interventions:
  course: {kind: course}
  mentor: {kind: support}
recommendations: [{id: R-one, when: {wish: yes}, recommend: [course]}]
"""
LAW = "{id: L-one, interventions: [course], verdict: needs_check}"
CONDITION = "{id: P-one, basis: programme, when: %s, interventions: [course], verdict: needs_check,"
READY = "{ready: {not: activity}}"


def book(*rules: str, efforts: str = "{}") -> Rulebook:
    """Load the book with rules of availability and the efforts of a programme."""
    of_source = [
        f"{each} because: Kilden., source: grant}}" if each.endswith(",") else each
        for each in rules
    ]
    programme = f"programme: {{owner: En, efforts: {efforts}}}"
    listed = "".join(f"\n  - {each}" for each in of_source)
    text = f"{BOOK}\navailability:{listed or ' []'}\n{programme}\n"
    return rulebook(text, HEAD)


def codes(of: Rulebook) -> set[tuple[str, str | None]]:
    """Return what `check` finds, and where."""
    return {(each.code, each.path) for each in check_meaning(of)}


def test_law_and_a_programme_do_not_cover_each_other() -> None:
    """Where both ask for a check, each says something the other does not."""
    found = codes(book(LAW, CONDITION % READY))
    assert not {each for each in found if each[0] == "never-decisive"}


def test_conditions_cover_each_other() -> None:
    """A second condition that says no more than the first is found."""
    wider = (CONDITION % "{}").replace("P-one", "P-two")
    assert ("never-decisive", "rules.P-one") in codes(book(CONDITION % READY, wider))


@pytest.mark.parametrize(
    ("when", "code"),
    [("{sex: woman}", "protected-read"), ("{danish: no}", "proxy-against"), (READY, None)],
)
def test_a_condition_reads_nothing_of_who_somebody_is(when: str, code: str | None) -> None:
    """Law may read origin and sex; what a programme asks for may not."""
    told = {each for each, path in codes(book(CONDITION % when)) if path == "rules.P-one"}
    assert told == ({code} if code else set())


def test_an_effort_nothing_proposes() -> None:
    """Of one without interventions, or with such as nobody gets; not of one that says never."""
    efforts = (
        "{whole: {interventions: [course], source: grant}, empty: {source: grant},"
        " nobody: {interventions: [mentor], source: grant},"
        " never: {never_proposed: yes, because: Frivilligt., source: grant}}"
    )
    found = {path for code, path in codes(book(efforts=efforts)) if code == "effort-never-proposed"}
    assert found == {"programme.efforts.empty", "programme.efforts.nobody"}


def test_a_mutant_of_a_condition_asks_for_a_check_too() -> None:
    """No slip makes it withhold: that could not be written."""
    of_condition = [each for each in mutants(book(CONDITION % READY)) if each.path == "rules.P-one"]
    verdicts = {law.verdict for each in of_condition for law in each.rulebook.availability}
    assert of_condition
    assert len(verdicts) == 1


def test_what_it_rests_on_is_part_of_the_meaning() -> None:
    """Another basis is another digest; law is written as it always was."""
    of_programme = book(CONDITION % READY)
    (rule,) = of_programme.availability
    of_law = replace(of_programme, availability=(replace(rule, basis=Basis.LAW),))
    assert digest(of_programme) != digest(of_law)
