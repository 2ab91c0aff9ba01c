"""Tables filling answers: the row of an answered lookup answers its open siblings (section 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from triage.intake.answers import AnswerValue
from triage.model.question import Grid
from triage.model.rulebook import Rulebook


def fill(
    rulebook: Rulebook, given: Mapping[str, AnswerValue], counts: Mapping[str, int]
) -> dict[str, AnswerValue]:
    """Let the row of every answered lookup fill the open siblings that its columns name."""
    filled: dict[str, AnswerValue] = {}
    for (owner, lookup), columns in rulebook.fillings().items():
        for prefix in _prefixes(rulebook, owner, counts):
            key = given.get(prefix + lookup)
            if not isinstance(key, str):
                continue
            for table, column in columns:
                cell = rulebook.tables[table].rows.get(key, {}).get(column)
                path = prefix + column
                if cell is not None and path not in given:
                    filled[path] = frozenset(cell) if isinstance(cell, tuple) else cell
    return filled


def _prefixes(rulebook: Rulebook, owner: str | None, counts: Mapping[str, int]) -> Iterable[str]:
    if owner is None:
        return ("",)
    domain = rulebook.collection(owner)
    if isinstance(domain, Grid):
        return (f"{owner}.{row}." for row in domain.rows)
    return (f"{owner}.{position}." for position in range(1, counts.get(owner, 0) + 1))
