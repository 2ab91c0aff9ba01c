"""`triage rules new`: a rulebook to begin with, and entries added to one there is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from triage.cli.atomic_write import refuse_taken, refusing, save_folder
from triage.cli.context import Context, check, command
from triage.cli.edit_journal import Rewritten, rewrite
from triage.cli.exits import Exit
from triage.cli.options import LANGUAGE, RULEBOOK
from triage.cli.streams import say
from triage.cli.usage_words import LANGUAGE_SET
from triage.diagnostics import Diagnostic, RulebookError
from triage.present import Words, written_lines
from triage.present.wording import LANGUAGES

if TYPE_CHECKING:
    from triage.authoring.adding import Change
    from triage.authoring.additions import Addition
    from triage.authoring.source_files import SourceFiles
    from triage.model.rulebook import Rulebook

_RULEBOOK_ID = re.compile(r"[a-z][a-z0-9_-]*")

OWN = click.argument("path", type=RULEBOOK, default=".", metavar="[RULEBOOK]")
"""The rulebook that is added to; by default the one in the working directory."""

AFTER = click.option("--after", metavar="ID", help="Put it behind this one.  [default: at the end]")


@command("rulebook")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--title", metavar="TEXT", help="What the rulebook is called.")
@click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    envvar=LANGUAGE_SET,
    default="da",
    show_default=True,
    help="The language it is written in.",
)
def rulebook(context: Context, folder: Path, title: str | None) -> Exit:
    """Write a rulebook to begin with.

    It is small and whole: questions, typologies, interventions, rules, guarantees, and cases that
    pass. DIR is the new folder; its name becomes the id. A page in it says what to do next.
    """
    from triage.authoring.starting import starter

    language = context.language or "da"
    id_ = folder.resolve().name
    if not _RULEBOOK_ID.fullmatch(id_):
        raise RulebookError((Diagnostic("bad-rulebook-id", details={"name": id_}),))
    refuse_taken(folder)
    files = starter(id_, language, title)
    with refusing(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
    save_folder(folder, files)
    say_lines(
        Words(language), [(f"{folder / name}", "") for name in files], "rulebook", str(folder)
    )
    return Exit.DONE


@command("translation")
@click.argument("new_language", metavar="LANG")
@OWN
@LANGUAGE
def translation(context: Context, new_language: str, path: str) -> Exit:
    """Begin a translation, or go on with one.

    LANG is a language such as `en`. Every text that has no translation gets a line to fill in,
    beside a comment that says what it translates; `triage rules check` names those left.
    """
    from triage.authoring.translating import translation as translated

    own, model, files = read_own(context, path)
    if new_language == model.texts.language:
        details = {"name": new_language}
        raise RulebookError((Diagnostic("own-language", details=details),))
    made = translated(model, files, new_language)
    write(context, own, made.changes, f"new translation {new_language}")
    words = Words(context.language_of(model))
    count = words.count("new.unfilled", made.count)
    say_lines(words, [(_place(each), count) for each in made.changes[-1:]], "translation", path)
    return Exit.DONE


def read_own(context: Context, name: str) -> tuple[Path, Rulebook, SourceFiles]:
    """Read a rulebook that may be written to: one at a path, or in the folder `rules` here.

    Raises:
        RulebookError: there is none, or it does not load.
    """
    from triage.authoring.source_files import read_source_files

    path = next((each for each in (Path(name), Path("rules", name)) if each.exists()), None)
    if path is None or (path.is_dir() and not any(path.glob("*.yaml"))):
        raise RulebookError((Diagnostic("no-rulebook-here", details={"name": name}),))
    return path, context.load(path), read_source_files(path, context.sources)


def write_addition(context: Context, path: str, new: Addition, after: str | None) -> Exit:
    """Add an entry to a rulebook, and say what was written where and what to do next.

    Raises:
        RulebookError: the rulebook would not load with it; nothing is written then.
    """
    from triage.authoring.additions import add

    own, model, files = read_own(context, path)
    changes = add(model, files, new, after)
    write(context, own, changes, f"new {new.path}")
    words = Words(context.language_of(model))
    written = []
    for each in changes:
        left = 0 if each.language is None else len(new.unfilled(each.language))
        written.append((_place(each), words.count("new.unfilled", left) if left else new.id_))
    what = "rule" if new.is_rule else "used" if "used_for" in new.keys else new.section
    say_lines(words, written, what, path, new.id_)
    return Exit.DONE


def write(context: Context, path: Path, changes: Sequence[Change], what: str) -> None:
    """Write changes, if the rulebook loads with them; `what` says so to who finds them broken off.

    Raises:
        RulebookError: it does not; nothing is written.
        TriageError: a file cannot be written; nothing is.
    """
    texts = {str(each.path): each.text for each in changes}
    found = check(path, context.sources, instead=texts)
    wrong = [each for each in found if each.is_error]
    if wrong:
        raise RulebookError([*wrong, Diagnostic("nothing-written")])
    rewrite_all(path, changes, what)


def rewrite_all(path: Path, changes: Iterable[Change], what: str) -> None:
    """Write files of a rulebook, over what is there or anew: all of them or none.

    Raises:
        TriageError: one cannot be written, or was changed meanwhile; none is written then.
    """
    folder = path if path.is_dir() else path.parent
    like = min(folder.glob("*.yaml"), default=None) if path.is_dir() else path
    rewrite([_bytes(each, like) for each in changes], [folder], what)


def _bytes(change: Change, like: Path | None) -> Rewritten:
    """Return a change as what the files hold; a mark of the order of bytes stays before it."""
    if change.before is None:
        with refusing(change.path):
            change.path.parent.mkdir(exist_ok=True)
        return Rewritten(change.path, None, change.text.encode(), like)
    before, now = change.before.encode(), change.path.read_bytes()
    mark = now[: len(now) - len(before)] if now.endswith(before) else b""
    return Rewritten(change.path, mark + before, mark + change.text.encode())


def say_lines(
    words: Words, written: Iterable[tuple[str, str]], what: str, path: str, id_: str = ""
) -> None:
    """Say what was written where, and what to do next."""
    say("".join(f"{line}\n" for line in written_lines(words, written, what, path, id_)))


def _place(change: Change) -> str:
    return f"{change.path}:{change.line}"
