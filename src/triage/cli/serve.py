"""`triage serve`: the page and the HTTP API, for this machine alone or for an office."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING, Any

import click

from triage.cli.context import Context, command, now
from triage.cli.exits import Exit
from triage.cli.journal_options import KEY_FILE, keys_of
from triage.cli.options import RULEBOOK
from triage.cli.prompting import write
from triage.cli.release_ledger import LedgerFile, opened_ledger
from triage.cli.usage_words import LANGUAGE_SET
from triage.diagnostics import Diagnostic, TriageError, needed
from triage.language.at_hand import DEFAULT
from triage.language.declared import read_declared
from triage.present import LANGUAGES, Words
from triage.present.serving import serving_lines
from triage.programme.cell_suppression import LIMIT

if TYPE_CHECKING:
    from triage.journal import KeySource
    from triage.web.office import Ledgers

_FILE = click.Path(path_type=Path)
_SECRET = "TRIAGE_WEB_SECRET"
_CLIENT_SECRET = "TRIAGE_OIDC_SECRET"


@command("serve", problems_in="da")
@click.argument("rulebooks", nargs=-1, type=RULEBOOK, metavar="[RULEBOOK]...")
@click.option(
    "--journal",
    "url",
    envvar="TRIAGE_JOURNAL",
    show_envvar=True,
    metavar="FILE|URL",
    help="The journal; a file that is not there is made, with its key.",
)
@KEY_FILE
@click.option(
    "--demo",
    multiple=True,
    type=_FILE,
    metavar="CASE",
    help="Begin with this constructed case, in a journal that is gone at the end.",
)
@click.option(
    "--office",
    type=_FILE,
    metavar="FILE",
    help="What it takes to serve others: their sign-in, roles, and TLS or a proxy.",
)
@click.option(
    "--releases",
    type=click.Path(path_type=Path, exists=True, file_okay=False, writable=True),
    metavar="FOLDER",
    help="Folder that keeps the figures of programmes that were shown; leads see figures with it.",
)
@click.option("--host", metavar="ADDRESS", help="Where to listen.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(1, 65535), help="[default: 8000]")
@click.option("--log", "verbose", is_flag=True, help="Write a line of JSON for each request.")
@click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    default="da",
    envvar=LANGUAGE_SET,
    show_default=True,
    help="Language of the page, until somebody chooses another there.",
)
def serve(context: Context, *, demo: Sequence[Path], **options: Any) -> Exit:
    """Serve the page and the HTTP API.

    Without --office, this machine alone is served, and nobody needs an account. To serve others
    takes a file that says how they sign in, which roles they have, and how it is kept from being
    listened to; then only rulebooks that were approved are served. Ctrl-C stops it.
    """
    releases = options.pop("releases")
    serving = needed("triage.web.serving", "needs-web")
    words = Words(context.told_in)
    with _journal(options.pop("url"), options.pop("key_file"), demo) as kept:
        verbose = options.pop("verbose") or options["office"] is not None
        settings = _settings(context, kept, **options)
        kept_shown = None if releases is None else releases_in(releases)
        with serving.Office(settings, now, kept_shown) as office:
            serving.begin_cases(office, demo)
            told = serving_lines(settings.url, words, constructed=bool(demo))
            serving.serve(office, lambda: write(told), verbose=verbose)
    return Exit.DONE


@dataclass(frozen=True, slots=True)
class _Kept:
    """Where a journal is, its key, and the secret that addresses of cases are made with."""

    url: str
    keys: KeySource
    secret: KeySource


@contextmanager
def _journal(url: str | None, key_file: Path | None, demo: Sequence[Path]) -> Iterator[_Kept]:
    """Have a journal: the one named, else one for constructed cases that goes with the block."""
    if (url is None) != bool(demo):
        raise click.UsageError("It takes either --journal or --demo.")
    if url is not None:
        yield _made(url, keys_of(key_file), _secret(key_file))
        return
    with TemporaryDirectory() as folder:
        key = Path(folder, "key")
        yield _made(str(Path(folder, "journal.db")), keys_of(key), _secret(key))


def releases_in(folder: Path) -> Ledgers:
    """Return what holds the ledgers of programmes in a folder; requests wait for each other."""
    lock = Lock()

    @contextmanager
    def held(programme: str) -> Iterator[LedgerFile]:
        with lock, opened_ledger(folder / f"{programme}.json", programme, LIMIT) as kept:
            yield kept

    return held


def _made(url: str, keys: KeySource, secret: KeySource) -> _Kept:
    """Make what is not there yet: the file of a journal, its key, the secret."""
    is_new = "://" not in url and not Path(url).exists()
    for source in (keys, secret) if is_new else (secret,):
        if hasattr(source, "create"):
            source.create()
    if is_new:
        needed("triage.journal.journal", "needs-journal").Journal.create(url, keys, now()).close()
    return _Kept(url, keys, secret)


def _secret(key_file: Path | None) -> KeySource:
    """Return where the secret is: in the environment, else in a file beside that of the key.

    Raises:
        TriageError: neither is there.
    """
    room = needed("triage.journal.master_keys", "needs-journal")
    if os.environ.get(_SECRET):
        found: KeySource = room.KeyVariable(os.environ, _SECRET)
        return found
    file = key_file or os.environ.get(room.FILE_VARIABLE)
    if file is None:
        raise TriageError((Diagnostic("serve-no-secret"),))
    beside: KeySource = room.KeyFile(Path(f"{file}.web"))
    return beside


def _settings(
    context: Context,
    kept: _Kept,
    *,
    rulebooks: Sequence[str],
    office: Path | None,
    host: str | None,
    port: int | None,
) -> Any:
    """Return what to serve with; whoever serves others says all of it in the file.

    Raises:
        TriageError: it would not be safe.
    """
    room = needed("triage.web.settings", "needs-web")
    network = None if office is None else read_declared(office, room.Network, context.sources)
    if network is not None and (host or port):
        raise click.UsageError("With --office, the file says where to listen.")
    return room.Settings(
        rulebooks=tuple(rulebooks) or (DEFAULT,),
        journal=kept.url,
        keys=kept.keys,
        secret=kept.secret,
        host=host or (room.LOOPBACK if network is None else network.host),
        port=port or (room.PORT if network is None else network.port),
        language=context.told_in,
        network=network,
        client_secret=os.environ.get(_CLIENT_SECRET),
    )
