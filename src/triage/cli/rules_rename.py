"""`triage rules rename`: one thing under a new name, in rules, texts, cases and local rulebooks."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

import click

from triage.cases.confirmations import FILE as CONFIRMED
from triage.cases.folders import cases_folder
from triage.cli.context import Context, command, root_given, settle_in
from triage.cli.edit_journal import Rewritten, rewrite
from triage.cli.exits import Exit
from triage.cli.looked_at import looked_at_line
from triage.cli.options import MESSAGES, RULEBOOK
from triage.cli.streams import say, width
from triage.diagnostics import Diagnostic, RulebookError
from triage.language.at_hand import find_rulebook, is_packaged
from triage.present.rename_page import Renamed, rename_lines
from triage.present.wording import Words

if TYPE_CHECKING:
    from triage.authoring.books import Book
    from triage.authoring.rename import Change, Rename

_FOLDERS = click.Path(exists=True, file_okay=False, path_type=Path)


@command("rename")
@click.argument("old")
@click.argument("new")
@click.argument("path", type=RULEBOOK, required=False)
@click.option(
    "--also",
    "folders",
    metavar="DIR",
    multiple=True,
    type=_FOLDERS,
    help="Also change the rulebooks in this folder that extend it.",
)
@click.option(
    "--cases",
    metavar="DIR",
    multiple=True,
    type=_FOLDERS,
    help="Also change the case files in this folder.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be changed, and change nothing.")
@MESSAGES
def rename(  # noqa: PLR0913, PLR0917 - an option each
    context: Context,
    old: str,
    new: str,
    path: str | None,
    folders: tuple[Path, ...],
    cases: tuple[Path, ...],
    dry_run: bool,
) -> Exit:
    """Give one thing of a rulebook another id.

    OLD is a question, finding, rule, intervention, typology, target group, parameter, factor or
    kind of intervention; a value, or what stands in a list or grid, is `question.value`. Where two
    things have the name, say which: `question:OLD`. NEW is its id from now on.

    The id is changed wherever rules, tables and texts of every language name it, in the golden
    cases, and in the rulebooks beside this one that extend it: in all of it or nowhere, as `rules
    diff` shows no movement. What it was called is kept as `formerly`.
    """
    from triage.authoring.rename import rename as renamed

    named = find_rulebook(path)
    say(looked_at_line(named, context.told_in))
    at = named.resolve()
    if is_packaged(at):
        raise RulebookError((Diagnostic("packaged-rulebook", details={"name": at.name}),))
    settle_in(context, at)
    books = list(_books(at, folders, cases))
    found = renamed(old, new, books, context.sources, root_given())
    if not dry_run:
        what = f"rename {found.target.kind}:{found.target.name} {found.new}"
        rewrite([_bytes(each) for each in found.changes], _folders(found, books), what)
    lines = rename_lines(_summary(found, books, not dry_run), Words(context.told_in))
    say("".join(f"{fill(line, width())}\n" for line in lines))
    return Exit.DONE


def _books(at: Path, folders: Iterable[Path], cases: tuple[Path, ...]) -> Iterator[Book]:
    """Yield the rulebook and those that extend it, each with its case files, each file once."""
    from triage.authoring.books import Book, extending

    seen: set[Path] = set()
    every = (at, *extending(at, (folder.resolve() for folder in folders)))
    for path in dict.fromkeys(every):
        book = Book.read(path, root_given())
        own = cases_folder(path, book.rulebook)
        files = [file for folder in (own, *cases) for file in _case_files(folder)]
        fresh = [file for file in dict.fromkeys(files) if file not in seen]
        seen.update(fresh)
        yield replace(book, cases=tuple(fresh))


def _folders(found: Rename, books: list[Book]) -> set[Path]:
    """Return the folders of all rulebooks that are changed, if only in what they fit."""
    from triage.authoring.fitting_names import FOLDER

    files = (each.file for each in found.changes)
    asking = {file.parent.parent for file in files if file.parent.name == FOLDER}
    return {book.folder for book in books} | asking


def _case_files(folder: Path) -> list[Path]:
    found = (each for kind in ("*.yaml", "*.json") for each in folder.glob(kind))
    return sorted(each.resolve() for each in found if each.name != CONFIRMED)


def _bytes(change: Change) -> Rewritten:
    """Return a change as what the files hold; a mark of the order of bytes stays before it.

    A file that has been changed since it was read has other bytes than these, and is refused.
    """
    before, now = change.before.encode(), change.file.read_bytes()
    mark = now[: -len(before)] if before and now.endswith(before) else b""
    return Rewritten(change.file, mark + before, mark + change.after.encode())


def _summary(found: Rename, books: list[Book], is_done: bool) -> Renamed:
    """Return what is said of a renaming: rules file by file, and cases folder by folder."""
    target, of_cases = found.target, {file for book in books for file in book.cases}
    rules, cases = Counter[str](), Counter[str]()
    for each in found.changes:
        if each.file in of_cases or each.file.name == CONFIRMED:
            cases[os.path.relpath(each.file.parent)] += each.places
        else:
            rules[os.path.relpath(each.file)] += each.places
    unread = tuple(map(os.path.relpath, found.unread))
    new = f"{target.name.removesuffix(target.id)}{found.new}"
    return Renamed(
        target.kind, target.name, new, found.also, rules, cases, found.is_kept, is_done, unread
    )
