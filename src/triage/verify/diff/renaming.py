"""New names for the things of a rulebook: what it says, with other ids, about the same people.

A rulebook under the names of another can be held against it thing by thing, and decided beside it:
what only its names set apart is then equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from triage.model.answer_path import AnswerPath
from triage.model.texts import Texts
from triage.verify.diff.thing_paths import id_of, renamed_steps


@dataclass(frozen=True)
class Renaming:
    """For the path of each thing that is renamed, as texts and places have it, its new id.

    `questions.wish` is a question, `questions.goals.item.title` one of a list or grid, and
    `questions.wish.values.later`, `questions.barriers.rows.health`, `findings.near`, `rules.R-one`,
    `interventions.mentor`, `typologies.values.open` are what they say. Paths are spelled in old
    names throughout.
    """

    ids: Mapping[str, str]

    def __bool__(self) -> bool:
        """Say whether anything is renamed."""
        return bool(self.ids)

    def id(self, path: str) -> str:
        """Return what the thing at a path is called now."""
        return self.ids.get(path) or id_of(path)

    def path(self, path: str) -> str:
        """Return a path of a thing or of a text, each step by its new id."""
        return renamed_steps(path, self.ids)

    @cached_property
    def back(self) -> Mapping[str, str]:
        """The old path of everything that is renamed, by its new path."""
        return {self.path(path): path for path in self.ids}

    def values(self, path: str, values: Iterable[str]) -> tuple[str, ...]:
        """Return the new ids of things that stand below a path."""
        return tuple(self.id(f"{path}.{each}") for each in values)

    # --- answers

    def answer_path(self, path: AnswerPath) -> AnswerPath:
        """Return the path of an answer by its new ids."""
        owner = f"questions.{path.question}"
        question = self.id(owner)
        if path.inner is None or path.row is None:
            return AnswerPath.of(question)
        row = self.id(f"{owner}.rows.{path.row}") if path.item is None else path.row
        return AnswerPath.of(question, row, self.id(f"{owner}.item.{path.inner}"))

    def answers(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answers of a case by their new ids; what has none stays as it is."""
        return {
            self.id(f"questions.{each}"): self.answer(f"questions.{each}", value)
            for each, value in answers.items()
        }

    def answer(self, path: str, value: Any) -> Any:
        """Return the answer to the question at a path by its new ids."""
        match value:
            case str():
                return self.id(f"{path}.values.{value}")
            case list() | tuple() | frozenset():
                return [self._item(path, each) for each in value]
            case Mapping():
                return {
                    self.id(f"{path}.rows.{row}"): self._item(path, each)
                    for row, each in value.items()
                }
            case _:
                return value

    def _item(self, path: str, value: Any) -> Any:
        """Return what a list, a set or a grid holds: an item or a row by question, or a value."""
        if not isinstance(value, Mapping):
            return self.answer(path, value)
        return {
            self.id(f"{path}.item.{inner}"): self.answer(f"{path}.item.{inner}", each)
            for inner, each in value.items()
        }

    # --- texts

    def texts(self, texts: Texts) -> Texts:
        """Return texts by the paths they have now."""
        return replace(
            texts,
            own=self._by_path(texts.own),
            translations={
                language: partial(self._translated, read)
                for language, read in texts.translations.items()
            },
            aliases={self.path(at): self.path(own) for at, own in texts.aliases.items()},
            limits={self.path(at): limits for at, limits in texts.limits.items()},
        )

    def _translated(self, read: Callable[[], Mapping[str, str]]) -> Mapping[str, str]:
        return self._by_path(read())

    def _by_path(self, texts: Mapping[str, str]) -> dict[str, str]:
        return {self.path(path): text for path, text in texts.items()}
