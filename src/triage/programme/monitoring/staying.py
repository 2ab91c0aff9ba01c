"""What stays in the team: typologies, what staff did otherwise, who waits by name of case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal, get_args

from triage.model.departure import DepartureReason, Unsettled
from triage.model.rulebook import Rulebook
from triage.programme.cell_suppression import Cells
from triage.programme.monitoring import grouping
from triage.programme.monitoring.offering import waits
from triage.programme.monitoring.people import People
from triage.programme.monitoring.report import Departures, Followed, Team, Waiting
from triage.programme.monitoring.waiting import Order, in_order
from triage.programme.summary import Intervention

FEWEST_WORKERS = 5
"""Below so many workers, what staff did otherwise would be about one of them."""

Goal = Literal["kept", "raised", "lowered"]


def team(
    rulebook: Rulebook, people: People, language: str, workers: int | None, order: Order
) -> Team:
    """Return what stays in the team, nothing hidden but what would be about one worker."""
    enough = workers is not None and workers >= FEWEST_WORKERS
    has_typologies = rulebook.typologies is not None
    confirmed = enough and has_typologies
    return Team(
        workers=workers,
        by_typology=tuple(_by_typology(rulebook, people, language)) if has_typologies else (),
        another_typology=_another_typology(rulebook, people) if confirmed else None,
        not_settled=_not_settled(rulebook, people) if confirmed else None,
        departures=tuple(_departures(rulebook, people, language)) if enough else None,
        goals=_goals(people) if confirmed else None,
        waiting=tuple(_waiting(rulebook, people, language, order)),
    )


def _by_typology(rulebook: Rulebook, people: People, language: str) -> Iterator[Followed]:
    cells = Cells(limit=1)
    of = {number: _confirmed(people, number) for number in people.participants}
    named = rulebook.typologies.values if rulebook.typologies else ()
    for typology in (*named, None):
        members = frozenset(number for number, own in of.items() if own == typology)
        key = ("typology", typology or "")
        grouping.tell(cells, key, members, grouping.Followed.of(people))
        name = (
            ""
            if typology is None
            else rulebook.texts.label(f"typologies.values.{typology}", language)
        )
        counts = grouping.counts(cells, key, people)
        if members or typology is not None:
            yield Followed(id=typology, label=name, **counts)


def _confirmed(people: People, number: int) -> str | None:
    """Return the typology a caseworker confirmed last, on the day of the report at the latest."""
    every = people.histories[number].assessed
    known = [each for each in every if each.start <= people.as_of and each.confirmed is not None]
    return max(known, key=lambda each: each.start).confirmed if known else None


def _departures(rulebook: Rulebook, people: People, language: str) -> Iterator[Departures]:
    """Count what staff did otherwise: rules in file order, then interventions of the catalogue."""
    told = {
        (number, each.what, each.reason)
        for number in people.participants
        for each in people.histories[number].departed
        if each.start <= people.as_of
    }
    cases = Counter(what for _, what in {(number, what) for number, what, _ in told})
    reasons = Counter((what, reason) for _, what, reason in told)

    def departures(of: Literal["rule", "intervention"], id_: str, label: str | None) -> Departures:
        given = {each: reasons[id_, each] for each in DepartureReason if reasons[id_, each]}
        return Departures(what=of, id=id_, label=label, cases=cases[id_], reasons=given)

    for rule in rulebook.rules:
        if cases[rule]:
            yield departures("rule", rule, rulebook.texts.get(f"rules.{rule}.because", language))
    for id_ in rulebook.interventions:
        if cases[id_] and id_ not in rulebook.rules:
            label = rulebook.texts.label(f"interventions.{id_}", language)
            yield departures("intervention", id_, label)


def _not_settled(rulebook: Rulebook, people: People) -> dict[Unsettled, int]:
    """Count the cases in which once no one typology was suggested."""
    typologies = rulebook.typologies.values if rulebook.typologies else ()
    return {
        how: sum(
            any(
                each.start <= people.as_of and each.suggested == how
                for each in people.histories[number].assessed
            )
            for number in people.participants
        )
        for how in get_args(Unsettled)
        if how not in typologies
    }


def _another_typology(rulebook: Rulebook, people: People) -> int:
    """Count the cases in which once another typology was confirmed than was suggested."""
    typologies = rulebook.typologies.values if rulebook.typologies else ()
    return sum(
        any(
            each.start <= people.as_of
            and each.confirmed is not None
            and each.suggested in typologies
            and each.suggested != each.confirmed
            for each in people.histories[number].assessed
        )
        for number in people.participants
    )


def _goals(people: People) -> dict[Goal, int]:
    last = Counter[Goal]()
    for number in people.participants:
        every = people.histories[number].assessed
        told = [each for each in every if each.start <= people.as_of and each.goal is not None]
        goal = max(told, key=lambda each: each.start).goal if told else None
        if goal is not None:
            last[goal] += 1
    return {goal: last[goal] for goal in get_args(Goal)}


def _waiting(rulebook: Rulebook, people: People, language: str, order: Order) -> Iterator[Waiting]:
    for intervention in rulebook.interventions:
        waiting = (
            (history.taking_part.case, given)
            for history in people.histories.values()
            for given in history.given
            if given.what == intervention and waits(given, people.as_of)
        )
        name = rulebook.texts.label(f"interventions.{intervention}", language)
        own = Intervention(id=intervention, label=name)
        rows = [
            Waiting(
                case=case,
                intervention=own,
                requested=given.requested,
                needed_by=given.needed_by,
                shift=given.shift,
            )
            for case, given in waiting
        ]
        yield from in_order(rows, order)
