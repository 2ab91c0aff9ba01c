"""`triage rules show`: a rulebook in words."""

from __future__ import annotations

from pathlib import Path

import click

from triage.cli.context import Context, command
from triage.cli.exits import Exit
from triage.cli.options import LANGUAGE, RULEBOOK, forms
from triage.diagnostics import Diagnostic, RulebookError, nearest, needed, quoted
from triage.language.at_hand import find_rulebook, standing_in
from triage.language.identity import identity
from triage.model.rulebook import Rulebook
from triage.present import list_rulebook
from triage.present.listing import InJournal, known_names


@command("show")
@click.argument("path", type=RULEBOOK, required=False)
@click.argument("what", required=False)
@click.option(
    "--journal",
    metavar="FILE|URL",
    help="Say of each rule how often this journal tells that it was departed from.",
)
@LANGUAGE
@forms("text", "md")
def show_rules(
    context: Context, path: str | None, what: str | None, *, journal: str | None
) -> Exit:
    """List a rulebook in words.

    PATH is a folder, a file, or the id of a rulebook; without it, the folder you stand in is shown
    where it holds one. WHAT is a section (questions, parameters, tables, findings, typologies,
    interventions, groups, recommendations, availability, warnings, changes), or the id of one
    thing in it.

    With --journal, each rule of this version says in how many cases what it speaks for was departed
    from, and why. It takes no key. Small numbers are hidden, and everything where fewer than five
    workers have confirmed or departed.
    """
    found, what = _asked(path, what)
    rulebook = context.load(found)
    if what is not None and what not in known_names(rulebook):
        near = nearest(what, known_names(rulebook))
        details = {"name": quoted(what, near)}
        context.tell([Diagnostic("nothing-to-show", details=details, nearest=near)])
        return Exit.USAGE
    read_from = str(identity(found).path)
    told = None if journal is None else _in_journal(journal, rulebook)
    language = context.language_of(rulebook)
    context.say_page(list_rulebook(rulebook, language, what, read_from, told))
    return Exit.DONE


def _in_journal(url: str, rulebook: Rulebook) -> InJournal:
    from triage.programme.cell_suppression import LIMIT
    from triage.programme.monitoring.departed import departed_from
    from triage.programme.monitoring.staying import FEWEST_WORKERS

    room = needed("triage.journal.open_part", "needs-journal")
    events = room.open_events(url)
    found = departed_from(events, rulebook.id, rulebook.version)
    return InJournal(found, LIMIT, room.workers(url) >= FEWEST_WORKERS)


def _asked(path: str | None, what: str | None) -> tuple[Path, str | None]:
    """Return which rulebook is asked for, and what of it: where we stand in one, that may be all.

    Raises:
        RulebookError: there is no such rulebook.
    """
    try:
        return find_rulebook(path), what
    except RulebookError:
        here = standing_in()
        if here is None or what is not None:
            raise
        return here, path
