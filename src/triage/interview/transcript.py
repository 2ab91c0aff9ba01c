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
    owner_of,
    row_of,
)
from triage.model.assessment import HistoryEntry, Step
from triage.model.question import REST, Grid
from triage.model.rulebook import Rulebook


@dataclass(frozen=True, slots=True, repr=False)
class Transcript:
    """What stands at each path, and in which step it was said; what was put off, and how often.

    `rest` are the paths that were answered for all rows at once.
    """

    answers: Mapping[str, Plain]
    when: Mapping[str, int]
    put_off: Mapping[str, int]
    rest: frozenset[str]

    def rows(self, grid: str) -> tuple[str, ...] | None:
        """Return the rows somebody said matter; `None` where nobody was asked."""
        found = self.answers.get(grid)
        return tuple(found) if isinstance(found, list) else None


class _Replay:
    def __init__(self, rulebook: Rulebook, as_of: date) -> None:
        self._rulebook = rulebook
        self._as_of = as_of
        self.answers: dict[str, Plain] = {}
        self.when: dict[str, int] = {}
        self.put_off: dict[str, int] = {}
        self.rest: set[str] = set()

    def take(self, number: int, entry: HistoryEntry) -> None:
        match entry.step:
            case Step.SKIPPED:
                self.put_off[entry.path] = self.put_off.get(entry.path, 0) + 1
            case Step.WITHDRAWN:
                for path in self._places(entry.path):
                    self.answers.pop(path, None)
                    self.rest.discard(path)
                self.put_off.pop(entry.path, None)
            case Step.ANSWERED:
                self._answer(number, entry)

    def _answer(self, number: int, entry: HistoryEntry) -> None:
        try:
            value = checked(self._rulebook, entry.path, entry.answer, self._as_of)
        except InvalidAssessment:  # a step from before the rulebook changed: it stays a memory
            return
        for_all = row_of(entry.path) == REST
        for path in self._places(entry.path):
            self.answers[path], self.when[path] = value, number
            if for_all:
                self.rest.add(path)
            else:
                self.rest.discard(path)
        self.put_off.pop(entry.path, None)
        owner = owner_of(entry.path)
        if owner != entry.path and self.answers.get(owner) in REASONS:
            del self.answers[owner]

    def _places(self, path: str) -> list[str]:
        """Return the places a path stands for: itself, or a question in every row not named."""
        if row_of(path) != REST:
            return [path]
        owner, _, name = path.split(".")
        return [
            f"{owner}.{row}.{name}"
            for row in unnamed(self._rulebook, self.answers, owner, self.rest)
        ]


def unnamed(
    rulebook: Rulebook, answers: Mapping[str, Plain], grid: str, rest: Collection[str]
) -> list[str]:
    """Return the rows of a grid that nobody said matter, and that have no answer of their own."""
    domain = rulebook.questions[grid].domain
    assert isinstance(domain, Grid)
    chosen = answers.get(grid)
    own = {row_of(path) for path in answers if owner_of(path) == grid and path not in rest}
    own |= set(chosen) if isinstance(chosen, list) else set()
    return [row for row in domain.rows if row not in own]


def replayed(rulebook: Rulebook, history: Iterable[HistoryEntry], as_of: date) -> Transcript:
    """Return what stands after all steps, whether or not it can stand together."""
    replay = _Replay(rulebook, as_of)
    for number, entry in enumerate(history):
        replay.take(number, entry)
    return Transcript(replay.answers, replay.when, replay.put_off, frozenset(replay.rest))
