"""A programme: money to the last digit, whose it is, and that no outcome rests on it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.engine.agreement import evaluator
from tests.strategies.answers import RandomAssessment, series
from triage.diagnostics import TriageError
from triage.engine import Evaluator
from triage.intake.reading import read_answers
from triage.language.digest import digest
from triage.language.load import check, load
from triage.model.rulebook import Change

from .conftest import Write

OURS = """
rulebook: {id: national, version: 1, language: da, translations: [en], sources: {grant: Tilsagn}}
programme:
  owner: Landet
  label: Vores
  outcomes: {education: {source: grant, label: Uddannelse}}
  targets: {gain: {number: 88, counts: education, source: grant, label: Får gavn}}
  currency: DKK
  budget: {grant: {years: {2019: '0.10', 2020: '0.20'}, total: '0.30', source: grant, label: Alt}}
interventions: {mentor: {kind: person}}
"""
THEIRS = """
rulebook: {id: office, version: 1, extends: national}
programme: {replaces: national, owner: Kommunen, label: Deres}
"""
ENGLISH = "programme: {label: Ours, targets: {gain: Gain}}"


def test_money_is_exact(write: Write) -> None:
    """A tenth and two tenths are three tenths."""
    programme = load(write({"rulebook.yaml": OURS}) / "rulebook.yaml").programme
    assert programme is not None
    assert programme.budget is not None
    assert programme.budget.total == Decimal("0.30")
    assert programme.budget.years == (2019, 2020)
    assert programme.budget.of_year(2020) == Decimal("0.20")
    assert programme.budget.of_year(2021) == 0


def test_a_local_rulebook_takes_part_or_is_a_programme_of_its_own(write: Write) -> None:
    """Without a section of its own it has its parent's; in its place, nothing is left of that."""
    files = {"national/rulebook.yaml": OURS, "national/texts/en.yaml": ENGLISH}
    part = THEIRS.split("programme", maxsplit=1)[0]
    folder = write(files | {"office/rulebook.yaml": THEIRS, "part/rulebook.yaml": part})
    national, own, taking_part = (load(folder / name) for name in ("national", "office", "part"))
    assert taking_part.programme == national.programme
    assert own.programme is not None
    assert (own.programme.owner, own.programme.targets) == ("Kommunen", {})
    assert own.changes == (Change("replaced", "programme", "national", "office"),)
    assert taking_part.texts.label("programme", "en") == "Ours"
    assert own.texts.label("programme", "en") == "Deres"


def test_it_stands_once(write: Write) -> None:
    """Two sections in two files are two programmes."""
    again = "programme: {owner: En anden}"
    found = check(write({"national/a.yaml": OURS, "national/b.yaml": again}) / "national")
    assert [(each.code, each.path) for each in found if each.path == "programme"] == [
        ("duplicate-id", "programme")
    ]


def test_every_part_wants_a_name(write: Write) -> None:
    """What is listed and compared is missed by `check` where it has no label."""
    text = OURS.replace(", label: Får gavn", "").replace("  label: Vores\n", "")
    found = check(write({"rulebook.yaml": text}) / "rulebook.yaml")
    left_out = {each.path for each in found if each.code == "left-out"}
    assert "programme.targets.gain" in left_out
    assert "programme.outcomes.education" not in left_out


def test_no_outcome_rests_on_it() -> None:
    """Random rulebooks with their programme and without: another digest, the same outcomes."""
    seen = 0
    for seed in range(120):
        book, drawn = series(seed, 2)
        evaluating = evaluator(book)
        rulebook = evaluating.rulebook
        if rulebook.programme is not None:
            bare = replace(rulebook, programme=None)
            assert digest(bare) != rulebook.digest
            seen += 1
            for one in drawn:
                assert _said(evaluating, one) == _said(Evaluator(bare), one), seed
    assert seen > 15


def _said(evaluating: Evaluator, one: RandomAssessment) -> object:
    try:
        answers = read_answers(evaluating.rulebook, one.answers, one.as_of)
        return evaluating.assess(answers, one.as_of, "compiled").to_dict()
    except TriageError as error:
        return [(found.code, found.path) for found in error.diagnostics]
