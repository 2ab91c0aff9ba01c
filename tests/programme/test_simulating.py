from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from triage.diagnostics import TableError
from triage.language.load import load
from triage.model.programme import OutcomeKind
from triage.model.rulebook import Rulebook
from triage.programme import simulate
from triage.programme.monitoring import COLUMNS, ProgrammeReport, read_participants, report_of

RULES = Path(__file__).parents[2] / "rules"
LAST = date(2026, 11, 22)
SEEDS = (1, 2, 3)


def shipped(name: str) -> Rulebook:
    """Load a rulebook that comes along."""
    return load(RULES / name)


def report(
    book: Rulebook, folder: Path, seed: int = 1, participants: int | None = None
) -> ProgrammeReport:
    """Make up a table, and report on it at the end of everything."""
    file = folder / "table.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, COLUMNS, restval="")
        table.writeheader()
        table.writerows(simulate(book, seed, LAST, participants))
    read = read_participants(file, book)
    assert read.problems == ()
    return report_of(book, read, LAST, "en")


@pytest.mark.parametrize("seed", SEEDS)
def test_what_projekt_500_published_comes_out_exactly(tmp_path: Path, seed: int) -> None:
    """274 took part: 97 in a job, 54 in education, 47 seeking one; 35, 20, 17, together 72 %."""
    own = report(shipped("projekt-500"), tmp_path, seed).participants
    assert own.people == 274
    assert own.outcomes == {
        OutcomeKind.ORDINARY_JOB: 97,
        OutcomeKind.EDUCATION: 54,
        OutcomeKind.ACTIVE_JOB_SEARCH: 47,
    }
    assert own.any == 97 + 54 + 47
    counts = [*own.outcomes.values(), own.any]
    assert [round(100 * count / 274) for count in counts if count is not None] == [35, 20, 17, 72]


def test_what_helsingoer_aims_at_comes_out_exactly(tmp_path: Path) -> None:
    """200 take part, 75 with what counts; 75 others, who are none of the 200."""
    made = report(shipped("helsingor-2019"), tmp_path)
    assert made.participants.people == 200
    assert [(each.number, each.reached, each.left) for each in made.targets] == [
        (each.number, each.number, 0) for each in made.targets
    ]


@pytest.mark.parametrize("name", ["helsingor-2019", "herning-2019", "roskilde-2021"])
def test_money_stays_within_its_lines(tmp_path: Path, name: str) -> None:
    """Something is used of every line and year, and never more than there is."""
    made = report(shipped(name), tmp_path, participants=210)
    assert made.money
    for each in made.money:
        assert each.budget is None or Decimal(0) < each.used <= each.budget


@pytest.mark.parametrize("name", ["herning-2019", "roskilde-2021"])
def test_nothing_says_how_many_take_part(name: str) -> None:
    """It is asked for, not made up."""
    with pytest.raises(TableError) as caught:
        list(simulate(shipped(name), 1, LAST))
    assert [each.code for each in caught.value.diagnostics] == ["how-many-participants"]


def test_every_row_says_that_it_is_made_up() -> None:
    """No row can be taken for somebody's."""
    rows = list(simulate(shipped("herning-2019"), 1, LAST, 100))
    assert {each["synthetic"] for each in rows} == {"yes"}
    assert {each["record"] for each in rows} == {
        *("taking_part", "assessment", "departure", "intervention", "outcome", "cost")
    }


def test_the_same_seed_gives_the_same_table() -> None:
    """And another another."""
    book = shipped("projekt-500")
    once, again, other = (list(simulate(book, seed, LAST)) for seed in (5, 5, 6))
    assert once == again
    assert once != other
