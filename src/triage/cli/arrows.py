"""Prompts with arrow keys; needs prompt_toolkit, the extra `interview`."""

from __future__ import annotations

from collections.abc import Sequence

from triage.cli.menu import Menu, MenuWords
from triage.cli.prompting import put
from triage.model.question import Lookup
from triage.present import InterviewWords, Option, Prompt


class ArrowPrompter:
    """Rows are pointed at with the arrow keys; everything that can be typed can be typed too."""

    def __init__(self, words: InterviewWords) -> None:
        """Prompt in the language of `words`."""
        self._words = words
        self._theme: str | None = None

    def line(self, prompt: Prompt) -> str | None:
        """Put a question and give what was chosen or typed."""
        put(prompt, self._theme)
        self._theme = prompt.theme or self._theme
        searched = isinstance(prompt.question.domain, Lookup)
        keys = self._words.keys(prompt)
        return Menu(
            prompt.options, self._menu_words(keys), none=prompt.none, searched=searched
        ).run()

    def pick(self, options: Sequence[Option]) -> str | None:
        """Let one of a few options be picked."""
        return Menu(options, self._menu_words(self._words.say("keys_one"))).run()

    def _menu_words(self, keys: str) -> MenuWords:
        say = self._words.say
        return MenuWords(say("answer"), keys, f"{say('nothing_chosen')} {keys}")
