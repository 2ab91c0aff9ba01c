"""`triage journal show`, `page`, `due`, `replay`: what was, what stands, what is due, had again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from triage import library
from triage.cli.context import Context, today
from triage.cli.exits import Exit
from triage.cli.journal_options import Office, journal_command, words_of
from triage.cli.journal_rulebooks import KeptRulebooks
from triage.cli.options import RULEBOOK, as_date, forms
from triage.cli.prompting import write
from triage.diagnostics import Diagnostic, TriageError
from triage.explain import assessed_of
from triage.intake.set_aside import own_answers
from triage.journal.events import Assessed, ReadReason
from triage.journal.noted import Noted, counting
from triage.library import replaying
from triage.present import Page, Words, page_of
from triage.present.choices import choices_in
from triage.present.due_page import due_page
from triage.present.journal_end import with_journal_end
from triage.present.journal_page import cases_page, history_page
from triage.present.replay_page import replay_page


@journal_command("show")
@click.argument("case")
@click.option(
    "--why",
    type=click.Choice([each.value for each in ReadReason]),
    default=ReadReason.CASEWORK.value,
    show_default=True,
    help="Why you read it; that is noted.",
)
@forms("text", "md")
def show(context: Context, office: Office, case: str, *, why: str) -> Exit:
    """Show every event of a case, with what was said. That you read it is the last of them."""
    noted = office.journal.history(case, by=office.by, at=office.at, why=ReadReason(why))
    draft = office.draft(case).saved()
    with KeptRulebooks(office) as books:
        page = history_page(case, noted, books.of(case), words_of(context), draft=draft)
    _say(page, context, office)
    return Exit.DONE


@journal_command("page")
@click.argument("case")
@click.option("--for", "reader", type=click.Choice(["staff"]), help="The page for staff alone.")
@click.option("--all", "everything", is_flag=True, help="The page for staff, with everything.")
@forms("text", "md", "html")
def page(
    context: Context, office: Office, case: str, *, reader: str | None, everything: bool
) -> Exit:
    """Print the page of the last assessment, with who stands by what and what is done instead.

    It is the page of `triage assess`, by the rulebook as it was. Staff stand on it by their role.
    The end of the journal is printed on it: on paper, it is an anchor.
    """
    noted = office.journal.history(case, by=office.by, at=office.at, why=ReadReason.CASEWORK)
    choices = choices_in(noted)
    last = _last_assessed(noted)
    with replaying.kept_rulebook(office.journal.rulebook_files(str(last.archive))) as book:
        language, own = context.language_of(book), library.Rulebook(book)
        outcome = replaying.assessed_again(own, last.assessment, last.outcome)
        made = page_of(
            assessed_of(outcome),
            language,
            case=case,
            for_staff=reader is not None,
            everything=everything,
            choices=choices,
        )
        context.say_page(with_journal_end(made, office.journal.anchor(), Words(language)), language)
    return Exit.DONE


@journal_command("cases")
@click.option("--mine", is_flag=True, help="Those that were given to you alone.")
@forms("text", "md")
def cases(context: Context, office: Office, *, mine: bool) -> Exit:
    """List the cases by their local ids: whether they are open, and who has them.

    Nothing that was said is opened.
    """
    me = office.by.id
    found = [
        (case, standing)
        for case, standing in office.journal.standings()
        if not mine or me in {worker for _, worker in standing.holders}
    ]
    _say(cases_page(found, words_of(context)), context, office)
    return Exit.DONE


@journal_command("due")
@click.option("--on", metavar="D", callback=as_date, help="The day.  [default: today]")
@forms("text", "md")
def due(context: Context, office: Office, *, on: date | None) -> Exit:
    """Show what is due: talks to hold again, follow-ups, what was agreed and has not begun.

    An assessment holds for three months, and less where life has changed. What was agreed on is to
    begin by its day, else within two weeks. Who has begun something is asked after three days, two
    weeks and three months. Talks that are not over are listed too. Nothing that was said is opened.
    """
    day = on or today()
    found, drafts, words = office.journal.due(day), office.journal.drafts(), words_of(context)
    with KeptRulebooks(office) as books:
        _say(due_page(found, drafts, day, words, books.of), context, office)
    return Exit.DONE


@journal_command("replay")
@click.argument("case")
@click.option("--under", type=RULEBOOK, metavar="RULEBOOK", help="Also assess under this rulebook.")
def replay(context: Context, office: Office, case: str, *, under: str | None) -> Exit:
    """Have the last outcome of a case again, by the rulebook as it was, and say if it is the same.

    With --under, show what the same answers come to under another rulebook; those to questions that
    it does not ask are left out, and named. Nothing is noted but that the case was read.
    """
    words = words_of(context)
    noted = office.journal.history(case, by=office.by, at=office.at, why=ReadReason.AUDIT)
    last = _last_assessed(noted)
    files = office.journal.rulebook_files(str(last.archive))
    replayed = replaying.replay(files, last.assessment, last.outcome)
    if replayed.differs:
        write([words.say("journal.replayed_differs", parts=words.both(replayed.differs))])
    else:
        write([words.say("journal.replayed_same")])
    if under is not None:
        before, other = assessed_of(replayed.outcome), context.load(under)
        own, aside = own_answers(other, last.assessment["answers"], [before.rulebook])
        after = replaying.assessed_again(library.Rulebook(other), {"answers": own}, last.outcome)
        context.say_page(replay_page(before, assessed_of(after), aside, words))
    return Exit.FAILED if replayed.differs else Exit.DONE


def _say(page: Page, context: Context, office: Office) -> None:
    """Print a page of the journal, with its end."""
    context.say_page(with_journal_end(page, office.journal.anchor(), words_of(context)))


def _last_assessed(noted: Sequence[Noted]) -> Assessed:
    """Return the last assessment of a case that counts and whose rulebook was kept.

    Raises:
        TriageError: there is none.
    """
    for each in reversed(counting(noted)):
        if isinstance(each.event, Assessed) and each.event.archive is not None:
            return each.event
    raise TriageError((Diagnostic("journal-no-rulebook"),))
