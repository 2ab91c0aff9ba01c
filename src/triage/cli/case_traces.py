"""Where a case leaves traces beside its file: what `access` tells of, and `erase` takes away.

Each kind of place is a function in `_PLACES`. What keeps more of a case adds one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from triage.cases.case_file import Case, parse_case
from triage.cases.held import Place, Trace
from triage.cli.atomic_write import left_over
from triage.cli.edit_journal import unsettled
from triage.cli.folder import Folder
from triage.diagnostics import TriageError
from triage.language.at_hand import known_rulebooks

_CASE_FILES = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class Found:
    """A trace, and the file it stands in; `erased` says whether it goes with the case."""

    trace: Trace
    file: Path
    erased: bool = True


def traces_of(file: Path, case: Case | None) -> list[Found]:
    """Return the traces of a case beside its file; `case` is what the file says, if it can be read.

    Journals of changes that were broken off are looked for in the folders of rulebooks at hand too:
    a change of a rulebook and its cases keeps its journal there.

    Raises:
        TriageError: a change of files was broken off there, and what it was cannot be read.
    """
    return [found for place in _PLACES for found in place(file, case)]


def _in_journal(file: Path, _: Case | None) -> Iterator[Found]:
    seen = set[Path]()
    for folder in (file.parent, *_rulebook_folders()):
        files, journals = unsettled(folder)
        about = [each for each in files if each.file == file.resolve()]
        if not journals or journals[0] in seen:
            continue
        seen.add(journals[0])
        for each in about:
            for place, content in (
                (Place.BEFORE_EDIT, each.before),
                (Place.AFTER_EDIT, each.after),
            ):
                if content is not None:
                    yield Found(Trace(place, journals[0].name, _case_in(content)), journals[0])


def _rulebook_folders() -> Iterator[Path]:
    for _, path in known_rulebooks():
        yield path if path.is_dir() else path.parent


def _backups(file: Path, _: Case | None) -> Iterator[Found]:
    """Find what editors leave: Emacs, Vim, Nano, Kate, and whoever puts a copy aside."""
    name = file.name
    hidden = (f".{name}.{each}" for each in ("swp", "swo", "swn", "un~", "kate-swp"))
    shown = (f"{name}{each}" for each in ("~", ".save", ".bak", ".orig"))
    for each in (*shown, f"#{name}#", *hidden):
        beside = file.with_name(each)
        if beside.is_file() and not beside.is_symlink():
            yield Found(Trace(Place.BACKUP, each, _case_in(_content(beside))), beside)


def _with_the_same_id(file: Path, case: Case | None) -> Iterator[Found]:
    """Find other case files of the same person: they are others, so they stay where they are."""
    id_ = None if case is None else case.case
    if not id_:
        return
    for each in sorted(file.parent.iterdir()):
        if each.suffix in _CASE_FILES and each.is_file() and not each.samefile(file):
            content = _content(each)
            # To read every case of a folder takes long; one that does not have the id is another's.
            other = _case_in(content) if id_.encode() in content else None
            if other is not None and other.case == id_:
                yield Found(Trace(Place.SAME_ID, each.name, other), each, erased=False)


def _unfinished(file: Path, case: Case | None) -> Iterator[Found]:
    id_ = None if case is None else case.case
    with Folder(file.parent) as folder:
        names = left_over(folder)
    for name in names:
        left = file.with_name(name)
        if not left.is_file():
            continue
        said = _case_in(_content(left))
        is_ours = said is not None and id_ is not None and said.case == id_
        yield Found(Trace(Place.UNFINISHED, name, said if is_ours else None), left)


_PLACES: tuple[Callable[[Path, Case | None], Iterator[Found]], ...] = (
    _in_journal,
    _backups,
    _with_the_same_id,
    _unfinished,
)


def _content(file: Path) -> bytes:
    with suppress(OSError):
        return file.read_bytes()
    return b""


def _case_in(content: bytes) -> Case | None:
    """Return the case a text is; `None` where it is none."""
    with suppress(TriageError, UnicodeDecodeError):
        return parse_case(content.decode("utf-8-sig"), os.devnull)
    return None
