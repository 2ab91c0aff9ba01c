"""Guarantees weakened: which slip each part of one alone notices."""

from __future__ import annotations

import pytest

from tests.engine.small import DAY, rulebook
from triage.diagnostics import TriageError
from triage.verify.guarantees import breach
from triage.verify.mutants import Guarded, Guarding, Worth, guarantees_about, mutants
from triage.verify.state_space import StateSpace

TEXT = """
questions:
  goal: {kind: choice, values: [none, near, far]}
  safety: {kind: choice, values: [fine, concern, acute]}
  age: {kind: number, min: 0, max: 99}
typologies:
  values: [close, away]
  rules:
    - {id: T-close, when: {goal: near}, then: close}
    - {id: T-away, when: {goal: [none, far]}, then: away}
interventions:
  course: {kind: skill, delivery: group}
  talk: {kind: talk}
recommendations:
  - {id: R-course, when: {typology: close}, recommend: [course]}
  - {id: R-talk, when: {safety: [concern, acute]}, recommend: [talk]}
  - {id: A-safe, when: {safety: [concern, acute]}, against: [course]}
guarantees:
"""
SHIELD = (
    "  - {id: %s, whenever: {safety: [concern, acute]},"
    " then: {interventions: {course: [not_suggested, advised_against]}}}\n"
)
AGE_ALONE = "  - {id: G-age, never_depends: {outcome: typology, on: [age, safety]}}\n"
NEVER = "  - {id: G-never, never: {goal: near, typology: away}}\n"
TRIVIAL = "  - {id: G-trivial, never: {all: [{goal: near}, {goal: far}]}}\n"
SETTLED = "  - {id: G-silence, never_settled: {typology: close, while_open: [goal]}}\n"


def judged(guarantees: str, *about: str) -> dict[tuple[str, str], Guarded]:
    """Return what is known of each part, by guarantee and what was done, having seen all slips."""
    book = rulebook(TEXT + guarantees)
    guarding = Guarding(book, guarantees_about(book, about))
    for slip in [*mutants(book), *guarding.slips()]:
        guarding.look_at(slip)
    return {(each.weakened.of.id, each.weakened.what): each for each in guarding.parts}


def test_a_shield_that_stands_alone_is_needed() -> None:
    """Without it, the reason against could go and nothing would say so."""
    found = judged(SHIELD % "G-safe")
    gone = found["G-safe", "left out"]
    assert gone.worth is Worth.NEEDED
    assert gone.slip is not None
    assert gone.slip.path in {"rules.A-safe", "rules.R-course", "rules.T-close", "rules.T-away"}
    assert found["G-safe", "recommended too"].worth is Worth.NEEDED
    assert found["G-safe", "not_available too"].worth is Worth.IDLE


def test_a_narrower_condition_lets_slips_through() -> None:
    """Each of the two values is needed; conditions that are not narrower are no weakening."""
    found = judged(SHIELD % "G-safe")
    narrower = {what: one.worth for (_, what), one in found.items() if what.startswith("a test")}
    assert set(narrower.values()) == {Worth.NEEDED}
    assert any("acute" in what for what in narrower)
    assert not any("turned" in what for what in narrower)


def test_two_that_say_the_same_hold_each_other() -> None:
    """Neither alone is needed, and each is named for the other."""
    found = judged(SHIELD % "G-one" + SHIELD % "G-two")
    assert found["G-one", "left out"].worth is Worth.HELD_BY_OTHERS
    assert found["G-one", "left out"].others == {"G-two"}


def test_what_no_slip_breaks_is_idle() -> None:
    """It says nothing that one slip could make untrue."""
    assert judged(TRIVIAL)["G-trivial", "left out"].worth is Worth.IDLE


def test_a_rule_that_reads_too_much_is_a_slip() -> None:
    """Dropping an answer lets a rule through that reads it."""
    found = judged(AGE_ALONE)
    without = found["G-age", "without age"]
    assert without.worth is Worth.NEEDED
    assert without.slip is not None
    assert (str(without.slip.operator), without.slip.what) == ("a test added", "and age")


def test_an_outcome_is_needed() -> None:
    """Where a rule decides it; what no rule decides, no slip can change."""
    found = judged(AGE_ALONE.replace("outcome: typology", "outcome: [typology, law]"))
    assert found["G-age", "without typology"].worth is Worth.NEEDED
    assert found["G-age", "without law"].worth is Worth.IDLE  # there is no rule of law


def test_what_may_never_be_and_what_may_never_be_settled() -> None:
    """The other two forms."""
    assert judged(NEVER)["G-never", "left out"].worth is Worth.NEEDED
    assert judged(SETTLED)["G-silence", "left out"].worth is Worth.NEEDED


def test_what_is_broken_anyway_guards_nothing() -> None:
    """`check` says so; its parts are not looked at."""
    assert judged("  - {id: G-no, never: {goal: near}}\n") == {}


def test_about_some() -> None:
    """The others count as others all the same; a misspelt name is none."""
    found = judged(SHIELD % "G-one" + SHIELD % "G-two" + TRIVIAL, "G-one")
    assert {id_ for id_, _ in found} == {"G-one"}
    assert found["G-one", "left out"].others == {"G-two"}
    with pytest.raises(TriageError):
        judged(TRIVIAL, "G-trivail")


def test_a_slip_that_is_named_breaks_this_guarantee_alone() -> None:
    """Proved again on a space of its own, without what was kept from slip to slip."""
    text = SHIELD % "G-safe" + NEVER + SETTLED + AGE_ALONE
    for each in judged(text).values():
        if each.slip is None:
            continue
        book = each.slip.rulebook
        wanted = [when for one in book.guarantees for when in one.conditions]
        whole = StateSpace(book, DAY, wanted)
        broken = {one.id for one in book.guarantees if breach(whole, one) is not None}
        assert broken == {each.weakened.of.id}
        by = each.weakened.by
        if by is not None:
            again = StateSpace(book, DAY, by.conditions)
            assert breach(again, by) is None
