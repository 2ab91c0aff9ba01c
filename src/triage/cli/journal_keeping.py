"""`triage journal`: made, looked after, carried elsewhere, and made to forget."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from triage.cli.atomic_write import reading, save_lines
from triage.cli.context import Context, command, now
from triage.cli.exits import Exit
from triage.cli.journal_options import (
    ERASURES,
    KEY_FILE,
    ROLE,
    STAFF,
    URL,
    Office,
    actor,
    journal_command,
    keys_of,
    words_of,
)
from triage.cli.options import LANGUAGE
from triage.cli.prompting import agrees, write
from triage.cli.streams import say
from triage.diagnostics import Diagnostic, TriageError, needed

if TYPE_CHECKING:
    from triage.journal import Anchor

_FILE = click.Path(path_type=Path)


@command("init", problems_in="da")
@URL
@KEY_FILE
@LANGUAGE
def init(context: Context, url: str, key_file: Path | None) -> Exit:
    """Make a journal and its key, or bring the tables of one up to date.

    The key is kept in a file only its owner can read, outside the database: without it, nobody
    opens what is sealed. Keep a copy where no copy of the database is.
    """
    keys = keys_of(key_file)
    journal = needed("triage.journal.journal", "needs-journal").Journal
    if hasattr(keys, "create") and not journal.is_there(url):  # else it would open nothing
        keys.create()
    with journal.create(url, keys, now()) as made:
        write([words_of(context).say("journal.made")])
        say(f"{made.anchor()}\n")
    return Exit.DONE


@journal_command("verify")
@click.option("--anchor", type=_FILE, metavar="FILE", help="An anchor written earlier.")
def verify(context: Context, office: Office, anchor: Path | None) -> Exit:
    """Say whether the journal is whole, and name the first event that does not fit."""
    words = words_of(context)
    found = office.journal.verify(_read_anchor(anchor) if anchor else None)
    problem = found.problem
    if problem is None:
        key = "journal.whole_anchor" if anchor else "journal.whole"
        numbers = {"events": words.number(found.events), "contents": words.number(found.contents)}
        write([words.say(key, **numbers)])
        say(f"{found.head}\n")
        return Exit.DONE
    what = words.say(f"journal.problem_{problem.what}")
    if problem.number is None:
        write([words.say("journal.not_whole", what=what)])
    else:
        write([words.say("journal.not_whole_at", what=what, number=problem.number)])
    return Exit.FAILED


@journal_command("anchor")
@click.option("--output", "-o", type=_FILE, metavar="FILE", help="Where to write it.")
def anchor(_: Context, office: Office, output: Path | None) -> Exit:
    """Print the end of the journal, to be kept elsewhere: it shows a tail that was cut off."""
    line = str(office.journal.anchor())
    if output is None:
        say(f"{line}\n")
    else:
        save_lines(output, (line,))
    return Exit.DONE


@journal_command("export")
@click.option(
    "--output", "-o", type=_FILE, required=True, metavar="FILE", help="Where to write it."
)
def export(_: Context, office: Office, output: Path) -> Exit:
    """Write the journal as JSON Lines; what is sealed stays sealed."""
    save_lines(output, office.journal.export())
    return Exit.DONE


@journal_command("import")
@click.argument("file", type=_FILE)
def take(context: Context, office: Office, file: Path) -> Exit:
    """Take an export into an empty journal; broken off, the same command does the rest."""
    with reading(file), file.open(encoding="utf-8") as opened:
        count = office.journal.take(opened)
    write([words_of(context).count("journal.taken", count)])
    return Exit.DONE


@journal_command("backup")
@click.option(
    "--output", "-o", type=_FILE, required=True, metavar="FILE", help="Where to write it."
)
@click.option(
    "--backup-key", type=_FILE, required=True, metavar="FILE", help="Where to write its key."
)
def backup(_: Context, office: Office, output: Path, backup_key: Path) -> Exit:
    """Write a backup, and the key that opens it into a file apart from it."""
    key = needed("triage.journal.master_keys", "needs-journal").KeyFile(backup_key).create()
    save_lines(output, office.journal.backup(key))
    return Exit.DONE


@command("restore", problems_in="da")
@click.argument("file", type=_FILE)
@click.option("--backup-key", type=_FILE, required=True, metavar="FILE", help="The backup's key.")
@URL
@KEY_FILE
@ERASURES
@STAFF
@ROLE
@LANGUAGE
def restore(context: Context, file: Path, **options: Any) -> Exit:
    """Make a journal of a backup, without what was erased since; without the list of that, none."""
    room = needed("triage.journal", "needs-journal")
    key = room.KeyFile(options["backup_key"]).current()
    listed = room.ErasureList(options["erasures"])
    by = actor(options["role"], options["staff"])
    with reading(file), file.open(encoding="utf-8") as lines:
        backup = room.Backup(lines, key)
        keys = keys_of(options["key_file"])
        journal = room.Journal.restore(options["url"], keys, backup, listed, by=by, at=now())
    with journal:
        write([words_of(context).count("journal.restored", len(journal.cases()))])
    return Exit.DONE


@journal_command("replace-key")
def replace_key(_: Context, office: Office) -> Exit:
    """Wrap the keys of all cases by a new key of the journal; the old one opens nothing then."""
    office.journal.replace_key()
    return Exit.DONE


@journal_command("run-out")
@click.argument("policy", type=_FILE)
def run_out(context: Context, office: Office, policy: Path) -> Exit:
    """List the cases that are kept no longer by a POLICY; nothing is erased.

    The policy is a file of TOML with two numbers of months after the last event of a case:
    `closed_months` where the person no longer takes part, and `open_months`.
    """
    words = words_of(context)
    kind = needed("triage.journal.retention", "needs-journal").RetentionPolicy
    found = office.journal.run_out(kind.read(policy), office.at.date())
    if not found:
        write([words.say("journal.run_out_none")])
        return Exit.DONE
    write([words.say("journal.run_out", policy=policy.name), *found])
    write([words.say("journal.run_out_then")])
    return Exit.DONE


@journal_command("erase")
@click.argument("case")
@click.option("--ground", required=True, help="Why it may be erased, as for `triage erase`.")
@ERASURES
@click.option("--yes", is_flag=True, help="Do not ask before erasing.")
def erase(
    context: Context, office: Office, case: str, *, ground: str, erasures: Path, yes: bool
) -> Exit:
    """Erase a case: its key is destroyed, its bytes overwritten, the journal's key replaced."""
    from triage.journal.events import Ground

    words = words_of(context)
    if ground not in list(Ground):
        raise click.BadParameter(", ".join(Ground), param_hint="'--ground'")
    write([words.say(f"erase.{key}") for key in ("duty_to_note", "archives", "access")])
    if not (yes or agrees(words.say("erase.ask"))):
        write([words.say("erase.not_erased")])
        return Exit.FAILED
    listed = needed("triage.journal.erasing", "needs-journal").ErasureList(erasures)
    left = office.journal.erase(case, Ground(ground), listed, by=office.by, at=office.at)
    if left:
        write([words.count("journal.left", left)])
        return Exit.FAILED
    write([words.say("journal.erased"), words.say("journal.out_of_reach")])
    if office.journal.is_on_a_server:
        write([words.say("journal.on_a_server")])
    return Exit.DONE


def _read_anchor(file: Path) -> Anchor:
    """Read an anchor.

    Raises:
        TriageError: the file has none.
    """
    kind = needed("triage.journal.verifying", "needs-journal").Anchor
    with reading(file):
        parts = file.read_text(encoding="ascii", errors="replace").split()
    with suppress(ValueError, TypeError):
        journal, number, hash_ = parts
        found: Anchor = kind(journal, int(number), hash_)
        return found
    raise TriageError((Diagnostic("journal-no-anchor"),))
