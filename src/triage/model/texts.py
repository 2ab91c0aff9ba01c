"""The texts of a rulebook, apart from its meaning: every text has a path and a language."""

from __future__ import annotations

import enum
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from triage.diagnostics import RulebookError
from triage.model.never_says import Unsaid

UNSAID: Final = "…"
"""What stands for an id that holds a word nobody may read."""

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class Translated(enum.StrEnum):
    """Who answers for what is translated for the participant alone."""

    MACHINE_MADE = "machine_made"
    CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Texts:
    """Texts by path, such as `questions.goal_state.ask`, in the rulebook's own language.

    Translations are read when first asked for, so that loading a rulebook costs one language.
    A missing translation falls back to the rulebook's own language. `aliases` leads from the
    texts of borrowed values (`values_of`, `highest`) to where those values are defined.

    `limits` holds the limits of law by the path of their rule. In a text of that rule `{weeks}`
    stands for the limit of that name. `own` and `translations` are as written; what is asked for is
    given with its limits.

    An id that holds a word that is `unsaid` stands in for no label: it is for nobody to read.
    """

    language: str
    own: Mapping[str, str]
    translations: Mapping[str, Callable[[], Mapping[str, str]]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unsaid: Unsaid = field(default_factory=Unsaid)

    @property
    def languages(self) -> tuple[str, ...]:
        """The rulebook's own language first, then its translations."""
        return (self.language, *(lang for lang in self.translations if lang != self.language))

    @cached_property
    def as_json(self) -> str:
        """Everything that is written, in every language by path, as JSON, one way only.

        A translation that cannot be read, which nobody is shown, is `null`. What is written is
        kept: the rulebooks made of one by leaving out or changing rules share their texts.
        """
        every = {language: self._written_or_none(language) for language in self.languages}
        return json.dumps(every, sort_keys=True, separators=(",", ":"))

    def _written_or_none(self, language: str) -> dict[str, str] | None:
        try:
            return dict(self.written_in(language))
        except RulebookError:
            return None

    def written_in(self, language: str) -> Mapping[str, str]:
        """Return the texts that are written in a language, by path; of others there are none."""
        return {path: self._filled(path, text) for path, text in self.as_written(language).items()}

    def as_written(self, language: str) -> Mapping[str, str]:
        """Return the same texts with their placeholders."""
        if language == self.language:
            return self.own
        return self.translations[language]() if language in self.translations else {}

    def unfilled(self, language: str) -> Iterator[tuple[str, str]]:
        """Yield the placeholders of a language that no limit fills, each behind its path."""
        for path, text in self.as_written(language).items():
            limits = self._limits_at(path)
            for name in _PLACEHOLDER.findall(text) if "{" in text else ():
                if name not in limits:
                    yield path, name

    def _filled(self, path: str, text: str) -> str:
        if "{" not in text:
            return text
        limits = self._limits_at(path)
        return _PLACEHOLDER.sub(lambda found: limits.get(found[1], found[0]), text)

    def _limits_at(self, path: str) -> Mapping[str, str]:
        return self.limits.get(path.rpartition(".")[0], {})

    def get(self, path: str, language: str | None = None) -> str | None:
        """Return the text at `path`, or `None` where the rulebook has none."""
        path = self.aliases.get(path, path)
        if language is not None and language != self.language and language in self.translations:
            translated = self.translations[language]().get(path)
            if translated is not None:
                return self._filled(path, translated)
        own = self.own.get(path)
        return None if own is None else self._filled(path, own)

    def language_of(self, path: str, language: str) -> str:
        """Return the language in which `get` returns the text at `path`, asked for in another."""
        path = self.aliases.get(path, path)
        translated = language in self.translations and path in self.translations[language]()
        return language if translated else self.language

    def label(self, path: str, language: str | None = None) -> str:
        """Return the label of what is at `path`; where it has none its id, if that may be said."""
        return self.get(f"{path}.label", language) or self.id_of(path)

    def id_of(self, path: str) -> str:
        """Return the id of the thing at `path` for people to read; `…` where it may not be said."""
        id_ = path.rpartition(".")[2]
        return UNSAID if self.unsaid.holds(id_) else id_
