"""Tables filling answers: the row of an answered lookup answers its open siblings (section 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from triage.model.answer_path import AnswerPath, Element, path_in
from triage.model.answers import AnswerValue
from triage.model.question import Grid
from triage.model.rulebook import Rulebook


def fill(
    rulebook: Rulebook, given: Mapping[AnswerPath, AnswerValue], counts: Mapping[AnswerPath, int]
) -> dict[AnswerPath, AnswerValue]:
    """Let the row of every answered lookup fill the open siblings that its columns name."""
    filled: dict[AnswerPath, AnswerValue] = {}
    for (owner, lookup), columns in rulebook.fillings.items():
        for element in _elements(rulebook, owner, counts):
            key = given.get(path_in(element, lookup))
            if not isinstance(key, str):
                continue
            for table, column in columns:
                cell = rulebook.tables[table].rows.get(key, {}).get(column)
                path = path_in(element, column)
                if cell is not None and path not in given:
                    filled[path] = frozenset(cell) if isinstance(cell, tuple) else cell
    return filled


def _elements(
    rulebook: Rulebook, owner: str | None, counts: Mapping[AnswerPath, int]
) -> Iterable[Element | None]:
    if owner is None:
        return (None,)
    domain = rulebook.collection(owner)
    if isinstance(domain, Grid):
        return (Element(owner, row) for row in domain.rows)
    count = counts.get(AnswerPath.of(owner), 0)
    return (Element(owner, str(position)) for position in range(1, count + 1))
