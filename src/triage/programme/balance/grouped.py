"""Reading the columns that stand beside stored cases: by the local id of each case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from triage.diagnostics import Diagnostic, TableError
from triage.model.cpr import looks_like_cpr
from triage.tables import Columns, read_table

CASE = "case"
_USUAL = "cases"
"""The table, view or sheet that is read, where a file has several."""

Groups = Mapping[str, Mapping[str, str]]
"""For each column the value of each case; cases without one are not in it."""


def read_groups(file: Path, columns: Sequence[str]) -> Groups:
    """Read some columns of a table, by what stands under `case`.

    Where a case has several rows, the last that says something counts.

    Raises:
        TableError: it cannot be read, lacks a column, or has CPR numbers for ids.
        ExtraMissing: it takes packages that are not installed.
    """
    wanted = Columns((CASE, *columns), ids=(CASE,))
    table = read_table(file, wanted, usual=_USUAL)
    places = {name: table.columns.index(name) for name in wanted.needed}
    found: dict[str, dict[str, str]] = {name: {} for name in columns}
    for number, cells in table:
        if len(cells) <= max(places.values()):
            continue
        case = cells[places[CASE]].strip()
        if looks_like_cpr(case):
            details: dict[str, str | int] = {"row": number, "table": str(file), "column": CASE}
            raise TableError((Diagnostic("id-like-cpr", details=details),))
        for name in columns:
            if case and (value := cells[places[name]].strip()):
                found[name][case] = value
    return found
