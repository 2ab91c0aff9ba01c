"""Finding a rulebook by path, or by id beside the working directory and in the package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path

from triage.diagnostics import Diagnostic, RulebookError, listed, nearest, quoted

DEFAULT = "projekt-500"
ENTRY_POINTS = "triage.rulebooks"


def find_rulebook(name: str) -> Path:
    """Return the path of a rulebook that is named by its path or its id.

    Raises:
        RulebookError: there is none.
    """
    path, known = Path(name), dict(known_rulebooks())
    if not _is_there(path) and name not in known:
        raise _not_found(name, nearest(name, known), known)
    return path if _is_there(path) else known[name]


def find_by_id(id_: str) -> Path:
    """Return the path of the rulebook with that id; a case file may name one, but never a path.

    Raises:
        RulebookError: there is none; what the file says instead is quoted where it is nearly one.
    """
    known = dict(known_rulebooks())
    if id_ not in known:
        near = nearest(id_, known)
        raise _not_found(quoted(id_, near), near, known)
    return known[id_]


def _not_found(name: str, near: str | None, known: Iterable[str]) -> RulebookError:
    details = {"name": name, "known": listed(sorted(known))}
    return RulebookError((Diagnostic("rulebook-not-found", details=details, nearest=near),))


def known_rulebooks() -> Iterator[tuple[str, Path]]:
    """Yield the rulebooks at hand by id; of the same id, the last one counts.

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
