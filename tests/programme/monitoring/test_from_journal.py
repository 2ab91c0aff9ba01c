"""A report straight from a journal says what the same table would, and needs no key."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.journal.office import DAY, NOW, PLANTED, WORKER, begun, made
from triage.journal import (
    About,
    Came,
    Corrected,
    Declined,
    Departed,
    ErasureList,
    FollowedUp,
    Ground,
    Informed,
    Interpreter,
    InterpreterUsed,
    Journal,
    LifeChanged,
    ReadReason,
    Started,
    Suggested,
    Withdrawn,
)
from triage.journal.open_part import open_events
from triage.model.departure import DepartureReason
from triage.model.programme import OutcomeKind
from triage.programme.monitoring import COLUMNS, table_of

LATER = NOW + timedelta(days=30)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """Return a journal of two cases."""
    journal = made(tmp_path)
    begun(journal, "c-1")
    begun(journal, "c-2")
    return journal


def rows(journal: Journal) -> list[dict[str, str]]:
    """Return the rows of the table a journal amounts to, without the empty cells."""
    every = table_of(open_events(journal.url))
    named = [dict(zip(COLUMNS, cells, strict=True)) for _, cells in every]
    return [{name: cell for name, cell in row.items() if cell} for row in named]


def test_what_was_suggested_confirmed_and_agreed(journal: Journal) -> None:
    """One case, in rows."""
    day = DAY.isoformat()
    assert [each for each in rows(journal) if each["case"] == "j1"] == [
        {"case": "j1", "record": "taking_part", "from": day},
        {
            "case": "j1",
            "record": "assessment",
            "from": day,
            "suggested": "flexible",
            "confirmed": "flexible",
        },
        {
            "case": "j1",
            "record": "intervention",
            "what": "internship",
            "requested": day,
            "needed_by": day,
        },
    ]


def test_what_followed(journal: Journal) -> None:
    """Begun, departed from, what came of it, and the end."""
    journal.record(
        "c-2",
        Started(agreed=12, on=DAY),
        Departed(
            suggested=9,
            about=About(typology="flexible"),
            instead=About(typology="uncertain"),
            reason=DepartureReason.KNOWN_SINCE,
            goal="lowered",
            words=PLANTED,
        ),
        Departed(
            suggested=9, about=About(intervention="internship"), reason=DepartureReason.NO_PLACE
        ),
        Came(what=OutcomeKind.EDUCATION, start=LATER.date()),
        Withdrawn(on=LATER.date()),
        by=WORKER,
        at=LATER,
    )
    own = [each for each in rows(journal) if each["case"] == "j2"]
    day, later = DAY.isoformat(), LATER.date().isoformat()
    assert own[0] == {"case": "j2", "record": "taking_part", "from": day, "to": later}
    assert (own[1]["confirmed"], own[1]["goal"]) == ("uncertain", "lowered")
    assert own[2]["from"] == day
    assert own[3] == {
        "case": "j2",
        "record": "departure",
        "from": later,
        "what": "internship",
        "reason": "no_place",
    }
    assert own[4] == {"case": "j2", "record": "outcome", "what": "education", "from": later}


def test_what_else_was_noted(journal: Journal) -> None:
    """That something was, on the day it was noted, and nothing of what was said."""
    journal.record(
        "c-2",
        LifeChanged(on=DAY, what=PLANTED),
        Informed(article=13, on=DAY),
        InterpreterUsed(who=Interpreter.BY_PHONE, on=DAY, language=PLANTED),
        Declined(intervention="course", words=PLANTED),
        FollowedUp(agreed=12, on=DAY),
        by=WORKER,
        at=LATER,
    )
    own = [each for each in rows(journal) if each["record"] == "noted"]
    told = ["life_changed", "informed", "interpreter_used", "declined", "followed_up"]
    assert [each["what"] for each in own] == told
    assert {each["from"] for each in own} == {LATER.date().isoformat()}
    assert PLANTED not in str(own)


def test_a_case_that_was_closed_and_read(journal: Journal) -> None:
    """Somebody who takes part no longer does so no more for being read about."""
    journal.record("c-1", Withdrawn(on=DAY), by=WORKER, at=NOW)
    journal.history("c-1", by=WORKER, at=NOW, why=ReadReason.AUDIT)
    assert rows(journal)[0]["to"] == DAY.isoformat()


def test_rules_that_were_departed_from(journal: Journal) -> None:
    """Whatever spoke for what was suggested; nothing spoke for what is wanted all the same."""
    rules = {"flexible": ("T-1",), "internship": ("R-1", "R-2")}
    made = Suggested(assessed=2, typology="flexible", interventions=("internship",), rules=rules)
    noted = journal.record("c-1", made, by=WORKER, at=NOW)
    suggested, course = noted[-1].number, About(intervention="course")
    why = DepartureReason.RULE_MISSES
    flexible, internship = About(typology="flexible"), About(intervention="internship")
    journal.record(
        "c-1",
        Departed(suggested=suggested, about=internship, reason=why),
        Departed(suggested=suggested, about=course, instead=course, reason=why),
        Departed(suggested=suggested, about=flexible, reason=why, goal="raised"),
        by=WORKER,
        at=NOW,
    )
    found = [each["what"] for each in rows(journal) if each["record"] == "departure"]
    assert found == ["internship", "R-1", "R-2", "course", "T-1"]


def test_what_was_corrected_or_erased_counts_nowhere(journal: Journal, tmp_path: Path) -> None:
    """Nor is anything in it that somebody said, or who noted it."""
    journal.record("c-1", Corrected(event=6, words=PLANTED), by=WORKER, at=NOW)
    listed = ErasureList(tmp_path / "erased.jsonl")
    journal.erase("c-2", Ground.MISTAKE, listed, by=WORKER, at=NOW)
    found = rows(journal)
    assert {each["case"] for each in found} == {"j1"}
    assert "intervention" not in {each["record"] for each in found}
    assert PLANTED not in str(found)
    assert WORKER.id not in str(found)
