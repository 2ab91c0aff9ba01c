"""What stands first of a plan: what cases expect of it notices a slip in an order or in a need."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from triage.authoring.accepting import accepted
from triage.authoring.rewriting import rewritten
from triage.cases.case_file import parse_case
from triage.cases.expectations import Expectation
from triage.cases.expected import differences
from triage.engine import EngineName, Evaluator
from triage.intake.reading import read_answers
from triage.language.load import load
from triage.model.outcome import Outcome
from triage.model.rulebook import Rulebook
from triage.verify.mutants import (
    Fate,
    GoldenCase,
    Operator,
    missing_cases,
    mutants_about,
    mutate,
    order_mutants,
)
from triage.verify.mutants.score import Judging

BOOK = """\
rulebook: {id: small, version: 1.0.0}
questions:
  goal: {kind: yes_no}
  place: {kind: yes_no}
typologies:
  values: [near, far]
  rules:
    - {id: T-near, when: {goal: yes}, then: near}
    - {id: T-far, when: {goal: no}, then: far}
interventions:
  talk: {kind: talk}
  visit: {kind: job}
  shop: {kind: job}
  home: {kind: talk}
  fares: {kind: admin, needs: [visit, shop]}
first_steps:
  when_near: {typology: near, interventions: [shop, visit, talk, home]}
  others: {interventions: [talk, shop, visit]}
recommendations:
  - {id: R-all, when: {any: [{goal: yes}, {goal: no}]}, recommend: [talk, visit]}
  - {id: R-place, when: {place: yes}, recommend: [shop, fares]}
  - {id: R-home, when: {place: no}, recommend: [home]}
"""
DAY = date(2026, 7, 1)
NEAR = {"goal": "yes", "place": "yes"}
FAR = {"goal": "no", "place": "yes"}


@pytest.fixture
def book(tmp_path: Path) -> Rulebook:
    """Return a rulebook of two orders, with one thing that needs another."""
    file = tmp_path / "small.yaml"
    file.write_text(BOOK, encoding="utf-8")
    return load(file)


def outcome(book: Rulebook, answers: dict[str, str]) -> Outcome:
    """Assess somebody."""
    read = read_answers(book, answers, DAY)
    return Evaluator(book).assess(read, DAY, EngineName.COMPILED)


@pytest.mark.parametrize(
    ("answers", "expected", "told"),
    [
        (NEAR, Expectation(first=("shop", "visit")), None),
        (NEAR, Expectation(first=("shop", "visit", "talk")), None),
        (FAR, Expectation(first=("talk", "shop", "visit")), None),
        ({}, Expectation(first=("talk", "visit")), None),
        (NEAR, Expectation(beside={"shop": ("fares",), "visit": ()}), None),
        (NEAR, Expectation(first=("visit", "shop")), ("first", "visit, shop", "shop, visit")),
        (
            NEAR,
            Expectation(first=("shop", "visit", "talk", "fares")),
            ("first", "shop, visit, talk, fares", "shop, visit, talk"),
        ),
        (FAR, Expectation(first=()), ("first", "none", "talk, shop, visit")),
        (NEAR, Expectation(beside={"visit": ("fares",)}), ("beside.visit", "fares", "none")),
    ],
)
def test_what_is_expected_to_stand_first(
    book: Rulebook,
    answers: dict[str, str],
    expected: Expectation,
    told: tuple[str, str, str] | None,
) -> None:
    """As many as are named, in their order; of what stands beside them, all of it."""
    found = differences(book, expected, outcome(book, answers))
    assert [(each.path, each.expected, each.got) for each in found] == ([told] if told else [])


def test_what_came_out_can_be_expected(book: Rulebook) -> None:
    """In the order it stands in, and where it is written."""
    text = "answers: {}\nexpect:\n  first: [visit, shop]  # both\n  beside: {visit: [fares]}\n"
    read = parse_case(text, "-").expect
    assert read is not None
    made = rewritten(text, accepted(book, read, outcome(book, NEAR)))
    again = parse_case(made, "-").expect
    assert again == Expectation(first=("shop", "visit"), beside={"visit": ()})
    assert "# both" in made
    assert not read.is_same(Expectation(first=("shop", "visit"), beside={"visit": ("fares",)}))


def test_cases_that_are_missing_notice_every_slip(book: Rulebook) -> None:
    """Each kind is made, and without cases everything is alive that somebody could notice."""
    made = list(order_mutants(book))
    assert {each.operator for each in made} == {Operator.NEIGHBOURS_SWAPPED, Operator.NEED_DROPPED}
    fates = {each.mutant.what: each.fate for each in mutate(book, (), made)}
    never_both = {what for what, fate in fates.items() if fate is Fate.EQUIVALENT}
    assert never_both == {"without visit"}, "the shop stands before it, and is there for everybody"
    missing = missing_cases(book, (), mutants_about(book, ()))
    cases = [each.case for each in missing if each.case is not None]
    assert {each.fate for each in mutate(book, cases, made)} == {Fate.KILLED, Fate.EQUIVALENT}


def test_two_things_nobody_is_proposed_together_stand_in_either_order(book: Rulebook) -> None:
    """That is proved; and so is that one of two always stands apart, as the only core one."""
    order = "{typology: near, interventions: [shop, visit, talk, home]}"
    for other in (
        BOOK.replace(order, "{typology: near, interventions: [shop, home]}"),
        BOOK.replace(order, "{typology: near, interventions: [visit, shop]}").replace(
            "recommend: [shop, fares]}", "recommend: [shop, fares], strength: possible}"
        ),
    ):
        own = load_text(book, other)
        (first, *_) = mutate(own, (), order_mutants(own))
        assert first.fate is Fate.EQUIVALENT


def load_text(book: Rulebook, text: str) -> Rulebook:
    """Read another rulebook beside the small one."""
    file = Path(book.places["rulebook"].file).with_name("other.yaml")
    file.write_text(text, encoding="utf-8")
    return load(file)


def test_a_case_that_says_nothing_of_the_order_notices_none(book: Rulebook) -> None:
    """However much else it expects; a slip of a rule is noticed by what stands first."""
    said = Expectation(typology=("near",), hold=("R-all", "R-place"))
    judging = Judging(book, [GoldenCase("near", DAY, NEAR, said)])
    assert Fate.KILLED not in {judging.verdict(each).fate for each in order_mutants(book)}
    of_order = GoldenCase("order", DAY, NEAR, Expectation(first=("shop", "visit", "talk")))
    noticed = mutate(book, [of_order], (each for _, each in mutants_about(book, ["R-all"])))
    assert Fate.KILLED in {each.fate for each in noticed}
