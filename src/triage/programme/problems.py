"""What is wrong with rows of a table, by row and column: never what a cell holds."""

from __future__ import annotations

from dataclasses import dataclass, field

from triage.diagnostics import Diagnostic
from triage.diagnostics.errors import MOST_PROBLEMS


@dataclass
class Problems:
    """What is wrong with rows of a table: how many rows, and the first of what is wrong."""

    rows: set[int] = field(default_factory=set)
    told: list[Diagnostic] = field(default_factory=list)

    def note(self, row: int, column: str, code: str, near: str | None = None) -> None:
        """Note what is wrong in one cell; never what the cell holds."""
        self.rows.add(row)
        if len(self.told) < MOST_PROBLEMS:
            place: dict[str, str | int] = {"row": row, "column": column}
            path = f"[{row}].{column}"
            self.told.append(Diagnostic(code, path=path, details=place, nearest=near))
