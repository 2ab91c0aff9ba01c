"""A case assessed into a journal: what was suggested is noted, then confirmed or departed from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from triage.cli.journal_options import Office
from triage.cli.journal_typed import typed_instead
from triage.cli.prompting import on_terminal, read_line, write
from triage.diagnostics import TriageError
from triage.explain import ExplainedOutcome
from triage.journal.events import GOALS, About, Confirmed, Departed, Event, Goal, Suggested
from triage.journal.sequence import UNSETTLED
from triage.library.noting import assessment_events
from triage.library.replaying import rulebook_files
from triage.model.assessment import Assessment
from triage.model.departure import DepartureReason
from triage.model.rulebook import Rulebook
from triage.present import Words
from triage.present.journal_page import event_in_words, named


@dataclass(frozen=True, slots=True)
class Noting:
    """Notes assessments of one rulebook in the journal of an office, in the language of `words`."""

    office: Office
    rulebook: Rulebook
    path: Path
    words: Words

    def note(
        self,
        case: str,
        assessment: Assessment,
        outcome: ExplainedOutcome,
        draft: int | None = None,
    ) -> Callable[[], None]:
        """Note an assessment and what it suggests; the case is opened where it is new.

        With `draft`, the unfinished conversation of that version ends so. What is returned asks, at
        a terminal, what of the suggestion somebody stands by.

        Raises:
            ChangedMeanwhile: somebody else has saved another version; nothing was noted.
        """
        office = self.office
        archive = office.journal.keep_rulebook(rulebook_files(self.path), outcome.rulebook.digest)
        events = assessment_events(office.journal, case, assessment, outcome, archive)
        noted = office.note(case, *events, draft=draft)
        suggested = noted[-1].event
        assert isinstance(suggested, Suggested)
        asking = _Asking(self, case, suggested, noted[-1].number)
        return asking.ask if on_terminal() else lambda: None


class _Asking:
    """One screen: all that was suggested, to stand by or to depart from; nothing is ticked."""

    def __init__(self, noting: Noting, case: str, suggested: Suggested, number: int) -> None:
        self._noting, self._case, self._number = noting, case, number
        settled = [About(typology=suggested.typology)] * (suggested.typology not in UNSETTLED)
        self._all = [*settled, *(About(intervention=id_) for id_ in suggested.interventions)]

    def ask(self) -> None:
        """Put the screen, and note what is answered; an empty line notes nothing."""
        if not self._all:
            return
        say = self._noting.words.say
        listed = [f"{at}. {self._name(each)}" for at, each in enumerate(self._all, start=1)]
        write(["", say("journal.ask"), *listed])
        confirmed = self._chosen(say("journal.ask_confirm"))
        events: list[Event] = [self._confirmed(each) for each in confirmed]
        events += [self._departed(each) for each in self._chosen(say("journal.ask_depart"))]
        if not events:
            write([say("journal.nothing_confirmed")])
            return
        self._noting.office.note(self._case, *events)
        write([self._told(each) for each in events])
        write([say("journal.page_again", case=self._case)])

    def _chosen(self, question: str) -> Sequence[About]:
        """Read numbers; a line with anything else is asked again."""
        while True:
            typed = _line(question).replace(",", " ").split()
            numbers = [int(each) for each in typed if each.isdecimal()]
            if len(numbers) == len(typed) and all(1 <= each <= len(self._all) for each in numbers):
                return [self._all[each - 1] for each in dict.fromkeys(numbers)]
            write([self._noting.words.say("journal.ask_numbers", last=len(self._all))])

    def _confirmed(self, about: About) -> Confirmed:
        return Confirmed(suggested=self._number, about=about, goal=self._goal(about))

    def _departed(self, about: About) -> Departed:
        say, reasons = self._noting.words.say, list(DepartureReason)
        instead = self._instead(about)
        why = say("journal.ask_reason", about=self._name(about))
        picked = None
        while picked is None:
            picked = self._picked(why, [say(f"departure.{each.value}") for each in reasons])
        return Departed(
            suggested=self._number,
            about=about,
            instead=instead,
            reason=reasons[picked],
            goal=self._goal(about),
            words=_line(say("journal.ask_words")).strip() or None,
        )

    def _instead(self, about: About) -> About | None:
        """Read what is done in the place of something; what the rulebook does not have, again."""
        say, rulebook = self._noting.words.say, self._noting.rulebook
        while typed := _line(say("journal.ask_instead", about=self._name(about))).strip():
            try:
                return typed_instead(rulebook, about, typed)
            except TriageError as error:
                write([each.message(self._noting.words.language) for each in error.diagnostics])
        return None

    def _goal(self, about: About) -> Goal | None:
        """Read what became of her own goal, where it is about the typology."""
        if about.typology is None:
            return None
        say = self._noting.words.say
        picked = self._picked(
            say("journal.ask_goal"), [say(f"journal.goal_{each}") for each in GOALS]
        )
        return None if picked is None else GOALS[picked]

    def _picked(self, question: str, options: Sequence[str]) -> int | None:
        """Read the number of one of a few options; an empty line is none of them."""
        write(["", question, *(f"{at}. {each}" for at, each in enumerate(options, 1))])
        while typed := _line(self._noting.words.say("erase.number")).strip():
            if typed.isdecimal() and 1 <= int(typed) <= len(options):
                return int(typed) - 1
            write([self._noting.words.say("journal.ask_number", last=len(options))])
        return None

    def _name(self, about: About) -> str:
        noting = self._noting
        kind = "intervention" if about.typology is None else "typology"
        return named(noting.rulebook, noting.words, kind, about.typology or str(about.intervention))

    def _told(self, event: Event) -> str:
        noting = self._noting
        what = event_in_words(event, noting.rulebook, noting.words)
        return noting.words.say("journal.told", by=noting.office.by.id, what=what)


def _line(question: str) -> str:
    """Read a line.

    Raises:
        click.Abort: there is none any more; nothing is noted.
    """
    line = read_line(question)
    if line is None:
        raise click.Abort
    return line
