"""Comparing takes so many steps at most: what is left out is named, all else is as it was."""

from __future__ import annotations

import pytest

from tests.verify.shipped import SHIPPED
from triage.model.rulebook import Rulebook
from triage.verify.days import ANY_DAY
from triage.verify.diff import RulesDiff, difference, effort
from triage.verify.diff.given_warnings import warnings_given
from triage.verify.diff.outputs import outputs, reasons
from triage.verify.diff.version_product import VersionProduct
from triage.verify.mutants import mutants
from triage.verify.state_space import MOST_STEPS


def changed(path: str, what: str) -> Rulebook:
    """Return the shipped rulebook with one thing changed."""
    (mutant,) = (each for each in mutants(SHIPPED) if (each.path, each.what) == (path, what))
    return mutant.rulebook


@pytest.fixture(scope="module")
def other() -> Rulebook:
    """Return a rulebook in which several interventions come out differently."""
    return changed("rules.R-papers-subsidy", "not {typology: ambitious}")


@pytest.fixture(scope="module")
def whole(other: Rulebook) -> RulesDiff:
    """Return the whole difference."""
    return difference(SHIPPED, other)


def test_all_of_a_small_change_is_compared(whole: RulesDiff) -> None:
    """Nothing is left out."""
    assert whole.is_whole


@pytest.mark.parametrize("most", [0, 70_000, 112_000])
def test_what_is_left_out_is_named(
    whole: RulesDiff, other: Rulebook, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that moves is either told or named; what is told is as without a limit."""
    monkeypatch.setattr(effort, "MOST_STEPS", most)
    some = difference(SHIPPED, other)
    for every, part in zip(whole.days, some.days, strict=True):
        told, left_out = [*part.movements, *part.reasons], {*part.not_compared}
        rest = [each for each in (*every.movements, *every.reasons) if each not in told]
        assert all(each in (*every.movements, *every.reasons) for each in told)
        assert {each.output for each in rest} <= left_out
        assert not {each.output for each in told} & left_out
    assert not some.is_whole


def test_a_day_that_takes_too_many_steps_is_left_out(
    other: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it, by the names of all there is."""
    assert MOST_STEPS > 1_000
    both = VersionProduct(SHIPPED, other, ANY_DAY)
    every = {each.name for make in (outputs, reasons, warnings_given) for each in make(both)}
    monkeypatch.setattr("triage.verify.diff.version_product.MOST_STEPS", 1_000)
    found = difference(SHIPPED, other)
    assert found.movements == ()
    assert all(every == {*day.not_compared} for day in found.days)
