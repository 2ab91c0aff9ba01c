"""Lists and grids in a talk: which items and rows are there, and what is asked of them in turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from triage.intake.places import Plain
from triage.interview.transcript import Transcript, unnamed
from triage.model.answer_path import AnswerPath, Element
from triage.model.question import PAGE, REST, Grid, ListOf, Lookup, Question, Text
from triage.model.rulebook import Rulebook


class Elements:
    """The items and rows of one talk, as it stands."""

    def __init__(
        self, rulebook: Rulebook, said: Transcript, standing: Mapping[AnswerPath, Plain]
    ) -> None:
        self._rulebook = rulebook
        self._said = said
        self._standing = standing

    def elements(self, owner: str) -> list[Element]:
        """Return the items of a list that are there."""
        count = self._standing.get(AnswerPath.of(owner))
        keys = range(1, count + 1) if isinstance(count, int) else ()
        return [Element(owner, str(key)) for key in keys]

    def chosen(self, grid: str) -> list[Element]:
        """Return the rows of a grid that somebody said matter."""
        return [Element(grid, row) for row in self._said.rows(grid) or ()]

    def paths(self, question: Question, off: frozenset[AnswerPath]) -> Iterator[AnswerPath]:
        """Yield the paths of a question in the order of the file, those inside after it."""
        id_ = question.id
        match question.domain:
            case ListOf(item=inner):
                yield AnswerPath.of(id_)
                yield from (item.at(each.id) for item in self.elements(id_) for each in inner)
            case Grid(rows, inner):
                if not self.is_begun(id_):
                    yield AnswerPath.of(id_)
                    return
                rest = self._rest(id_)
                chosen = self.chosen(id_)
                every = [] if rest is not None else [Element(id_, row) for row in rows]
                yield from (row.at(each.id) for row in chosen for each in inner)
                yield from () if rest is None or rest in off else (rest,)
                others = (row for row in every if row not in chosen)
                yield from (row.at(each.id) for row in others for each in inner)
            case _:
                yield AnswerPath.of(id_)

    def is_begun(self, grid: str) -> bool:
        """Say whether something was said of a grid: which rows matter, or of some cell."""
        return any(path.question == grid for path in self._standing)

    def _rest(self, grid: str) -> AnswerPath | None:
        """Return the path for all rows not named, where rows were named and others left out."""
        domain = self._rulebook.collection(grid)
        spoken = {path.row for path in self._standing if path.question == grid}
        asked = self._said.rows(grid) is not None
        if asked and any(row not in spoken for row in self.unnamed(grid)):
            return Element(grid, REST).at(domain.item[0].id)
        return None

    def unnamed(self, grid: str) -> list[str]:
        """Return the rows of a grid that nobody spoke of."""
        return unnamed(self._rulebook, self._said.answers, grid, self._said.rest)

    def led_to(self, path: AnswerPath) -> AnswerPath:
        """Ask which rows of a grid matter before a cell, and about the rest of them at once."""
        grid = path.question
        if not isinstance(self._rulebook.questions[grid].domain, Grid):
            return path
        if not self.is_begun(grid) and path.owner not in self._said.put_off:
            return path.owner
        rest = self._rest(grid)
        if rest is None or path.row not in self.unnamed(grid):
            return path
        return rest if path.inner == rest.inner else path

    def places(self, path: AnswerPath) -> Iterable[AnswerPath]:
        """Return the places a path stands for: itself, or one in each row nobody spoke of."""
        if path.row != REST:
            return (path,)
        return map(path.in_row, self.unnamed(path.question))

    def leaf(self, path: AnswerPath) -> AnswerPath:
        """Return the path itself; of a grid, or the rest of one, a cell that is as it is."""
        domain = self._rulebook.questions[path.question].domain
        if isinstance(domain, Grid) and path.row in (None, REST):
            return Element(path.question, domain.rows[0]).at(domain.item[0].id)
        return path


def naming(inner: Iterable[Question]) -> Iterator[Question]:
    """Yield what people call an item by: its first free text for pages, and its first lookup."""
    texts = (each for each in inner if isinstance(each.domain, Text) and PAGE in each.used_for)
    lookups = (each for each in inner if isinstance(each.domain, Lookup))
    yield from (each for each in (next(texts, None), next(lookups, None)) if each is not None)
