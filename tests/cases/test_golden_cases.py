from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.cases.borders import sides, touched
from triage.cases.case_file import Case, read_case
from triage.cases.expectations import Expectation
from triage.cases.expected import Difference, differences
from triage.engine import Evaluator
from triage.explain.plan import SUGGESTED, active_warnings
from triage.intake.reading import read_answers
from triage.language.load import load
from triage.model.condition import ALWAYS
from triage.model.guarantee import Status
from triage.model.outcome import InterventionOutcome, Outcome, PossibleStarts, RuleState
from triage.model.rule import Availability
from triage.model.rulebook import Rulebook

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "cases" / "projekt-500").glob("*.yaml"))
TOLD = [file for file in FILES if not file.stem.startswith(("slip-", "shows-"))]
"""Cases with a story; the others are written by `triage rules cases --missing`."""

FIVE = ("flexible", "ambitious", "unrealistic", "uncertain", "no_goal")

each_case = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


@cache
def rulebook() -> Rulebook:
    """Load the rulebook of the cases."""
    return load(ROOT / "rules" / "projekt-500")


@cache
def evaluator() -> Evaluator:
    """Make one evaluator for all cases."""
    return Evaluator(rulebook())


@cache
def case(file: Path) -> Case:
    """Read a case."""
    return read_case(file)


@cache
def outcome(file: Path) -> Outcome:
    """Assess a case on its own day, with two engines that must agree."""
    found = case(file)
    assert found.as_of is not None, f"{file.name} names no day"
    return evaluator().assess(
        read_answers(evaluator().rulebook, found.answers, found.as_of), found.as_of, "checked"
    )


def expected(file: Path) -> Expectation:
    """Return what a case expects."""
    expectation = case(file).expect
    assert expectation is not None, f"{file.name} expects nothing"
    return expectation


def settled() -> Counter[str]:
    """Count the settled typologies."""
    outcomes = (outcome(file).typology for file in FILES)
    return Counter(each.possible[0] for each in outcomes if each is not None and each.settled)


def explained(found: Difference) -> str:
    """Say where a case differs, and by which rules."""
    rules = ", ".join(f"{each.rule} {each.state.value}" for each in found.rules)
    return f"{found.path}: expected {found.expected}, got {found.got} ({rules or 'no rule'})"


@each_case
def test_a_case_comes_out_as_expected(file: Path) -> None:
    """Typology, rules, statuses, starts and limits are those the case names."""
    found = differences(rulebook(), expected(file), outcome(file))
    assert not found, "\n".join([file.stem, *map(explained, found)])


@each_case
def test_a_new_intervention_changes_no_case(file: Path) -> None:
    """Whoever gets it: every plan is about what it names, and not about all there is."""
    found = outcome(file)
    recommended = InterventionOutcome(
        possible=(Status.RECOMMENDED,), start=PossibleStarts(possible=("now",))
    )
    more = found.model_copy(update={"interventions": {**found.interventions, "new": recommended}})
    offered = rulebook().interventions
    with_it = {**offered, "new": replace(offered["mentor"], id="new")}
    book = replace(rulebook(), interventions=with_it)
    assert differences(book, expected(file), more) == ()


@each_case
def test_a_case_is_told(file: Path) -> None:
    """It has a title, a story, its day and a reason, and says that it is constructed."""
    told = case(file)
    missing = [key for key in ("title", "story", "as_of", "because") if not getattr(told, key)]
    assert not missing, f"{file.name} lacks {', '.join(missing)}"
    assert told.source == "Konstrueret"


@pytest.mark.parametrize("file", TOLD, ids=lambda file: file.stem)
def test_warnings_a_case_names_are_heard(file: Path) -> None:
    """A warning may also count the plan: a case that names it expects it to be heard."""
    warnings = {rule.id for rule in rulebook().warnings}
    silent = warnings.intersection(expected(file).hold) - set(
        active_warnings(rulebook(), outcome(file))
    )
    assert not silent, f"{file.stem}: not heard: {', '.join(sorted(silent))}"


