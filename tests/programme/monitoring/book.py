"""A small programme with everything a report tells of, and tables written where they are used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from tests.engine.small import rulebook
from triage.programme.monitoring import COLUMNS, ForTheTeam, ProgrammeReport, read_participants
from triage.programme.monitoring.build import report_of

AS_OF = date(2022, 12, 31)

BOOK = rulebook(
    """
    questions:
      job: {ask: 'Vil du arbejde?', kind: yes_no}
    target_groups:
      policy: unique
      values: {near: {label: 'Nær'}, far: {label: 'Fjern'}}
      rules:
        - {id: G-near, when: {job: yes}, then: near}
        - {id: G-far, when: {job: no}, then: far}
    typologies:
      policy: unique
      values: {keen: {label: 'Ivrig'}, calm: {label: 'Rolig'}}
      rules:
        - {id: T-keen, when: {job: yes}, then: keen}
        - {id: T-calm, when: {job: no}, then: calm}
    interventions:
      talk: {label: 'Samtale', kind: talk}
      course: {label: 'Kursus', kind: skill}
    programme:
      owner: En kommune
      period: {from: 2021-01-01, to: 2023-12-31, source: reading}
      outcomes:
        ordinary_job: {label: 'Job', min_hours: 15, after_months: [3, 6], source: reading}
        education: {label: 'Uddannelse', source: reading}
      targets:
        taking_part: {label: 'Deltagere', number: 30, source: reading}
        in_work:
          {label: 'I arbejde', number: 12, counts: [ordinary_job], by: 2022-06-30, source: reading}
        others: {label: 'Andre', number: 5, who: others, source: reading}
      currency: DKK
      budget:
        staff:
          label: 'Personale'
          years: {2021: '100.10', 2022: '200.20'}
          total: '300.30'
          source: reading
        travel: {label: 'Rejser', total: '50.00', source: reading}
      budget_total: '350.30'
      capacity:
        seats:
          {label: 'Pladser', intervention: course, places: 2, to: 2022-12-31, source: reading}
    """,
    head="rulebook: {id: small, version: '1', language: da, sources: {reading: {title: V}}}\n",
)


def row(**cells: str) -> dict[str, str]:
    """Return a row; `start` and `end` stand for the columns `from` and `to`."""
    names = {"start": "from", "end": "to"}
    return {names.get(name, name): cell for name, cell in cells.items()}


def joined(case: str, start: str = "2021-02-01", **cells: str) -> dict[str, str]:
    """Return the row of somebody who takes part."""
    return row(case=case, record="taking_part", start=start, **cells)


def written(file: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    """Write rows as a CSV file with all columns."""
    lines = [
        ",".join(COLUMNS),
        *(",".join(each.get(name, "") for name in COLUMNS) for each in rows),
    ]
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


def reported(
    file: Path,
    rows: Iterable[Mapping[str, str]],
    *,
    as_of: date = AS_OF,
    staying: ForTheTeam | None = None,
    limit: int = 1,
) -> ProgrammeReport:
    """Write a table, read it, and make its report; nothing is hidden unless a limit is given."""
    table = read_participants(written(file, rows), BOOK)
    return report_of(BOOK, table, as_of, "da", limit=limit, staying=staying)
