"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem
from click.types import StringParamType

from triage.language.at_hand import known_rulebooks
from triage.present.wording import LANGUAGES

FILE = click.Path()
"""A file, or `-`; the shell completes its name."""

Command = TypeVar("Command", bound=Callable[..., Any])


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


def new_folder(told: str) -> Callable[[Command], Command]:
    """Return the option of a folder to write; `told` is what the help says of it."""
    return click.option(
        "--output",
        "-o",
        required=True,
        metavar="DIR",
        type=click.Path(path_type=Path),
        help=told,
    )


LANGUAGE = click.option("--lang", "language", type=click.Choice(LANGUAGES), envvar="TRIAGE_LANG")
"""In which language to answer; else that of the rulebook."""


class _Rulebook(StringParamType):
    """The path or id of a rulebook; the shell completes either."""

    def shell_complete(
        self, _: click.Context, __: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the ids at hand, and that it may be a path."""
        ids = sorted({id_ for id_, _ in known_rulebooks() if id_.startswith(incomplete)})
        return [*map(CompletionItem, ids), CompletionItem(incomplete, type="file")]


RULEBOOK = _Rulebook()
