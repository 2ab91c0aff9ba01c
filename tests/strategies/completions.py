"""How many completions an assessment has at most, so that random ones can be walked."""

from __future__ import annotations

from datetime import date
from math import prod
from typing import Any

from tests.strategies.places import Path, StateSpace
from tests.strategies.shape import COLLECTIONS, UNTESTABLE, Shape, Subject, size
from tests.strategies.truth import Place, holds

OPEN = (None, "unknown", "declined")


class StillOpen(Exception):
    """A value that the answers do not settle is wanted."""


class Given:
    """Values as far as answers and tables settle them."""

    def __init__(self, shape: Shape, answers: dict[str, Any]) -> None:
        self._shape = shape
        self._answers = answers

    def given(self, path: Path) -> Any:
        answer = _at(self._answers, path)
        if answer in OPEN:
            return None
        if len(path) == 1 and self._shape.questions[str(path[0])].kind == "list":
            return len(answer)
        return _plain(answer)

    def value(self, asked: Subject, path: Path) -> Any:
        cell = self.fill(path)
        if cell is None:
            raise StillOpen
        return cell if asked.kind != "grid" else ()

    def fill(self, path: Path) -> Any:
        """Return what a table says at a path, where its lookup is answered."""
        owner = str(path[0]) if len(path) > 1 else ""
        if (owner, str(path[-1])) not in self._shape.fills:
            return None
        lookup, table = self._shape.fills[owner, str(path[-1])]
        key = _at(self._answers, (*path[:-1], lookup))
        return self._shape.tables[table]["rows"].get(key, {}).get(path[-1])


def _plain(answer: Any) -> Any:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return answer.isoformat() if isinstance(answer, date) else answer


def _at(answers: Any, path: Path) -> Any:
    """Return the answer at a path, `rest` standing for the rows of a grid that are not named."""
    for key in path:
        if isinstance(answers, dict):
            answers = answers.get(key, answers.get("rest"))
        elif isinstance(answers, list) and isinstance(key, int):
            answers = answers[key]
        else:
            return None
    return answers


def most_completions(shape: Shape, answers: dict[str, Any], as_of: date) -> int:
    """Return an upper bound of the completions of an assessment; 0 where it surely has none."""
    given = Given(shape, answers)
    whole = StateSpace(shape, as_of, given)
    ways = 1
    for asked in shape.questions.values():
        ways *= _ways(whole, given, asked, (asked.name,), whole)
        if asked.kind in COLLECTIONS and given.given((asked.name,)) is not None:
            for part in whole.parts(asked.name):
                for name, inner in asked.item.items():
                    ways *= _ways(whole, given, inner, (asked.name, part.key, name), part)
    return ways


def _ways(whole: StateSpace, given: Given, asked: Subject, path: Path, place: Place) -> int:
    """Count the values a question may have: none if it is answered and does not apply."""
    try:
        applies = asked.asked_when is None or holds(asked.asked_when, place)
    except StillOpen:
        applies = None
    if given.given(path) is not None:
        return 0 if applies is False else 1
    owner = path[0] if len(path) > 1 else ""
    settled = (owner, asked.name) in whole.shape.stated or given.fill(path) is not None
    return 1 if applies is False or settled else _size(whole, asked)


def _size(whole: StateSpace, asked: Subject) -> int:
    if asked.kind not in COLLECTIONS:
        return size(asked, whole.as_of)
    each = prod(
        size(inner, whole.as_of)
        for inner in asked.item.values()
        if inner.kind not in UNTESTABLE and (asked.name, inner.name) not in whole.shape.stated
    )
    if asked.kind == "grid":
        return int(each ** len(asked.rows))
    return sum(each**length for length in range(asked.low, asked.high + 1))
