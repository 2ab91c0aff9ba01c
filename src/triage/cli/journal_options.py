"""What every command of a journal has: where it is, its key, and who is asking."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from pydantic import ValidationError

from triage.cli.context import Context, command, now
from triage.cli.exits import Exit
from triage.cli.options import LANGUAGE
from triage.diagnostics import Diagnostic, TriageError, needed
from triage.journal.events import LOCAL_ID, Actor
from triage.present import Words

if TYPE_CHECKING:
    from triage.journal import Draft, Journal, KeySource, Noted
    from triage.journal.noted import ToNote

_NO_ID = "a local id has letters, digits and . : @ - alone, and is no CPR number"

URL = click.option(
    "--journal",
    "url",
    envvar="TRIAGE_JOURNAL",
    show_envvar=True,
    required=True,
    metavar="FILE|URL",
    help="The file of the journal, or the URL of its database.",
)
KEY_FILE = click.option(
    "--key-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file of its key; else what TRIAGE_JOURNAL_KEY_FILE, _COMMAND or TRIAGE_JOURNAL_KEY"
    " names.",
)
ERASURES = click.option(
    "--erasures",
    type=click.Path(path_type=Path),
    envvar="TRIAGE_JOURNAL_ERASURES",
    show_envvar=True,
    required=True,
    metavar="FILE",
    help="The list of what was erased, kept outside the database.",
)
STAFF = click.option(
    "--staff",
    envvar="TRIAGE_STAFF",
    show_envvar=True,
    required=True,
    metavar="ID",
    help="The local id of who is asking; never a CPR number.",
)
ROLE = click.option(
    "--role",
    envvar="TRIAGE_ROLE",
    default="caseworker",
    show_default=True,
    metavar="ROLE",
    help="The role of who is asking.",
)


JOURNAL = click.option(
    "--journal",
    "url",
    metavar="FILE|URL",
    help="Also note it in this journal, and confirm or depart at the end.",
)
WHO = click.option(
    "--staff",
    envvar="TRIAGE_STAFF",
    show_envvar=True,
    metavar="ID",
    help="The local id of who is asking; needed with --journal.",
)


def local_id(_: click.Context, __: click.Parameter, text: str | None) -> str | None:
    """Read the local id of a case.

    Raises:
        click.BadParameter: it is none; it is not repeated.
    """
    try:
        return None if text is None else LOCAL_ID.validate_python(text)
    except ValidationError:
        raise click.BadParameter(_NO_ID) from None


def an_office(options: dict[str, Any]) -> AbstractContextManager[Office | None]:
    """Take the options of a journal out of `options`; without one, there is no office.

    Raises:
        click.UsageError: a journal is named, and not who is asking.
        TriageError: there is no key, or no journal.
    """
    url, key_file, staff, role = (
        options.pop(each) for each in ("url", "key_file", "staff", "role")
    )
    if url is None:
        return nullcontext()
    if staff is None:
        raise click.UsageError("--journal takes --staff, or TRIAGE_STAFF.")
    return _office(url, key_file, staff, role)


@contextmanager
def _office(url: str, key_file: Path | None, staff: str, role: str) -> Iterator[Office]:
    journal = needed("triage.journal.journal", "needs-journal").Journal
    with journal(url, keys_of(key_file)) as opened:
        yield Office(opened, actor(role, staff))


def keys_of(file: Path | None) -> KeySource:
    """Return where the key is: the file given, else what the environment names.

    Raises:
        TriageError: neither is there.
    """
    room = needed("triage.journal.master_keys", "needs-journal")
    source: KeySource | None = room.KeyFile(file) if file else room.source_of(os.environ)
    if source is None:
        raise TriageError((Diagnostic("journal-key-not-named"),))
    return source


@dataclass(frozen=True, slots=True)
class Office:
    """A journal, and who is asking now."""

    journal: Journal
    by: Actor

    @property
    def at(self) -> datetime:
        """The time: a conversation may take long."""
        return now()

    def note(self, case: str, *events: ToNote, draft: int | None = None) -> tuple[Noted, ...]:
        """Note events of a case; with them, the talk of the version `draft` ends."""
        return self.journal.record(case, *events, by=self.by, at=self.at, draft=draft)

    def draft(self, case: str) -> Draft:
        """Return where the unfinished conversation of a case is kept."""
        return self.journal.draft(case, by=self.by, at=self.at)


def journal_command(name: str) -> Callable[[Callable[..., Exit]], click.Command]:
    """Make a function of a context, an office and its own options a command of a journal."""

    def make(function: Callable[..., Exit]) -> click.Command:
        @wraps(function)  # with the options click keeps on it
        def run(
            context: Context, *, url: str, key_file: Path | None, staff: str, role: str, **own: Any
        ) -> Exit:
            with _office(url, key_file, staff, role) as office:
                return function(context, office, **own)

        for option in (LANGUAGE, ROLE, STAFF, KEY_FILE, URL):
            option(run)
        return command(name, problems_in="da")(run)

    return make


def words_of(context: Context) -> Words:
    """Return the words of the language asked for: a journal has none of its own."""
    return Words(context.language or "da")


def actor(role: str, staff: str) -> Actor:
    """Return who is asking.

    Raises:
        click.BadParameter: an id or a role that is none; it is not repeated.
    """
    try:
        return Actor(role=role, id=staff)
    except ValidationError:
        raise click.BadParameter(_NO_ID, param_hint="'--staff' / '--role'") from None
