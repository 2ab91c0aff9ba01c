"""Which rulebook a command looks at, said before anything else: none is taken for another."""

from __future__ import annotations

from pathlib import Path

from triage.diagnostics import printable, word
from triage.language.at_hand import is_packaged
from triage.language.identity import identity


def looked_at_line(
    path: Path, language: str, what: str = "rulebook", called: str | None = None
) -> str:
    """Return the line that says which rulebook stands at a path: its id, version and path.

    `called` stands for the path where it is one of a moment: a version out of a repository.
    """
    found = identity(path)
    names = " ".join(each for each in (found.id, found.version) if each is not None)
    told = f"{word(what, language)} {names}".rstrip()
    packaged = f" ({word('packaged', language)})" if is_packaged(path) else ""
    return f"{printable(f'{told}: {called or found.path}')}{packaged}\n"


def looked_at(path: Path, called: str | None = None) -> dict[str, object]:
    """Return the same as plain data."""
    found = identity(path).to_dict()
    return found if called is None else {**found, "path": called}
