"""The texts of a rulebook, apart from its meaning: every text has a path and a language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Texts:
    """Texts by path, such as `questions.goal_state.ask`, in the rulebook's own language.

    Translations are read when first asked for, so that loading a rulebook costs one language.
    A missing translation falls back to the rulebook's own language. `aliases` leads from the
    texts of borrowed values (`values_of`, `highest`) to where those values are defined.
    """

    language: str
    own: Mapping[str, str]
    translations: Mapping[str, Callable[[], Mapping[str, str]]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The rulebook's own language first, then its translations."""
        return (self.language, *(lang for lang in self.translations if lang != self.language))

    def written_in(self, language: str) -> Mapping[str, str]:
        """Return the texts that are written in a language, by path; of others there are none."""
        if language == self.language:
            return self.own
        return self.translations[language]() if language in self.translations else {}

    def get(self, path: str, language: str | None = None) -> str | None:
        """Return the text at `path`, or `None` where the rulebook has none."""
        path = self.aliases.get(path, path)
        if language is not None and language != self.language and language in self.translations:
            translated = self.translations[language]().get(path)
            if translated is not None:
                return translated
        return self.own.get(path)

    def label(self, path: str, language: str | None = None) -> str:
        """Return the label of the thing at `path`; the last name of the path where it has none."""
        return self.get(f"{path}.label", language) or path.rsplit(".", 1)[-1]
