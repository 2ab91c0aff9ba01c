"""`triage interview`: the conversation, question by question, and the page at its end."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from triage import library
from triage.cases.case_file import case_of
from triage.cli.assess import Assessing, Request
from triage.cli.context import Context, command, load, today
from triage.cli.dialogue import Talk
from triage.cli.exits import Exit
from triage.cli.journal_drafts import Begun, DraftKeeper, begun_in
from triage.cli.journal_options import (
    JOURNAL,
    KEY_FILE,
    ROLE,
    WHO,
    Office,
    an_office,
    local_id,
)
from triage.cli.options import APPROVED, FILE, OF_RULEBOOK, as_date, language_of_the
from triage.cli.prompting import agrees, prompter, write
from triage.cli.several import check_one, read_part
from triage.cli.storage import Keeper, Opened, keeper_for, opened
from triage.cli.streams import say, tell_aside
from triage.diagnostics import Diagnostic, TriageError
from triage.interview import Interview
from triage.journal.events import Read, ReadReason
from triage.language.at_hand import DEFAULT, find_by_id, find_rulebook
from triage.model.assessment import Assessment
from triage.present import InterviewWords


@dataclass(frozen=True, slots=True)
class _Options:
    rulebook: str | None
    as_of: date | None
    forming: bool
    in_order: bool
    before: bool
    plain: bool
    file: Path | None
    approved: bool
    id: str | None

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
@click.option("--before", is_flag=True, help="Note what is looked up before the talk, and end.")
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
@click.option("--id", metavar="ID", callback=local_id, help="The local id of the case.")
@JOURNAL
@KEY_FILE
@WHO
@ROLE
def interview(
    context: Context, case: str | None, **options: str | bool | date | Path | None
) -> Exit:
    """Hold the conversation, question by question.

    CASE is the file of an interview to go on with, or any case to begin from. Every answer is
    saved at once. At the end, it shows the page of `triage assess`.

    With --journal, the talk is kept sealed in the journal instead of a file, and goes on where
    anybody left it. At its end, what is suggested is noted, and you are asked what you stand by.

    Answer with a number or a name; /help lists the commands. At any prompt, / and the id of a
    question asks it now, and id=answer answers it.
    """
    with an_office(options) as office:
        # click has read each option as its field is typed; a mapping cannot say so.
        asked = _Options(**options)  # type: ignore[arg-type]
        if office is not None and asked.file is not None:
            raise click.UsageError("--journal keeps the talk in the journal: leave out --output.")
        begun: Opened | None = None
        if (file := _begins_from(case, asked.file)) is not None:
            begun = opened(file, context, lambda id_: load(asked.path_for(id_)))
        draft = None if office is None else _draft_of(asked, context, office)
        return _Meeting(asked, begun or draft, context, office).hold()


def _begins_from(case: str | None, asked: Path | None) -> Path | None:
    """Return the file to begin from: the case, else an interview where one is to be saved."""
    if case is not None:
        return Path(case)
    return asked if asked is not None and os.path.lexists(asked) else None


def _draft_of(asked: _Options, context: Context, office: Office) -> Begun | None:
    """Return the unfinished talk of the case that is in the journal; `context` goes by it.

    Raises:
        TriageError: the case has no local id, or a file was named to begin from all the same.
    """
    id_ = asked.id or (context.case.case if context.case else None)
    if id_ is None:
        raise TriageError((Diagnostic("journal-no-id"),))
    draft = begun_in(office, id_)
    if draft is not None:
        if context.case is not None:
            raise TriageError((Diagnostic("journal-draft-there"),))
        office.note(id_, Read(why=ReadReason.CASEWORK))
        context.case = draft.case
    return draft


class _Meeting:
    """One meeting, from what it begins with to the page at its end."""

    def __init__(
        self,
        asked: _Options,
        begun: Opened | Begun | None,
        context: Context,
        office: Office | None,
    ) -> None:
        self._asked, self._begun, self._context, self._office = asked, begun, context, office
        case = context.case
        if case is not None:
            check_one(case, asked.rulebook)
        self._path = asked.path_for(case.rulebook if case else None)
        self._rulebook = context.load(self._path, approved=asked.approved)
        context.tell_names_of_today(self._rulebook)
        if case is not None:
            case = read_part(context, case, self._rulebook)
        self._day = asked.as_of or today()
        self._interview = self._begin(Assessment(answers={}) if case is None else case.assessment)
        self._words = InterviewWords(self._rulebook, context.language_of(self._rulebook))
        self._keeper = self._kept_where()

    def _begin(self, given: Assessment) -> Interview:
        asked = self._asked
        given = given.model_copy(  # the rulebook asked for counts
            update={"rulebook": None, "case": asked.id or given.case}
        )
        return library.Rulebook(self._rulebook).interview(
            given, as_of=self._day, in_order=asked.in_order, before=asked.before
        )

    def _kept_where(self) -> Keeper | DraftKeeper:
        begun = self._begun
        if self._office is None:
            opened_file = begun if isinstance(begun, Opened) else None
            day = self._day.isoformat()
            return keeper_for(opened_file, self._asked.file, self._rulebook, day)
        version = begun.version if isinstance(begun, Begun) else 0
        case = str(self._interview.case)
        return DraftKeeper(self._office, case, version, self._words, self._begin)

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
        place = self._keeper.place
        write([self._words.begin(place)])
        if self._interview.answered:
            write([self._words.resume(place, self._interview)])
        if isinstance(self._begun, Begun):
            write([self._words.saved_by(self._begun.saved.by.id, self._begun.saved.day)])

    def _interrupted(self) -> None:
        key = "saved_so_far" if self._keeper.holds_any else "nothing_saved"
        tell_aside(f"\n{self._words.say(key, file=self._keeper.place)}\n")

    def _end(self, talk: Talk) -> Exit:
        """Show the page of what there is, and say where it is saved."""
        if not talk.kept and not self._interview.answered:
            write(["", self._words.say("nothing_saved")])
            return Exit.DONE
        if not talk.kept:
            talk.keep()
        if self._asked.before:
            write(["", self._told(talk, "looked_up")])
            return Exit.DONE
        is_over = self._office is None or self._is_over(talk)
        say("\n")
        done = self._page(talk, noting=self._office is not None and is_over)
        write(["", self._told(talk, "saved" if is_over else "left")])
        return done

    def _is_over(self, talk: Talk) -> bool:
        """Say whether nothing is left to ask, or it is to be assessed all the same."""
        if talk.interview.next is None:
            return True
        write([""])
        return agrees(self._words.say("assess_now"))

    def _page(self, talk: Talk, *, noting: bool) -> Exit:
        """Show the page; in a journal, note it too, and so end the draft."""
        asked, keeper = self._asked, self._keeper
        request = Request(str(self._path), self._day, engine="checked", approved=asked.approved)
        if isinstance(keeper, Keeper):
            return Assessing(request, self._context).one(keeper.place)
        case = case_of(talk.interview.assessment)
        if not noting:
            return Assessing(request, self._context).held(case)
        return Assessing(request, self._context, self._office, keeper.version).held(case)

    def _told(self, talk: Talk, key: str) -> str:
        """Say where the talk is; in a journal, by which command it goes on."""
        at_hand = "" if self._office is None or key == "saved" else "draft_"
        case = str(talk.interview.case)
        return self._words.say(f"{at_hand}{key}", file=self._keeper.place, case=case)
