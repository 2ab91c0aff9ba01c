"""Finding a rulebook by path, or by id beside the working directory and in the package."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path

from triage.diagnostics import Diagnostic, RulebookError, listed, nearest

DEFAULT = "projekt-500"
ENTRY_POINTS = "triage.rulebooks"


def find_rulebook(name: str) -> Path:
    """Return the path of a rulebook that is named by its path or its id.

    Raises:
        RulebookError: there is none.
    """
    path = Path(name)
    return path if _is_there(path) else find_by_id(name)


def find_by_id(id_: str) -> Path:
    """Give the path of the rulebook with that id; a case file may name one, but never a path.

    Raises:
        RulebookError: there is none.
    """
    known = dict(known_rulebooks())
    if id_ not in known:
        details = {"name": id_, "known": listed(sorted(known))}
        near = nearest(id_, known)
        raise RulebookError((Diagnostic("rulebook-not-found", details=details, nearest=near),))
    return known[id_]


def known_rulebooks() -> Iterator[tuple[str, Path]]:
    """Give the rulebooks at hand by id; of the same id, the last one counts.

    Other packages offer theirs as entry points of the group `triage.rulebooks`: the id, and a
    function that gives the path.
    """
    for entry in entry_points(group=ENTRY_POINTS):
        yield entry.name, Path(entry.load()())
    for folder in reversed(_folders()):
        if folder.is_dir():
            yield from ((each.name, each) for each in sorted(folder.iterdir()) if each.is_dir())


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name longer than any file's
        return False


def _folders() -> tuple[Path, ...]:
    package = Path(str(files("triage")))
    return Path("rules"), package / "rulebooks", package.parents[1] / "rules"
