"""`triage programme list` and `show`: the programmes at hand, and one of them on a page."""

from __future__ import annotations

import json
from typing import Any

import click

from triage.cli.exits import Exit
from triage.cli.failures import exit_of, show
from triage.cli.loading import load
from triage.cli.options import LANGUAGE, RULEBOOK
from triage.cli.streams import emphasis, say, speaks_utf8, width
from triage.diagnostics import Diagnostic, Sources, TriageError
from triage.language.at_hand import find_rulebook, known_rulebooks
from triage.present import (
    Page,
    language_for,
    programme_page,
    programmes_page,
    render_markdown,
    render_text,
)
from triage.programme import Summary, summary_of

_FORM = click.option(
    "--format", "form", type=click.Choice(("text", "json", "md")), default="text", show_default=True
)


@click.command("list")
@LANGUAGE
@_FORM
def list_programmes(language: str | None, form: str) -> Exit:
    """List the rulebooks at hand that have a programme."""
    found: list[Summary] = []
    done = Exit.DONE
    for _, path in sorted(dict(known_rulebooks()).items()):
        sources = Sources()
        try:
            rulebook = load(path, sources)
        except TriageError as error:
            show(error.diagnostics, sources, language or "en")
            done = exit_of(error)
            continue
        summary = summary_of(rulebook, language_for(language, rulebook.texts.language))
        if summary is not None:
            found.append(summary)
    if form == "json":
        _say_json([each.to_dict() for each in found])
    else:
        _say_page(programmes_page(found, language or "da"), form)
    return done


@click.command("show")
@click.argument("rulebook", type=RULEBOOK, metavar="PROGRAMME")
@LANGUAGE
@_FORM
def show_programme(rulebook: str, language: str | None, form: str) -> Exit:
    """Show a programme: whom it is for, efforts, targets, money, law, with sources.

    PROGRAMME is a folder, a file, or the id of a rulebook.
    """
    sources = Sources()
    try:
        found = load(find_rulebook(rulebook), sources)
    except TriageError as error:
        show(error.diagnostics, sources, language or "en")
        return exit_of(error)
    summary = summary_of(found, language_for(language, found.texts.language))
    if summary is None:
        missing = Diagnostic("no-programme", details={"name": found.id})
        show([missing], None, language or "en")
        return Exit.INVALID
    if form == "json":
        _say_json(summary.to_dict())
    else:
        _say_page(programme_page(summary), form)
    return Exit.DONE


def _say_page(page: Page, form: str) -> None:
    say(render_markdown(page) if form == "md" else render_text(page, width(), emphasis()))


def _say_json(content: dict[str, Any] | list[dict[str, Any]]) -> None:
    say(f"{json.dumps(content, ensure_ascii=not speaks_utf8(), indent=2)}\n")
