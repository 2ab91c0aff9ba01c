"""`triage rules show`: a rulebook in words."""

from __future__ import annotations

import click

from triage.cli.exits import Exit
from triage.cli.failures import exit_of, show
from triage.cli.options import LANGUAGE, RULEBOOK
from triage.cli.streams import emphasis, say, width
from triage.diagnostics import Diagnostic, Sources, TriageError, nearest, quoted
from triage.language.at_hand import DEFAULT, find_rulebook


@click.command("show")
@click.argument("path", type=RULEBOOK, default=DEFAULT)
@click.argument("what", required=False)
@LANGUAGE
@click.option(
    "--format", "form", type=click.Choice(("text", "md")), default="text", show_default=True
)
def show_rules(path: str, what: str | None, language: str | None, form: str) -> Exit:
    """List a rulebook in words.

    PATH is a folder, a file, or the id of a rulebook. WHAT is a section (questions, parameters,
    tables, findings, typologies, interventions, recommendations, availability, warnings,
    changes), or the id of one thing in it.
    """
    from triage.cli.loading import load
    from triage.present import language_for, list_rulebook, render_markdown, render_text
    from triage.present.listing import known_names

    sources = Sources()
    try:
        rulebook = load(find_rulebook(path), sources)
    except TriageError as error:
        show(error.diagnostics, sources, language or "en")
        return exit_of(error)
    if what is not None and what not in known_names(rulebook):
        near = nearest(what, known_names(rulebook))
        details = {"name": quoted(what, near)}
        show([Diagnostic("nothing-to-show", details=details, nearest=near)], None, "en")
        return Exit.USAGE
    page = list_rulebook(rulebook, language_for(language, rulebook.texts.language), what)
    say(render_markdown(page) if form == "md" else render_text(page, width(), emphasis()))
    return Exit.DONE
