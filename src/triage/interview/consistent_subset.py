"""What stands together of all that was said.

Answers whose questions stopped applying are set aside: the later word counts. They stay in the
history, and stand again when what set them aside is changed back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from triage.engine import Evaluator
from triage.intake.mapping import is_there, read_by_path
from triage.intake.places import REASONS, Plain
from triage.interview.transcript import Transcript
from triage.model.answer_path import AnswerPath
from triage.model.answers import Answers
from triage.model.rulebook import Rulebook


class ConsistentSubset:
    """Finds what stands together, for one rulebook and day."""

    def __init__(self, rulebook: Rulebook, evaluator: Evaluator, as_of: date) -> None:
        self._rulebook = rulebook
        self._evaluator = evaluator
        self._as_of = as_of

    def of(self, said: Transcript) -> dict[AnswerPath, Plain]:
        """Return the answers that stand, by path; the later one where two cannot stand together."""
        there = {path: v for path, v in said.answers.items() if is_there(said.answers, path)}
        if self.together(there):
            return there
        kept = {path for path, value in there.items() if value in REASONS}
        for path in sorted(there, key=lambda each: -said.when[each]):
            more = kept | ({path} if path.item is None else {path, path.owner})
            if self.together(_only(there, more)):
                kept = more
        return _only(there, kept)

    def together(self, said: Mapping[AnswerPath, Plain]) -> bool:
        """Say whether answers contradict each other in nothing."""
        return self._evaluator.consistent(self.read(said), self._as_of)

    def read(self, said: Mapping[AnswerPath, Plain]) -> Answers:
        """Return answers by path as engines take them."""
        return read_by_path(self._rulebook, said, self._as_of)


def _only(said: Mapping[AnswerPath, Plain], paths: Iterable[AnswerPath]) -> dict[AnswerPath, Plain]:
    kept = set(paths)
    return {path: value for path, value in said.items() if path in kept}
