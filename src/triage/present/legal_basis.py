"""What rules rest on, in words: in law the paragraph, what was read, when, and how long it holds.

A condition a programme sets is no law, and says so with the source it is from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from urllib.parse import urlsplit

from triage.model.provision import Provision
from triage.model.rulebook import Rulebook
from triage.present.blocks import Line
from triage.present.names import Names
from triage.present.wording import Words


class LegalBasis:
    """Tells what the rules of one rulebook rest on, in law or in a programme."""

    def __init__(self, rulebook: Rulebook, words: Words, names: Names) -> None:
        """Tell it in the language of `words`."""
        self._rulebook = rulebook
        self._words = words
        self._names = names

    def lines(self, rules: Iterable[str]) -> Iterator[Line]:
        """Yield a line for each rule that rests on law or the programme; what is alike once."""
        told = list(rules)
        for key, text_of in (("law.basis", self.text), ("law.condition", self.condition)):
            for text in dict.fromkeys(filter(None, map(text_of, told))):
                yield Line(text, label=self._words.say(key))

    def short(self, rules: Iterable[str]) -> str:
        """Name each paragraph that rules rest on, how it was read, and with whom; nothing of none.

        The day it was read and the last day it holds are told only where they are not those a page
        says of all its law (`days`). What stands in brackets behind a paragraph, and the whole
        address, are left to explanations and JSON.
        """
        return "; ".join(dict.fromkeys(filter(None, map(self._in_short, rules))))

    def days(self) -> Iterator[str]:
        """Yield when the law of the rulebook was read, and until when all of it holds at most."""
        say, written = self._words.say, self._words.date
        if read := self._days_read:
            first, last = written(read[0]), written(read[-1])
            key = "law_date" if len(read) == 1 else "law_dates"
            yield say(f"page.{key}", date=last, first=first, last=last)
            if self._rulebook.valid_to is not None:
                yield say("page.law_until", date=written(self._rulebook.valid_to))

    @cached_property
    def _days_read(self) -> list[date]:
        return sorted({rule.checked_on for rule in self._rulebook.availability if rule.checked_on})

    def _in_short(self, rule: str) -> str | None:
        provision, law = self._rulebook.provisions.get(rule), self._names.text(f"rules.{rule}.law")
        if provision is None or not law:
            return self._condition_of(rule)
        named = law.partition(" (")[0].rstrip(". ")
        return ", ".join((named, *self._read_in_short(rule, provision)))

    def _read_in_short(self, rule: str, provision: Provision) -> Iterator[str]:
        say, written = self._words.say, self._words.date
        if provision.confidence is not None:
            yield say(f"law.short_{provision.confidence}")
        if source := self._names.text(f"rules.{rule}.source"):
            yield (urlsplit(source).hostname or source).removeprefix("www.")
        if provision.checked_on is not None and self._days_read != [provision.checked_on]:
            yield written(provision.checked_on)
        if provision.valid_to is not None and provision.valid_to != self._rulebook.valid_to:
            yield say("law.short_until", date=written(provision.valid_to))

    def text(self, rule: str) -> str | None:
        """Tell what a rule rests on; nothing where that is no law."""
        provision = self._rulebook.provisions.get(rule)
        return None if provision is None else " ".join(self._sentences(rule, provision))

    def condition(self, rule: str) -> str | None:
        """Tell where a condition of the programme is from; nothing where a rule is none."""
        title = self._condition_of(rule)
        if title is None:
            return None
        return f"{self._words.say('law.no_law')} {self._words.say('law.source', source=title)}"

    def _condition_of(self, rule: str) -> str | None:
        """Name the source of a condition of the programme."""
        source = self._rulebook.programme_conditions.get(rule)
        return source and (self._names.text(f"rulebook.sources.{source}.title") or source)

    def _sentences(self, rule: str, provision: Provision) -> Iterator[str]:
        if law := self._names.text(f"rules.{rule}.law"):
            yield f"{law.rstrip('. ')}."
        yield from self._read(provision)
        if source := self._names.text(f"rules.{rule}.source"):
            yield self._words.say("law.source", source=source)

    def _read(self, provision: Provision) -> Iterator[str]:
        """Say what was read of it and when, and how long it holds."""
        say, written = self._words.say, self._words.date
        if provision.confidence is not None and provision.checked_on is not None:
            yield say(f"law.{provision.confidence}", date=written(provision.checked_on))
        if provision.valid_to is not None:
            yield say("law.valid_to", date=written(provision.valid_to))
