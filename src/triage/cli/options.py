"""Options that several commands have."""

from __future__ import annotations

from datetime import date

import click

from triage.report.wording import LANGUAGES


def as_date(_: click.Context, __: click.Parameter, text: str | None) -> date | None:
    """Read a day given as an option."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a date like 2026-11-22") from None


def said(_: click.Context, __: click.Parameter, text: str) -> str:
    """Read a text that has to say something."""
    if not text.strip():
        raise click.BadParameter("it has to say something")
    return text.strip()


LANGUAGE = click.option("--lang", "language", type=click.Choice(LANGUAGES), envvar="TRIAGE_LANG")
"""In which language to answer; else that of the rulebook."""
