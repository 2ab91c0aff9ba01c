"""Cells that hold labels, what people call an answer, in the place of its id.

A text is read where it is the label, or the id, of one answer alone. INVARIANT: what several
answers are called is read as none of them.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from triage.columns.texts import MEMBERS, NOTHING_IN_IT
from triage.diagnostics import Diagnostic, InvalidAssessment
from triage.intake.places import REASONS, path_at, question_at
from triage.model.answer_path import AnswerPath, Element
from triage.model.question import Subset
from triage.model.rulebook import Rulebook
from triage.tables import folded

Called = tuple[str, str]
"""The id of an answer, and a text it is called by; `[]` is the set of nothing."""

_Known = Mapping[str, frozenset[str]]
"""The ids of what a text may say."""

_ALONE: Final = frozenset({*REASONS, NOTHING_IN_IT})
"""What stands for all of an answer, and is no member of a set."""

_MOST_MEMBERS = 1000
"""A text with more commas names no set."""


class Several(enum.Enum):
    """In the place of an answer: the text is what several are called."""

    ANSWERS = enum.auto()


class Labels:
    """Reads labels as the ids of answers; `called` says what answers to a question are called."""

    def __init__(
        self, rulebook: Rulebook, called: Callable[[AnswerPath], Iterable[Called]]
    ) -> None:
        self._rulebook = rulebook
        self._known: Callable[[AnswerPath], _Known] = cache(lambda path: _by_text(called(path)))

    def read(self, path: AnswerPath, value: Any) -> Any:
        """Return the id, or the ids, that a value says; what is called nothing stays as it is."""
        known = self._known(path)
        if isinstance(value, list):
            every = [_only(each, known) for each in value]
            return Several.ANSWERS if Several.ANSWERS in every else every
        if isinstance(value, str) and isinstance(question_at(self._rulebook, path).domain, Subset):
            return _set(value, known)
        return _only(value, known)

    def read_all(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answers of an assessment with ids in the place of labels.

        Raises:
            InvalidAssessment: a text is what several answers are called.
        """
        return {id_: self._at(AnswerPath(id_), said) for id_, said in answers.items()}

    def _at(self, path: AnswerPath, said: Any) -> Any:
        if isinstance(said, Mapping):
            return {key: self._of(Element(path, key), each) for key, each in said.items()}
        if isinstance(said, list) and any(isinstance(each, Mapping) for each in said):
            return [self._of(Element(path, str(at)), each) for at, each in enumerate(said, start=1)]
        return self._answer(path, said)

    def _of(self, element: Element, said: Any) -> Any:
        if not isinstance(said, Mapping):
            return said
        return {inner: self._answer(element.at(inner), each) for inner, each in said.items()}

    def _answer(self, path: AnswerPath, said: Any) -> Any:
        known = path_at(self._rulebook, path)
        read = said if known is None else self.read(known, said)
        if read is Several.ANSWERS:
            raise InvalidAssessment((of_several(path),))
        return read


def of_several(place: str) -> Diagnostic:
    """Return what is wrong with a text that several answers are called."""
    return Diagnostic("label-of-several", path=place)


def _by_text(called: Iterable[Called]) -> _Known:
    found: dict[str, set[str]] = {}
    for id_, text in called:
        for each in (id_, text):
            found.setdefault(folded(each), set()).add(id_)
    return {text: frozenset(ids) for text, ids in found.items()}


def _only(value: Any, known: _Known) -> Any:
    """Return the one id a value says."""
    ids = known.get(folded(value), ()) if isinstance(value, str) else ()
    return Several.ANSWERS if len(ids) > 1 else next(iter(ids), value)


def _set(text: str, known: _Known) -> Any:
    """Return the members a text names with commas between them; a label may have commas, too."""
    ways = _ways(text.split(MEMBERS), known)
    if len(ways) > 1:
        return Several.ANSWERS
    for ids in ways:
        if len(ids) == 1 and ids[0] in _ALONE:
            return [] if ids[0] == NOTHING_IN_IT else ids[0]
        return list(ids)  # of what stands for all of an answer, too: that is no member, and told
    return text


def _ways(pieces: Sequence[str], known: _Known) -> Sequence[tuple[str, ...]]:
    """Return the ways to read pieces as labels, one after another; of several, two."""
    if len(pieces) > _MOST_MEMBERS:
        return ()
    longest = 1 + max((text.count(MEMBERS) for text in known), default=0)
    ways: list[list[tuple[str, ...]]] = [*([] for _ in pieces), [()]]
    for first in reversed(range(len(pieces))):
        for end in range(first + 1, min(first + longest, len(pieces)) + 1):
            ids = known.get(folded(MEMBERS.join(pieces[first:end])), ())
            ways[first] += [(id_, *rest) for id_ in ids for rest in ways[end]]
        del ways[first][2:]
    return ways[0]