@pytest.mark.parametrize("warning", [rule.id for rule in rulebook().warnings])
def test_every_warning_is_heard_by_some_and_not_by_all(warning: str) -> None:
    """A warning that never sounds, or always does, says nothing."""
    sounds = {warning in active_warnings(rulebook(), outcome(file)) for file in FILES}
    assert sounds == {True, False}


def test_there_are_at_least_forty_cases() -> None:
    """Fewer would not show what the rulebook does."""
    assert len(TOLD) >= 40


@pytest.mark.parametrize("typology", FIVE)
def test_each_of_the_five_is_settled_several_times(typology: str) -> None:
    """All five kinds of work goal stand in at least three settled cases."""
    assert settled()[typology] >= 3


def test_open_outcomes_are_shown_with_all_their_members() -> None:
    """Several cases stay open, and each of the five is a member of one."""
    found = [each for file in FILES if (each := outcome(file).typology) and not each.settled]
    assert len(found) >= 8
    assert set(FIVE) <= {member for each in found for member in each.possible}


def test_there_is_neither_gap_nor_conflict() -> None:
    """Every case has a typology, or several possible ones."""
    found = {file.stem: outcome(file).typology for file in FILES}
    assert not {
        name for name, each in found.items() if each and not set(FIVE).issuperset(each.possible)
    }


@pytest.mark.parametrize("rule", rulebook().availability, ids=lambda rule: rule.id)
def test_every_rule_of_law_both_ways(rule: Availability) -> None:
    """Some case says that it holds, and some case that it does not.

    A rule without condition and dates always holds: there the other way is a case where none of
    what it limits is suggested.
    """
    assert any(rule.id in expected(file).hold for file in FILES), "no case has it hold"
    if rule.when == ALWAYS and rule.valid_from is None and rule.valid_to is None:
        assert any(not_suggested(rule, expected(file)) for file in FILES), "always to the point"
    else:
        assert any(rule.id in expected(file).not_hold for file in FILES), "no case is without it"


def not_suggested(rule: Availability, expectation: Expectation) -> bool:
    """Say whether a case expects something the rule is about not to be suggested."""
    statuses = expectation.interventions
    return any(statuses.get(each) == (Status.NOT_SUGGESTED,) for each in rule.interventions)


@pytest.mark.parametrize("rule", list(rulebook().rules))
def test_every_rule_decides_something_somewhere(rule: str) -> None:
    """Each rule holds in some case; each that can fail cannot hold in some other."""
    states = {outcome(file).rules[rule] for file in FILES}
    assert RuleState.HOLDS in states
    assert states - {RuleState.HOLDS} or rule in always_holding()


def always_holding() -> Iterator[str]:
    """Yield the rules without a condition."""
    yield from (rule.id for rule in rulebook().availability if rule.when == ALWAYS)
    yield from (rule.id for rule in rulebook().warnings if rule.when == ALWAYS)


@pytest.mark.parametrize("intervention", list(rulebook().interventions))
def test_every_intervention_is_suggested_to_someone(intervention: str) -> None:
    """Nothing stands in the catalogue that no case has for certain."""
    found = [outcome(file).interventions[intervention].possible for file in FILES]
    assert any(SUGGESTED.issuperset(possible) for possible in found)


def test_both_sides_of_every_border_are_touched() -> None:
    """Wherever rules cut a number, a date, a count or a scale, cases stand on either side."""
    seen = set()
    for file in FILES:
        answers, as_of = case(file).answers, case(file).as_of
        assert as_of is not None
        seen |= touched(rulebook(), read_answers(rulebook(), answers, as_of), as_of)
    missing = sides(rulebook()) - seen
    assert not missing, "\n".join(sorted(f"{side.question}: {side.at}" for side in missing))


def test_the_demonstration_has_an_open_and_a_settled_case() -> None:
    """The first is open between two or three typologies, the second settled."""
    half, whole = (outcome(ROOT / f"cases/projekt-500/demo-{name}.yaml") for name in DEMO)
    assert half.typology is not None
    assert whole.typology is not None
    assert len(half.typology.possible) in {2, 3}
    assert whole.typology.settled


DEMO = ("open", "settled")
