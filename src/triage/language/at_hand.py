"""Finding a rulebook: the one we stand in, one named by its path, or one at hand by its id.

What a command is given and what a rulebook `extends` are names of one kind, found in one way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path

from triage.diagnostics import Diagnostic, RulebookError, listed, nearest, quoted
from triage.language.identity import looks_like_a_rulebook

DEFAULT = "projekt-500"
ENTRY_POINTS = "triage.rulebooks"
TEXTS = "texts"


HERE = Path()


def find_rulebook(name: str | None) -> Path:
    """Return the path of a rulebook that is named by its path or its id.

    Without a name it is the one we stand in, else the one that comes with this package.

    Raises:
        RulebookError: there is none.
    """
    here = standing_in()
    if name is None:
        return find_by_id(DEFAULT) if here is None else here
    folders = (HERE,) if here is None else (HERE, here / "..")
    beside = (folder / written for folder in folders for written in spellings(name))
    found = next((path for path in beside if is_there(path)), None)
    near = [name for folder in folders for name in names_in(folder)]
    return _at_hand(name, name, near) if found is None else found


def spellings(name: str) -> tuple[str, ...]:
    """Return what a rulebook named so may be called in a folder: a file needs no `.yaml`."""
    return (name, f"{name}.yaml")


def names_in(folder: Path) -> list[str]:
    """Return what a rulebook in a folder could be named by; names that begin with `.` are not."""
    return [each.stem for each in folder.iterdir() if each.name[0] != "." and _may_be(each)]


def _may_be(path: Path) -> bool:
    return path.suffix == ".yaml" or path.is_dir()


def standing_in() -> Path | None:
    """Return the rulebook in whose folder, or `texts/`, we stand, however broken it is."""
    if looks_like_a_rulebook(HERE):
        above = HERE / ".."
        inside = HERE.resolve().name == TEXTS and looks_like_a_rulebook(above)
        return above if inside else HERE
    return None


def find_by_id(id_: str) -> Path:
    """Return the path of the rulebook with that id; a case file may name one, but never a path.

    Raises:
        RulebookError: there is none; what the file says instead is quoted where it is nearly one.
    """
    return _at_hand(id_, quoted(id_, nearest(id_, dict(known_rulebooks()))))


def is_packaged(path: Path) -> bool:
    """Say whether a rulebook is one that comes with this package, not one of its user's own."""
    own, *packaged = (folder.resolve() for folder in _folders())
    around = path.resolve().parent
    return around in packaged and around != own


def _at_hand(id_: str, told: str, beside: Iterable[str] = ()) -> Path:
    known = dict(known_rulebooks())
    if id_ in known:
        return known[id_]
    near = nearest(id_, (*known, *beside))
    details = {"name": told, "known": listed(sorted(known))}
    raise RulebookError((Diagnostic("rulebook-not-found", details=details, nearest=near),))


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


def is_there(path: Path) -> bool:
    """Say whether there is a file or folder of that name."""
    try:
        return path.exists()
    except (OSError, ValueError):  # a name no file system takes
        return False


def _folders() -> tuple[Path, ...]:
    package = Path(str(files("triage")))
    return Path("rules"), package / "rulebooks", package.parents[1] / "rules"
