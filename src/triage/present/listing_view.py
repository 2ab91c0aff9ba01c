"""What every section of a listing reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from triage.model.condition import AsOf, Condition, Value
from triage.model.rulebook import Rulebook
from triage.present.blocks import Line
from triage.present.conditions import ConditionWords
from triage.present.names import Names
from triage.present.wording import Words


class ListingView:
    """A rulebook and the words to list it in."""

    def __init__(self, rulebook: Rulebook, words: Words) -> None:
        """List `rulebook` in the language of `words`."""
        self.rulebook = rulebook
        self.words = words
        self.names = Names(rulebook, words)
        self.conditions = ConditionWords(rulebook, words, self.names)

    def titled(self, path: str) -> str:
        """Return a thing's name with its id, the way rules refer to it."""
        id_ = path.rsplit(".", 1)[-1]
        name = self.names.text(f"{path}.label") or self.names.text(f"{path}.ask")
        return f"{id_}: {name}" if name else id_

    def note(self, key: str, text: str | None) -> Iterator[Line]:
        """Yield a labelled note, where there is something to say."""
        if text:
            yield Line(text, label=self.words.say(f"book.{key}"))

    def text(self, key: str, path: str) -> Iterator[Line]:
        """Yield a text of the rulebook as a labelled note, where there is one."""
        yield from self.note(key, self.names.text(path))

    def when(self, condition: Condition, key: str = "when") -> Iterator[Line]:
        """Yield a condition in words."""
        first, *others = self.conditions.parts(condition) or (self.always,)
        yield from self.note(key, first)
        for part in others:
            yield Line(part, label=self.words.say("and"))

    @property
    def always(self) -> str:
        """The words for a condition without parts."""
        return self.words.say("words.always")

    def value(self, value: Value, path: str) -> str:
        """Return a value by its label under `path`, and the parameter it comes from."""
        name = self.names.label(f"{path}.{value.value}")
        return f"{name} (${value.parameter})" if value.parameter else name

    def scalar(self, value: str | int | date | AsOf) -> str:
        """Return a bare value."""
        if isinstance(value, AsOf):
            return self.words.say("words.as_of")
        return self.words.date(value) if isinstance(value, date) else str(value)

    def validity(self, start: date | None, end: date | None) -> str:
        """Return two ends of a period, either of which may be missing."""
        if start and end:
            return self.words.say("book.valid", start=self.scalar(start), end=self.scalar(end))
        if start:
            return self.words.say("book.valid_from", start=self.scalar(start))
        return self.words.say("book.valid_to", end=self.scalar(end) if end else "")
