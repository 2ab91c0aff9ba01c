"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem
from click.types import StringParamType

from triage.cli.usage_words import LANGUAGE_SET
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
    """Read a text that must not be empty."""
    if not text.strip():
        raise click.BadParameter("it must not be empty")
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


def forms(*names: str, told: str | None = None) -> Callable[[Command], Command]:
    """Return the option `--format`; without it, the first of `names`."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(names),
        default=names[0],
        show_default=True,
        help=told,
    )


def forms_of_a_file(*names: str) -> Callable[[Command], Command]:
    """Return the options `--format` and `--output`; without the first, the suffix of the file says.

    Where that says nothing either, it is the first of `names`.
    """

    def chosen(context: click.Context, _: click.Parameter, asked: str | None) -> str:
        output = context.params.get("output")
        ending = "" if output is None else output.suffix[1:]
        return asked or (ending if ending in names else names[0])

    def options(command: Command) -> Command:
        output = click.option(
            "--output",
            "-o",
            type=click.Path(path_type=Path),
            is_eager=True,  # read before the form, which may follow from it
            help="File to write to.",
        )
        form = click.option(
            "--format",
            "written_as",  # `form` is that of messages (`Context`)
            type=click.Choice(names),
            callback=chosen,
            help="Else by the suffix of --output.",
        )
        return form(output(command))

    return options


def language_of_the(
    shown: str, languages: Sequence[str] = LANGUAGES
) -> Callable[[Command], Command]:
    """Return the option `--lang` of a command that shows the texts of a rulebook."""
    return click.option(
        "--lang",
        "language",
        type=click.Choice(languages),
        envvar=LANGUAGE_SET,
        help=f"Language of the {shown}.  [default: the rulebook's own]",
    )


LANGUAGE = language_of_the("page")


MESSAGES = click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    default="en",
    envvar=LANGUAGE_SET,
    help="Language of the messages.  [default: en]",
)
"""The language of messages, for commands that show none of a rulebook's texts."""

AS_OF = click.option(
    "--as-of", metavar="D", callback=as_date, help="Day to assess for, as 2026-11-22."
)

CASES = click.option(
    "--cases",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder of the cases.  [default: cases/<id of the rulebook>]",
)


ABOUT = click.option(
    "--about", metavar="ID", multiple=True, help="Only this rule, finding, order or intervention."
)
"""The rules and findings to mutate."""


class _Rulebook(StringParamType):
    """The path or id of a rulebook; the shell completes either."""

    def shell_complete(
        self, _: click.Context, __: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the ids at hand, and that it may be a path."""
        ids = sorted({id_ for id_, _ in known_rulebooks() if id_.startswith(incomplete)})
        return [*map(CompletionItem, ids), CompletionItem(incomplete, type="file")]


RULEBOOK = _Rulebook()

APPROVED = click.option(
    "--approved", is_flag=True, help="Refuse a rulebook that is not the one that was approved."
)

OF_RULEBOOK = click.option(
    "--rulebook", "-r", type=RULEBOOK, metavar="R", help="Path or id of the rulebook."
)
