"""Which rulebook is looked at: its id and version, as far as they can be read, and its path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from triage.language.reading.files import is_about_somebody
from triage.language.reading.nodes import MappingNode, SourceText, text_of
from triage.language.reading.problems import Problems
from triage.language.reading.rulebook_files import RulebookFiles, has_file_called, real
from triage.language.reading.vocabulary import HEAD, SECTIONS

# A case has a line `rulebook: <id>`, which is no section.
_SECTION = re.compile(rf"^({'|'.join(SECTIONS)}):(?![ ]*[\w.-]+[ ]*$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Identity:
    """A rulebook by its id and version, `None` where its head cannot be read, and its path."""

    id: str | None
    version: str | None
    path: Path

    def to_dict(self) -> dict[str, object]:
        """Return it as plain data."""
        return {"id": self.id, "version": self.version, "path": str(self.path)}


def identity(path: Path) -> Identity:
    """Return which rulebook stands at a path; whatever is wrong with it is not said here."""
    head = next(_heads(path), None)
    id_, version = (_text(head, key) for key in ("id", "version"))
    # `.` and `..` do not say in which folder they are.
    return Identity(id_, version, path.resolve() if path.name in {"", ".."} else path)


def extended_by(path: Path) -> str | None:
    """Return what the rulebook at a path says it extends, however broken it is."""
    return _text(next(_heads(path), None), "extends")


def looks_like_a_rulebook(folder: Path) -> bool:
    """Say whether a folder holds a rulebook, however broken: its head, or two other sections.

    What is called `rulebook`, as `rules new` calls the head, need not be readable.
    """
    if has_file_called(folder, HEAD):
        return True
    found: set[str] = set()
    for source in _texts(RulebookFiles(Problems()), folder):
        if not is_about_somebody(source.text):
            found.update(_SECTION.findall(source.text))
    return HEAD in found or len(found) > 1


def _heads(path: Path) -> Iterator[MappingNode]:
    files = RulebookFiles(Problems())
    for source in _texts(files, path):
        if HEAD not in _SECTION.findall(source.text):
            continue
        with files.problems.within():
            root = files.node(source, files.problems)
            head = root.get(HEAD) if isinstance(root, MappingNode) else None
            if isinstance(head, MappingNode):
                yield head


def _texts(files: RulebookFiles, path: Path) -> list[SourceText]:
    with files.problems.within():
        found = (files.text(file) for file in files.of(path, real(path)))
        return [text for text in found if text is not None]
    return []


def _text(head: MappingNode | None, key: str) -> str | None:
    return None if head is None else text_of(head.get(key))
