"""The statements of each dialect: what stands in them, and what does not fit is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

pytest.importorskip("sqlglot", reason="sqlglot is not installed (extra `sql`)")

# These need sqlglot, and come after the line that skips without it.
import sqlglot

from tests.engine.small import DAY, rulebook
from triage.diagnostics import InvalidAssessment
from triage.sql.dialects import DIALECTS
from triage.sql.problems import SqlRefused
from triage.sql.script import script
from triage.sql.views import Places, Views

BOOK = rulebook(
    """
questions:
  wish: {kind: choice, values: [now, later], ask: When?}
  hours: {kind: number, min: 0, max: 37, ask: How many?, asked_when: {wish: now}}
  born: {kind: date, from: 1950-01-01, to: as_of, ask: Born?}
  kinds: {kind: set, values: [cleaning, driving, office], ask: Which?}
typologies:
  policy: unique
  values: [quick, slow]
  rules:
    - {id: T-quick, when: {wish: now, hours: {at_least: 20}}, then: quick}
    - {id: T-slow, when: {not: {wish: now}}, then: slow}
interventions:
  mentor: {kind: talk}
  course: {kind: class}
  shop: {kind: place}
  visit: {kind: talk}
recommendations:
  - {id: R-mentor, when: {typology: quick, kinds: {includes: cleaning}}, recommend: [mentor]}
  - {id: R-course, when: {hours: {less_than: 30}}, recommend: [course, shop, visit]}
"""
)


def written(dialect: str, **changed: Any) -> str:
    """Write the views, in a dialect that takes less of something."""
    return script(Views(BOOK, DAY, replace(DIALECTS[dialect], **changed)))


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_each_dialect_reads_what_is_written(dialect: str) -> None:
    """A parser of the dialect takes every statement; the head says what it is of, and is tried."""
    text = written(dialect)
    statements = [each for each in sqlglot.parse(text, dialect=dialect) if each is not None]
    names = ("about", "classes", "interventions_1", "rules_1", "typology")
    assert sum(text.count(f"triage_{name}") for name in names) >= 2 * len(names)
    assert len(statements) >= 2 * len(names)
    assert BOOK.digest in text.splitlines()[1]
    assert ("only written" in text) is not DIALECTS[dialect].tried


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"columns": 4}, "sql-too-wide"),
        ({"steps": 2}, "sql-too-deep"),
        ({"characters": 500}, "sql-too-long"),
        ({"name_bytes": 12}, "sql-name-too-long"),
    ],
)
def test_what_does_not_fit_is_refused(changed: dict[str, int], code: str) -> None:
    """By the code of what is too much."""
    with pytest.raises(SqlRefused) as error:
        written("duckdb", **changed)
    assert [each.code for each in error.value.diagnostics] == [code]


def test_outputs_are_divided_over_views() -> None:
    """As many as the dialect takes columns for."""
    assert "triage_interventions_2" in written("duckdb", columns=10)


@pytest.mark.parametrize("key", ["exact", "Problem", "problem_at", "hours", "a1"])
def test_a_key_that_is_called_like_another_column(key: str) -> None:
    """It is refused: the views would hold the one or the other."""
    with pytest.raises(SqlRefused) as error:
        script(Views(BOOK, DAY, DIALECTS["duckdb"], Places(key=key)))
    assert [each.code for each in error.value.diagnostics] == ["sql-column-twice"]


def test_settings_come_first() -> None:
    """What a session that reads the views has set is in the file, before anything is made."""
    before = written("spark").partition("CREATE VIEW")[0]
    settings = DIALECTS["spark"].settings
    assert "CollapseProject" in "".join(settings.values())
    assert all(f"\nSET {name} = {value};\n" in before for name, value in settings.items())
    assert "\nSET " not in written("postgres")


def test_names_are_spelled_as_they_are() -> None:
    """Schemas stand before tables and views, and nothing in a name ends it."""
    places = Places('reporting.cases"; drop', "id", "reporting.ours")
    text = script(Views(BOOK, DAY, DIALECTS["postgres"], places))
    assert 'FROM "reporting"."cases""; drop"' in text
    assert 'CREATE VIEW "reporting"."ours_typology"' in text


def test_a_day_that_leaves_no_date() -> None:
    """It is refused, as an assessment of that day is."""
    with pytest.raises(InvalidAssessment) as error:
        Views(BOOK, date(1940, 1, 1), DIALECTS["duckdb"])
    assert [each.code for each in error.value.diagnostics] == ["as-of-leaves-no-date"]
