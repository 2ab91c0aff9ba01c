"""From the steps of a conversation to what stands now: the last word on each question."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from triage.diagnostics import InvalidAssessment
from triage.intake.places import (
    REASONS,
    Plain,
    checked,
    path_at,
)
from triage.model.answer_path import AnswerPath
from triage.model.assessment import HistoryEntry, Step
from triage.model.question import REST, Grid
from triage.model.rulebook import Rulebook


@dataclass(frozen=True, slots=True, repr=False)
class Transcript:
    """What stands at each path, and in which step it was said; what was put off, and how often.

    `rest` are the paths that were answered for all rows at once.
    """

    answers: Mapping[AnswerPath, Plain]
    when: Mapping[AnswerPath, int]
    put_off: Mapping[AnswerPath, int]
    rest: frozenset[AnswerPath]

    def rows(self, grid: str) -> tuple[str, ...] | None:
        """Return the rows somebody said matter; `None` where nobody was asked."""
        found = self.answers.get(AnswerPath.of(grid))
        return tuple(found) if isinstance(found, list) else None


class _Replay:
    def __init__(self, rulebook: Rulebook, as_of: date) -> None:
        self._rulebook = rulebook
        self._as_of = as_of
        self.answers: dict[AnswerPath, Plain] = {}
        self.when: dict[AnswerPath, int] = {}
        self.put_off: dict[AnswerPath, int] = {}
        self.rest: set[AnswerPath] = set()

    def take(self, number: int, entry: HistoryEntry) -> None:
        asked = path_at(self._rulebook, entry.path)
        if asked is None:  # a step from before the rulebook changed: it stays a memory
            return
        match entry.step:
            case Step.SKIPPED:
                self.put_off[asked] = self.put_off.get(asked, 0) + 1
            case Step.WITHDRAWN:
                for path in self._places(asked):
                    self.answers.pop(path, None)
                    self.rest.discard(path)
                self.put_off.pop(asked, None)
            case Step.ANSWERED:
                self._answer(number, asked, entry.answer)

    def _answer(self, number: int, asked: AnswerPath, answer: object) -> None:
        try:
            value = checked(self._rulebook, asked, answer, self._as_of)
        except InvalidAssessment:  # as above
            return
        for path in self._places(asked):
            self.answers[path], self.when[path] = value, number
            if asked.row == REST:
                self.rest.add(path)
            else:
                self.rest.discard(path)
        self.put_off.pop(asked, None)
        if asked.element is not None and self.answers.get(asked.owner) in REASONS:
            del self.answers[asked.owner]

    def _places(self, path: AnswerPath) -> list[AnswerPath]:
        """Return the places a path stands for: itself, or a question in every row not named."""
        if path.row != REST:
            return [path]
        rows = unnamed(self._rulebook, self.answers, path.question, self.rest)
        return [path.in_row(row) for row in rows]


def unnamed(
    rulebook: Rulebook, answers: Mapping[AnswerPath, Plain], grid: str, rest: Collection[AnswerPath]
) -> list[str]:
    """Return the rows of a grid that nobody said matter, and that have no answer of their own."""
    domain = rulebook.questions[grid].domain
    assert isinstance(domain, Grid)
    chosen = answers.get(AnswerPath.of(grid))
    own = {path.row for path in answers if path.question == grid and path not in rest}
    own |= set(chosen) if isinstance(chosen, list) else set()
    return [row for row in domain.rows if row not in own]


def replayed(rulebook: Rulebook, history: Iterable[HistoryEntry], as_of: date) -> Transcript:
    """Return what stands after all steps, whether or not it can stand together."""
    replay = _Replay(rulebook, as_of)
    for number, entry in enumerate(history):
        replay.take(number, entry)
    return Transcript(replay.answers, replay.when, replay.put_off, frozenset(replay.rest))
