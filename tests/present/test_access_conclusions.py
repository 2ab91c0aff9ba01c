"""What is concluded, told to the person: what matters first, and nothing left out of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import pytest

from tests.present.pages import CASES, book, case
from triage import library
from triage.explain import ExplainedOutcome, assessed_of
from triage.explain.plan import active_warnings
from triage.journal.events import About
from triage.model.departure import DepartureReason
from triage.model.guarantee import IN_PLAN, Status
from triage.model.outcome import RuleState
from triage.present import Words
from triage.present.access_conclusions import Conclusions, conclusions
from triage.present.blocks import Block, Group, Line, Point
from triage.present.choices import NONE_MADE, StaffChoice, StaffChoices
from triage.present.names import Names
from triage.present.review import ReviewMarks

WORDS = Words("en")
NAMES = Names(book(), WORDS)


def assessed(name: str) -> ExplainedOutcome:
    """Assess a case of the miniature rulebook."""
    return library.Rulebook(book()).assess(case(name).answers, as_of=case(name).as_of)


def concluded(name: str, choices: StaffChoices = NONE_MADE) -> Conclusions:
    """Tell what is concluded in a case."""
    found = assessed_of(assessed(name))
    return conclusions(found, "concluded_now", WORDS, ReviewMarks(book(), WORDS), choices)


def texts(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield everything that blocks say."""
    for each in blocks:
        match each:
            case Group(heading=heading, blocks=within):
                yield heading
                yield from texts(within)
            case Point(text=text, notes=notes):
                yield text
                yield from texts(notes)
            case Line():
                yield each.said
            case _:
                raise AssertionError(each)


def points(blocks: Iterable[Block], *headings: str) -> int:
    """Count the points under some headings."""
    wanted = {WORDS.say(f"access.{each}") for each in headings}
    groups = [each for each in blocks if isinstance(each, Group) and each.heading in wanted]
    return sum(len(each.blocks) for each in groups)


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_left_out(name: str) -> None:
    """Every proposal is named once and every rule that holds is told; what is settled, first."""
    outcome, found = assessed(name), concluded(name)
    first, rest = "\n".join(texts(found.blocks)), "\n".join(texts(found.appendix))
    for id_, intervention in outcome.interventions.items():
        possible, named = set(intervention.possible), NAMES.intervention(id_)
        told = f"{named}: " in first, named in rest.replace(f"after {named}", "")
        settled = len(possible) == 1 or possible <= IN_PLAN
        assert told == (settled, not settled) or possible == {Status.NOT_SUGGESTED}, id_
    silent = {each.id for each in book().warnings} - set(active_warnings(book(), outcome))
    holds = {rule for rule, state in outcome.rules.items() if state is RuleState.HOLDS}
    assert points((*found.blocks, *found.appendix), "rules", "other_rules") == len(holds - silent)


def test_what_was_chosen_is_told_first() -> None:
    """With who chose it, even where it is open or was not suggested."""
    day, outcome = date(2026, 5, 4), assessed("open")
    left = [
        id_
        for id_, each in outcome.interventions.items()
        if len(each.possible) > 1 and not IN_PLAN.issuperset(each.possible)
    ]
    chosen = About(intervention=left[0])
    choice = StaffChoice(chosen, "caseworker", day, DepartureReason.RULE_MISSES, chosen)
    found = concluded("open", StaffChoices((choice,)))
    assert f"{NAMES.intervention(left[0])}: " in "\n".join(texts(found.blocks))
    assert any("Chosen all the same on 4 May 2026" in each for each in texts(found.blocks))
