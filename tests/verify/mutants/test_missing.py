"""Cases that are missing: whatever a mutant changes in an outcome, a case expects it."""

from __future__ import annotations

from pathlib import Path

import pytest

from triage.language.load import load
from triage.model.rulebook import Rulebook
from triage.verify.mutants import Fate, GoldenCase, missing_cases, mutants, mutants_about, mutate

BOOK = """\
rulebook: {id: small, version: 1.0.0}
questions:
  member: {kind: yes_no}
  ready: {kind: yes_no}
interventions:
  internship: {kind: job}
  talk: {kind: talk}
availability:
  - id: L-weeks
    when: {member: no, ready: yes}
    interventions: [internship]
    verdict: {limit: {weeks: 4}}
  - {id: L-talk, when: {ready: no}, interventions: [talk], verdict: needs_check}
recommendations:
  - {id: R-all, when: {any: [{ready: yes}, {ready: no}]}, recommend: [internship, talk]}
"""


@pytest.fixture
def book(tmp_path: Path) -> Rulebook:
    """Return a rulebook in which one rule of law sets a limit."""
    file = tmp_path / "small.yaml"
    file.write_text(BOOK, encoding="utf-8")
    return load(file)


def made(book: Rulebook) -> list[GoldenCase]:
    """Return the cases that are missing where there are none."""
    every = missing_cases(book, (), mutants_about(book, ()))
    return [each.case for each in every if each.case is not None]


def test_a_limit_that_a_slip_adds_has_a_case(book: Rulebook) -> None:
    """Where no rule sets a limit, a case expects that there is none."""
    found = [
        each.case
        for each in missing_cases(book, (), mutants_about(book, ()))
        if each.case is not None
    ]
    verdicts = mutate(book, found, mutants(book))
    assert [each.mutant.what for each in verdicts if each.fate is Fate.ALIVE] == []
    without = [each.expect.limits for each in found if each.expect.limits]
    assert {"internship": {"weeks": None}} in without


def test_a_missing_case_is_about_what_the_slip_changes(book: Rulebook) -> None:
    """Its plan is whole over that, and a new intervention leaves it as it is."""
    found = [
        each.case.expect
        for each in missing_cases(book, (), mutants_about(book, ()))
        if each.case is not None
    ]
    planned = [each for each in found if each.plan is not None]
    assert planned
    assert all(each.about and each.named_in_plan() <= each.about for each in planned)
    assert not [each for each in found if each.interventions or each.start]
