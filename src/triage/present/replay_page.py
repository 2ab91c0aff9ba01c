"""What the same answers come to under another rulebook, beside what they came to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from triage.explain import Assessed
from triage.model.guarantee import Status
from triage.model.outcome import Outcome
from triage.present.blocks import Line, Page, Point, Section
from triage.present.foot import foot
from triage.present.journal_page import named
from triage.present.names import Names
from triage.present.wording import Words

_NOT_THERE = (Status.NOT_SUGGESTED,)
"""What an intervention is that a rulebook does not have."""


def replay_page(before: Assessed, after: Assessed, aside: Sequence[str], words: Words) -> Page:
    """Lay out what the same answers came to, and what they come to under another rulebook.

    `aside` are the questions that the other does not ask, by their names in the first.
    """
    book = after.rulebook
    lines = tuple(Point(each) for each in _Moved(before, after, words).lines())
    nothing = (Line(words.say("journal.replayed_nothing")),)
    sections = [Section(words.say("journal.replayed_moved"), lines or nothing)]
    if aside:
        names = Names(before.rulebook, words)
        asked = tuple(Point(names.question(None, each)) for each in aside)
        sections.append(Section(words.say("journal.replayed_aside"), asked))
    heading = words.say("journal.replayed_under", rulebook=f"{book.id} {book.version}")
    return Page(heading, (), tuple(sections), foot(words))


@dataclass(frozen=True, slots=True)
class _Moved:
    before: Assessed
    after: Assessed
    words: Words

    def lines(self) -> Iterator[str]:
        """Yield what differs, in the words of the other rulebook for what it has."""
        say = self.words.say
        was, now = (self._classes(each.outcome) for each in (self.before, self.after))
        if was != now:
            yield say("journal.replayed_typology", before=was, after=now)
        every = {**self.after.outcome.interventions, **self.before.outcome.interventions}
        for id_ in every:
            was, now = (self._status(each.outcome, id_) for each in (self.before, self.after))
            if was != now:
                name = self._name("intervention", id_)
                yield say("journal.replayed_intervention", name=name, before=was, after=now)

    def _classes(self, outcome: Outcome) -> str:
        possible = () if outcome.typology is None else outcome.typology.possible
        names = [self._name("typology", each) for each in possible]
        return self.words.either(names) or self.words.say("journal.nothing")

    def _status(self, outcome: Outcome, id_: str) -> str:
        found = outcome.interventions.get(id_)
        possible = _NOT_THERE if found is None else found.possible
        return self.words.either(
            [self.words.say(f"explain.status_{each.value}") for each in possible]
        )

    def _name(self, what: str, id_: str) -> str:
        """Return what a rulebook calls something that the other need not have."""
        name = named(self.after.rulebook, self.words, what, id_)
        return name if name != id_ else named(self.before.rulebook, self.words, what, id_)
