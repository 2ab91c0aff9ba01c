"""`triage rules show`: a rulebook in words."""

from __future__ import annotations

import click

from triage.cli.context import Context, command
from triage.cli.exits import Exit
from triage.cli.options import LANGUAGE, RULEBOOK, forms
from triage.diagnostics import Diagnostic, nearest, quoted
from triage.language.at_hand import find_rulebook
from triage.language.identity import identity
from triage.present import list_rulebook
from triage.present.listing import known_names


@command("show")
@click.argument("path", type=RULEBOOK, required=False)
@click.argument("what", required=False)
@LANGUAGE
@forms("text", "md")
def show_rules(context: Context, path: str | None, what: str | None) -> Exit:
    """List a rulebook in words.

    PATH is a folder, a file, or the id of a rulebook; without it, the folder you stand in is shown
    where it holds one. WHAT is a section (questions, parameters,
    tables, findings, typologies, interventions, groups, recommendations, availability, warnings,
    changes), or the id of one thing in it.
    """
    found = find_rulebook(path)
    rulebook = context.load(found)
    if what is not None and what not in known_names(rulebook):
        near = nearest(what, known_names(rulebook))
        details = {"name": quoted(what, near)}
        context.tell([Diagnostic("nothing-to-show", details=details, nearest=near)])
        return Exit.USAGE
    read_from = str(identity(found).path)
    context.say_page(list_rulebook(rulebook, context.language_of(rulebook), what, read_from))
    return Exit.DONE
