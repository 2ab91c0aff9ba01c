"""`triage programme list` and `show`: the programmes at hand, and one of them on a page."""

from __future__ import annotations

import click

from triage.cli.context import Context, command, say_json, today
from triage.cli.exits import Exit
from triage.cli.options import LANGUAGE, RULEBOOK, forms
from triage.diagnostics import Diagnostic, InvalidAssessment, TriageError
from triage.language.at_hand import known_rulebooks
from triage.present import programme_page, programmes_page
from triage.programme import Summary, summary_of


@command("list")
@LANGUAGE
@forms("text", "json", "md")
def list_programmes(context: Context) -> Exit:
    """List the rulebooks at hand that have a programme."""
    found: list[Summary] = []
    done = Exit.DONE
    for _, path in sorted(dict(known_rulebooks()).items()):
        each = context.anew()
        try:
            rulebook = each.load(path)
        except TriageError as error:
            done = each.refuse(error)
            continue
        if (summary := summary_of(rulebook, each.language_of(rulebook))) is not None:
            found.append(summary)
    if context.form == "json":
        say_json([each.to_dict() for each in found])
    else:
        context.say_page(programmes_page(found, context.language or "da"))
    return done


@command("show")
@click.argument("rulebook", type=RULEBOOK, metavar="PROGRAMME")
@LANGUAGE
@forms("text", "json", "md")
def show_programme(context: Context, rulebook: str) -> Exit:
    """Show a programme: whom it is for, efforts, targets, money, law, with sources.

    PROGRAMME is a folder, a file, or the id of a rulebook.
    """
    found = context.load(rulebook)
    summary = summary_of(found, context.language_of(found))
    if summary is None:
        raise InvalidAssessment((Diagnostic("no-programme", details={"name": found.id}),))
    if context.form == "json":
        say_json(summary.to_dict())
    else:
        context.say_page(programme_page(summary, today()))
    return Exit.DONE
