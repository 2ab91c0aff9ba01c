"""What rules rest on in law, in words: the paragraph, what was read and when, how long it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from triage.model.provision import Provision
from triage.model.rulebook import Rulebook
from triage.present.blocks import Line
from triage.present.names import Names
from triage.present.wording import Words


class LegalBasis:
    """Tells what the rules of one rulebook rest on in law."""

    def __init__(self, rulebook: Rulebook, words: Words, names: Names) -> None:
        """Tell it in the language of `words`."""
        self._rulebook = rulebook
        self._words = words
        self._names = names

    def lines(self, rules: Iterable[str]) -> Iterator[Line]:
        """Yield a line for each rule that rests on law; what reads the same once."""
        label = self._words.say("law.basis")
        for text in dict.fromkeys(filter(None, map(self.text, rules))):
            yield Line(text, label=label)

    def text(self, rule: str) -> str | None:
        """Tell what a rule rests on; nothing where that is no law."""
        provision = self._rulebook.provisions.get(rule)
        return None if provision is None else " ".join(self._sentences(rule, provision))

    def _sentences(self, rule: str, provision: Provision) -> Iterator[str]:
        say, date = self._words.say, self._words.date
        if law := self._names.text(f"rules.{rule}.law"):
            yield f"{law.rstrip('. ')}."
        if provision.confidence is not None and provision.checked_on is not None:
            yield say(f"law.{provision.confidence}", date=date(provision.checked_on))
        if provision.valid_to is not None:
            yield say("law.valid_to", date=date(provision.valid_to))
        if source := self._names.text(f"rules.{rule}.source"):
            yield say("law.source", source=source)
