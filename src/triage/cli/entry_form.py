"""The form of a new entry: what options gave of it, and on a terminal what they left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import click

from triage.authoring.additions import Addition
from triage.authoring.writing import Raw, Value
from triage.cli.prompting import on_terminal, read_line
from triage.present import Words

Command = TypeVar("Command", bound=Callable[..., Any])

TRANSLATED = click.option(
    "--in",
    "translated",
    nargs=3,
    multiple=True,
    metavar="LANG KEY TEXT",
    help="A text in another language, such as: --in en label 'Cycling course'.",
)


def text(*names: str, told: str) -> Callable[[Command], Command]:
    """Return an option that takes a text in the rulebook's own language."""
    return click.option(*names, metavar="TEXT", help=told)


@dataclass(slots=True)
class EntryForm:
    """Collects an entry, key by key in the order they are written.

    What is required and missing is asked for on a terminal; elsewhere it is refused, all at once.
    """

    words: Words
    keys: dict[str, Value] = field(default_factory=dict)
    _missing: list[str] = field(default_factory=list)

    def put(
        self,
        key: str,
        given: str | None,
        *,
        required: bool = False,
        among: Collection[str] = (),
        raw: bool = False,
    ) -> None:
        """Take a text, or a word `among` some; a `raw` value is written as it was typed."""
        said = given if given is not None or not required else self._ask(key, among)
        if said:
            self.keys[key] = Raw(said) if raw or among else said

    def put_values(self, given: Sequence[str]) -> None:
        """Take values written as `id=label`; a question has to have some."""
        pairs = [each.partition("=")[::2] for each in given or self._ask_values()]
        if pairs:
            self.keys["values"] = {id_.strip(): label.strip() or id_ for id_, label in pairs}

    def put_condition(self, key: str, given: str | None, *, required: bool = False) -> None:
        """Take a condition, with or without its outer braces."""
        said = given if given is not None or not required else self._ask(key, ())
        if said is not None and (said or required):
            whole = " ".join(said.split())
            self.keys[key] = Raw(whole if whole.startswith("{") else f"{{{whole}}}")

    def addition(
        self,
        section: str,
        id_: str,
        translated: Iterable[tuple[str, str, str]],
        all_in: Sequence[str],
    ) -> Addition:
        """Return the entry with its translations into all languages.

        Raises:
            click.UsageError: something required is missing, or a translation is of nothing.
        """
        if self._missing:
            options = ", ".join(f"--{key.replace('_', '-')}" for key in self._missing)
            raise click.UsageError(f"Missing {options}.", click.get_current_context())
        given: dict[str, dict[str, str]] = {}
        texts = Addition(section, id_, self.keys, {}).to_translate()
        for language, key, told in translated:
            _refuse_unknown("language", language, all_in)
            _refuse_unknown("text", key, texts)
            given.setdefault(language, {})[key] = told
        if on_terminal():
            self._ask_translations(given, texts, all_in)
        return Addition(section, id_, self.keys, given)

    def _ask(self, key: str, among: Collection[str]) -> str | None:
        if not on_terminal():
            self._missing.append(key)
            return None
        name = self.words.say(f"new.ask_{key}")
        said = None
        while not said or (among and said not in among):
            said = read_line(f"{name} ({', '.join(among)})" if among else name)
            if said is None:
                raise click.Abort
            said = said.strip()
        return said

    def _ask_values(self) -> list[str]:
        if not on_terminal():
            self._missing.append("value")
            return []
        found: list[str] = []
        while line := (read_line(self.words.say("new.ask_value")) or "").strip():
            found.append(line)
        return found

    def _ask_translations(
        self, given: dict[str, dict[str, str]], texts: Mapping[str, str], languages: Sequence[str]
    ) -> None:
        """Ask for the texts that lack a translation; an empty line leaves one for later."""
        for language in languages:
            done = given.setdefault(language, {})
            for path, original in texts.items():
                if path not in done:
                    said = (read_line(f"{language}: {original}") or "").strip()
                    done |= {path: said} if said else {}


def _refuse_unknown(what: str, name: str, known: Iterable[str]) -> None:
    names = list(known)
    if name not in names:
        there = ", ".join(names) or "none"
        message = f"--in names no {what} that can be translated; there are: {there}."
        raise click.UsageError(message, click.get_current_context())
