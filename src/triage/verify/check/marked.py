"""The answers that concern a protected characteristic or stand close to one, and who reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from triage.model.protected import Characteristic, ProtectedMark
from triage.model.question import Grid, Question
from triage.model.rulebook import Rulebook
from triage.program.program import Program, Variable


@dataclass(frozen=True, slots=True)
class Marked:
    """A question, or a row of a grid, with what it concerns and stands close to.

    `owner` is the list or grid a question stands in. `variables` are its answers in the program,
    and those its table fills, whose names are `filled`. `near` are the values that stand close,
    where the rulebook names them; without them it is every answer.
    """

    name: str
    place: str
    question: str
    owner: str | None
    row: str | None
    concerns: tuple[Characteristic, ...]
    proxy_of: tuple[Characteristic, ...]
    variables: frozenset[int]
    near: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    programme_only: bool = False


def marked(rulebook: Rulebook, program: Program) -> tuple[Marked, ...]:
    """Return everything that is marked, in the order of the file."""
    return tuple(_Marking(rulebook, program).found())


class _Marking:
    def __init__(self, rulebook: Rulebook, program: Program) -> None:
        self._rulebook, self._program = rulebook, program

    def found(self) -> Iterator[Marked]:
        for owner, question in self._rulebook.every_question():
            if not question.concerns and not question.proxy_of:
                continue
            if isinstance(question.domain, Grid):
                yield from self._rows(question, question.domain)
            else:
                yield self._question(owner, question)

    def _question(self, owner: str | None, question: Question) -> Marked:
        name = f"{owner}.{question.id}" if owner else question.id
        place = f"questions.{owner}.item.{question.id}" if owner else f"questions.{question.id}"
        filled = self._rulebook.fillings.get((owner, question.id), ())
        places = {(owner, question.id), *((owner, column) for _, column in filled)}
        here = (
            each
            for each in self._program.variables
            if each.path.place in places or (owner is None and each.path.question == question.id)
        )
        around = self._rulebook.questions[owner] if owner else question
        return Marked(
            name,
            place,
            question.id,
            owner,
            None,
            _of(question.concerns),
            _of(question.proxy_of),
            _numbers(here),
            tuple(dict.fromkeys(value for mark in question.proxy_of for value in mark.of)),
            tuple(f"{owner}.{column}" if owner else column for _, column in filled),
            around.programme_only,
        )

    def _rows(self, question: Question, grid: Grid) -> Iterator[Marked]:
        """Yield a grid row by row: rows are different things."""
        for row in grid.rows:
            concerns, proxy_of = _of(question.concerns, row), _of(question.proxy_of, row)
            if concerns or proxy_of:
                here = (
                    each
                    for each in self._program.variables
                    if each.path.question == question.id and each.path.row == row
                )
                place = f"questions.{question.id}.rows.{row}"
                if place not in self._rulebook.places:
                    place = f"questions.{question.id}"
                numbers = _numbers(here)
                yield Marked(
                    f"{question.id}.{row}",
                    place,
                    question.id,
                    None,
                    row,
                    concerns,
                    proxy_of,
                    numbers,
                    programme_only=question.programme_only,
                )


def _numbers(variables: Iterator[Variable]) -> frozenset[int]:
    return frozenset(each.index for each in variables)


def _of(marks: tuple[ProtectedMark, ...], row: str | None = None) -> tuple[Characteristic, ...]:
    """Return the characteristics of a question, or of one of its rows."""
    held = (each for each in marks if row is None or not each.of or row in each.of)
    return tuple(dict.fromkeys(each.characteristic for each in held))
