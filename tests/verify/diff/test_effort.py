"""Comparing takes so many steps at most: what is left out is named, all else is as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from tests.cli.running import ROOT
from tests.verify.shipped import SHIPPED
from triage.language.load import load
from triage.model.question import Choice, Question
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


def with_question(question: Question) -> Rulebook:
    """Return the shipped rulebook with a question instead of the one of its name, or beside all."""
    return replace(SHIPPED, questions={**SHIPPED.questions, question.id: question})


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


@pytest.mark.parametrize("most", [0, 45_000, 80_000])
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


@pytest.mark.parametrize("most", [0, 40_000])
def test_answers_that_take_too_many_steps_are_named(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of an answer only one version knows, all it comes to is told, or nothing; that is said."""
    question = SHIPPED.questions["goal_certainty"]
    assert isinstance(question.domain, Choice)
    domain = replace(question.domain, values=(*question.domain.values, "never"))
    with_never = with_question(replace(question, domain=domain))
    (whole,) = difference(SHIPPED, with_never).days
    monkeypatch.setattr(effort, "MOST_STEPS", most)
    (part,) = difference(SHIPPED, with_never).days
    assert len(whole.answers) == 1
    assert not whole.not_compared
    assert (part.answers, "questions.goal_certainty" in part.not_compared) in (
        ((), True),
        (whole.answers, False),
    )
    assert most or not part.answers


def test_questions_that_take_too_many_steps_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is said of who is asked; that it is not is."""
    monkeypatch.setattr(effort, "MOST_STEPS", 0)
    another = with_question(replace(SHIPPED.questions["english_at_work"], id="dutch_at_work"))
    (day,) = difference(SHIPPED, another).days
    assert (day.questions, "questions.dutch_at_work" in day.not_compared) == ((), True)


@pytest.mark.more
def test_a_finding_that_much_rests_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaving it out takes a limited number of steps: what that leaves out is named."""
    steps: list[int] = []
    check = effort.Effort.check

    def counted(self: effort.Effort) -> None:
        steps.append(self._spent)
        check(self)

    monkeypatch.setattr(effort.Effort, "check", counted)
    found = difference(SHIPPED, without_formal_reach(tmp_path))
    counting = {f"warnings.{rule.id}" for rule in SHIPPED.warnings if rule.plan is not None}
    assert len(found.movements) > 100
    assert {output for day in found.days for output in day.not_compared} <= counting
    assert max(steps) < effort.MOST_STEPS + MOST_STEPS


def without_formal_reach(folder: Path) -> Rulebook:
    """Return the shipped rulebook without a finding that the reach of every goal rests on."""
    book = Path(copytree(ROOT / "rules" / "projekt-500", folder / "projekt-500"))
    file = book / "findings.yaml"
    before, _, rest = file.read_text(encoding="utf-8").partition("  formal_reach:\n")
    text = before + rest[rest.index("  spoken_reach:\n") :]
    for old, new in {
        "      - {when: {formal_reach: no_path}, then: no_path}\n": "",
        "{formal_reach: with_steps}, ": "",
        "{formal_reach: soon}, ": "",
        "{formal_reach: [with_steps, soon]}": "{papers: missing}",
        "{formal_reach: with_steps, papers: missing}": "{papers: missing, experience: short}",
    }.items():
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    guarantees = book / "guarantees.yaml"
    kept = guarantees.read_text(encoding="utf-8").replace(
        "formal_reach: {not: no_path}", "papers: valid_here"
    )
    guarantees.write_text(kept, encoding="utf-8")
    return load(book)


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
