"""What stands together of all that was said.

Answers whose questions stopped applying are set aside: the later word counts. They stay in the
history, and stand again when what set them aside is changed back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from triage.engine import Evaluator
from triage.intake.mapping import as_mapping
from triage.intake.places import REASONS, Plain, owner_of
from triage.interview.transcript import Transcript
from triage.model.question import ListOf
from triage.model.rulebook import Rulebook


class ConsistentSubset:
    """Finds what stands together, for one rulebook and day."""

    def __init__(self, rulebook: Rulebook, evaluator: Evaluator, as_of: date) -> None:
        self._rulebook = rulebook
        self._evaluator = evaluator
        self._as_of = as_of

    def of(self, said: Transcript) -> dict[str, Plain]:
        """Return the answers that stand, by path; the later one where two cannot stand together."""
        there = {path: value for path, value in said.answers.items() if self._is_there(said, path)}
        if self.together(there):
            return there
        kept = {path for path, value in there.items() if value in REASONS}
        for path in sorted(there, key=lambda each: -said.when[each]):
            more = kept | self._with_list(path)
            if self.together(_only(there, more)):
                kept = more
        return _only(there, kept)

    def together(self, said: Mapping[str, Plain]) -> bool:
        """Say whether answers contradict each other in nothing."""
        return self._evaluator.consistent(self.mapping(said), self._as_of)

    def mapping(self, said: Mapping[str, Plain]) -> dict[str, Any]:
        """Put answers together as an assessment holds them."""
        return as_mapping(self._rulebook, said)

    def _is_there(self, said: Transcript, path: str) -> bool:
        """Say whether the item an answer is about is there, if it is about one."""
        owner = owner_of(path)
        if owner == path or not isinstance(self._rulebook.questions[owner].domain, ListOf):
            return True
        count = said.answers.get(owner)
        return isinstance(count, int) and int(path.split(".")[1]) <= count

    def _with_list(self, path: str) -> set[str]:
        owner = owner_of(path)
        is_list = isinstance(self._rulebook.questions[owner].domain, ListOf)
        return {path, owner} if is_list else {path}


def _only(said: Mapping[str, Plain], paths: Iterable[str]) -> dict[str, Plain]:
    kept = set(paths)
    return {path: value for path, value in said.items() if path in kept}
