"""What of a programme's report stays in the team."""

from __future__ import annotations

from collections.abc import Iterator

from triage.present.blocks import Block, Cell, Line, Table, labelled
from triage.present.numbers import Numbers
from triage.present.wording import Words
from triage.programme.monitoring.report import ByRule, Team, Waiting


def team_blocks(team: Team, words: Words) -> Iterator[Block]:
    """Tell what staff did otherwise, never by whom, and who waits."""
    if team.departures is None or team.goals is None:
        yield Line(words.say("following.too_few_workers"))
    else:
        otherwise = str(team.another_typology)
        yield Line(otherwise, label=words.say("following.another_typology"))
        rules = tuple(
            (Cell(_rule(each)), Cell(str(each.cases), each.cases)) for each in team.departures
        )
        cases = words.say("following.cases")
        if rules:
            caption = words.say("following.departures_caption")
            yield Table(caption, (words.say("following.rule"), cases), rules)
        goals = tuple(
            (Cell(words.say(f"following.goal_{goal}")), Cell(str(count), count))
            for goal, count in team.goals.items()
        )
        yield Table(
            words.say("following.goals_caption"), (words.say("following.goal"), cases), goals
        )
        yield Line(words.say("following.no_control"))
    yield from _waiting(team, words)


def _rule(own: ByRule) -> str:
    return labelled(own.rule, own.because) if own.because else own.rule


def _waiting(team: Team, words: Words) -> Iterator[Block]:
    if team.waiting:
        keys = ("intervention", "case", "requested", "needed_by", "shift")
        columns = tuple(words.say(f"following.{key}") for key in keys)
        numbers = Numbers(words)
        rows = tuple(_case(each, numbers) for each in team.waiting)
        yield Table(words.say("following.waiting_caption"), columns, rows)
        yield Line(words.say("following.order"))


def _case(own: Waiting, numbers: Numbers) -> tuple[Cell, ...]:
    days = map(numbers.day, (own.requested, own.needed_by))
    return Cell(own.intervention.label), Cell(own.case), *days, numbers.hour(own.shift)
