"""Prompts with arrow keys; needs questionary, the extra `interview`."""

from __future__ import annotations

from collections.abc import Sequence

import questionary

from triage.cli.prompting import write
from triage.cli.streams import say
from triage.model.question import Lookup
from triage.present import InterviewWords, Option, Prompt

_TYPED = "="


class ArrowPrompter:
    """Options are picked with the arrow keys, commands below them; everything else is typed."""

    def __init__(self, words: InterviewWords) -> None:
        """Prompt in the language of `words`."""
        self._words = words
        self._theme: str | None = None

    def line(self, prompt: Prompt) -> str | None:
        """Put a question and give what was picked or typed."""
        if prompt.theme is not None and prompt.theme != self._theme:
            self._theme = prompt.theme
            write(["", prompt.theme])
        say("\n")
        if prompt.help:
            write([prompt.help])
        if isinstance(prompt.question.domain, Lookup):
            labels = [each.label for each in prompt.options]
            how = f"{prompt.text} {prompt.how}"
            return _line(questionary.autocomplete(how, labels, match_middle=True, qmark=""))
        if prompt.several:
            return self._several(prompt)
        if prompt.options:
            return self._one(prompt.text, prompt.options)
        return _line(questionary.text(f"{prompt.text} {prompt.how}", qmark=""))

    def pick(self, options: Sequence[Option]) -> str | None:
        """Let one of a few options be picked."""
        return self._one("", options)

    def _one(self, text: str, options: Sequence[Option]) -> str | None:
        choices = self._choices(options)
        found = _line(questionary.select(text, choices, qmark="", instruction=" "))
        return self._typed() if found == _TYPED else found

    def _several(self, prompt: Prompt) -> str | None:
        choices = self._choices(prompt.options)
        found = _asked(questionary.checkbox(prompt.text, choices, qmark="", instruction=" "))
        if not isinstance(found, list):
            return None
        if _TYPED in found:
            return self._typed()
        orders = [each for each in found if each.startswith("/")]
        return orders[0] if orders else ",".join(found) or "0"

    def _typed(self) -> str | None:
        return _line(questionary.text(self._words.say("answer"), qmark=""))

    def _choices(self, options: Sequence[Option]) -> list[questionary.Choice]:
        """Return the options, and below them the commands, and a way to type instead."""
        return [
            *(questionary.Choice(each.label, each.value) for each in options),
            questionary.Separator(),
            *(
                questionary.Choice(f"/{self._words.typed(each)}  {does}", f"/{each}")
                for each, does in self._words.commands()
            ),
            questionary.Choice(self._words.say("type_instead"), _TYPED),
        ]


def _line(question: questionary.Question) -> str | None:
    found = _asked(question)
    return None if found is None else str(found)


def _asked(question: questionary.Question) -> object:
    """Ask; `None` at the end of input. What interrupts is raised."""
    try:
        found: object = question.unsafe_ask()
    except EOFError:
        return None
    return found
