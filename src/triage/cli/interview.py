"""`triage interview`: the conversation, question by question, and the page at its end."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from triage import library
from triage.cli.assess import Assessing, Request
from triage.cli.context import Context, command, load, today
from triage.cli.dialogue import Talk
from triage.cli.exits import Exit
from triage.cli.options import APPROVED, FILE, OF_RULEBOOK, as_date, language_of_the
from triage.cli.prompting import prompter, write
from triage.cli.storage import Opened, keeper_for, opened
from triage.cli.streams import say, tell_aside
from triage.language.at_hand import DEFAULT, find_by_id, find_rulebook
from triage.model.assessment import Assessment
from triage.present import InterviewWords


@dataclass(frozen=True, slots=True)
class _Options:
    rulebook: str | None
    as_of: date | None
    forming: bool
    in_order: bool
    plain: bool
    file: Path | None
    approved: bool

    def path_for(self, named: str | None) -> Path:
        """Return the path of the rulebook asked for, else of the one a case names."""
        return find_rulebook(self.rulebook) if self.rulebook else find_by_id(named or DEFAULT)


@command("interview", problems_in="da")
@click.argument("case", type=FILE, required=False)
@OF_RULEBOOK
@APPROVED
@click.option("--as-of", metavar="D", callback=as_date, help="Day of the meeting, as 2026-11-22.")
@language_of_the("talk")
@click.option("--all", "in_order", is_flag=True, help="Ask everything in file order, as on paper.")
@click.option(
    "--show-forming",
    "forming",
    is_flag=True,
    help="Show which typologies are still possible; for the caseworker's eyes.",
)
@click.option("--plain", is_flag=True, help="Numbered lines instead of arrow keys.")
@click.option(
    "--output",
    "-o",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where to save.  [default: CASE, else a new triage-<date>-<number>.yaml]",
)
def interview(
    context: Context, case: str | None, **options: str | bool | date | Path | None
) -> Exit:
    """Hold the conversation, question by question.

    CASE is the file of an interview to go on with, or any case to begin from. Every answer is
    saved at once. At the end, it shows the page of `triage assess`.

    Answer with a number or a name; /help lists the commands. At any prompt, / and the id of a
    question asks it now, and id=answer answers it.
    """
    # click has read each option as its field is typed; a mapping cannot say so.
    asked = _Options(**options)  # type: ignore[arg-type]
    begun: Opened | None = None
    if (file := _begins_from(case, asked.file)) is not None:
        begun = opened(file, context, lambda id_: load(asked.path_for(id_)))
    return _Meeting(asked, begun, context).hold()


def _begins_from(case: str | None, asked: Path | None) -> Path | None:
    """Return the file to begin from: the case, else an interview where one is to be saved."""
    if case is not None:
        return Path(case)
    return asked if asked is not None and os.path.lexists(asked) else None


class _Meeting:
    """One meeting, from the file it begins with to the page at its end."""

    def __init__(self, asked: _Options, begun: Opened | None, context: Context) -> None:
        self._asked, self._context = asked, context
        case = context.case
        self._path = asked.path_for(case.rulebook if case else None)
        self._rulebook = context.load(self._path, approved=asked.approved)
        context.tell_names_of_today(self._rulebook)
        self._day = asked.as_of or today()
        given = Assessment(answers={}) if case is None else case.assessment
        given = given.model_copy(update={"rulebook": None})  # the one asked for counts
        self._interview = library.Rulebook(self._rulebook).interview(
            given, as_of=self._day, in_order=asked.in_order
        )
        self._words = InterviewWords(self._rulebook, context.language_of(self._rulebook))
        self._keeper = keeper_for(begun, asked.file, self._rulebook, self._day.isoformat())

    def hold(self) -> Exit:
        """Hold the talk, then show the page."""
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        talk = Talk(
            self._interview,
            self._words,
            prompter(self._words, plain=self._asked.plain),
            self._keeper,
            forming=self._asked.forming,
        )
        with self._keeper:
            try:
                self._greet()
                talk.run()
                return self._end(talk)
            except KeyboardInterrupt:
                self._interrupted()
                return Exit.INTERRUPTED

    def _greet(self) -> None:
        file = str(self._keeper.file)
        write([self._words.begin(file)])
        if self._interview.answered:
            write([self._words.resume(file, self._interview)])

    def _interrupted(self) -> None:
        file = self._keeper.file
        key = "saved_so_far" if file.exists() else "nothing_saved"
        tell_aside(f"\n{self._words.say(key, file=str(file))}\n")

    def _end(self, talk: Talk) -> Exit:
        """Show the page of what there is, and say where it is saved."""
        if not talk.kept and not self._interview.answered:
            write(["", self._words.say("nothing_saved")])
            return Exit.DONE
        if not talk.kept:
            self._keeper.keep(talk.interview)
        say("\n")
        asked = self._asked
        page = Request(str(self._path), self._day, engine="checked", approved=asked.approved)
        done = Assessing(page, self._context).one(str(self._keeper.file))
        write(["", self._words.say("saved", file=str(self._keeper.file))])
        return done
