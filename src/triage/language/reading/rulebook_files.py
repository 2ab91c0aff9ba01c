"""The files of a rulebook: ordinary ones that lie where they say, and only so many.

A rulebook may come from somebody else. INVARIANT: nothing is opened that is not an ordinary file
inside the folder named, wherever links lead; and every reading ends within the limits.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from triage.diagnostics import Severity, Sources, Span
from triage.language.reading.files import beginning, decoded, is_about_somebody
from triage.language.reading.nodes import Node, SourceText
from triage.language.reading.occurrences import Occurrences
from triage.language.reading.problems import Problems
from triage.language.reading.yaml_events import Room, read_yaml
from triage.model.limits import DEFAULT, Limits

APPROVAL = "approved.yaml"
"""Who approved a rulebook stands beside its rules, and is none of them."""

_SUFFIX = ".yaml"
_LOOK_LIKE_IT = re.compile(r"\.ya?ml(?:\.[a-z]{2,5})?", re.IGNORECASE)
_KEPT = (".bak", ".old", ".orig", ".swp", ".tmp")
_FOLDERS = frozenset({"texts", "fit", "find", "cases"})
"""What stands in these folders of a rulebook is read by others."""


def real(path: Path) -> Path:
    """Return where a path leads when all links are followed."""
    try:
        return Path(os.path.realpath(path))
    except ValueError:  # a name no file system takes; reading it says so
        return path


def lies_in(path: Path, folder: Path) -> bool:
    """Say whether a path leads into a folder, or to it, when all links are followed."""
    return real(path).is_relative_to(real(folder))


class RulebookFiles:
    """One reading of the files of a rulebook, those it extends and its translations included.

    Where a limit is reached, what is done within `problems` is left. Texts `instead` are read in
    the place of what files of those names hold, or of files that are not there. Where names occur
    is noted in `occurrences`, if given.
    """

    def __init__(
        self,
        problems: Problems,
        sources: Sources | None = None,
        limits: Limits = DEFAULT,
        *,
        instead: Mapping[str, str] | None = None,
        occurrences: Occurrences | None = None,
    ) -> None:
        self.problems = problems
        self._new = frozenset(map(Path, instead or {}))
        # By where names lead, so that a file is the same however it is spelt.
        self.instead = {str(real(Path(name))): text for name, text in (instead or {}).items()}
        self.occurrences = occurrences
        self.sources = Sources() if sources is None else sources
        self.limits = limits
        self._files = self._bytes = 0
        self._room = Room(limits.depth, limits.nodes)

    def of(self, path: Path, inside: Path) -> tuple[Path, ...]:
        """Return the files of a rulebook in the order of their names: one, or all of a folder.

        The order matters to no rulebook that loads; it keeps diagnostics in the same order.
        """
        if not is_folder(path):
            return tuple(self._counted([path])) if self._may_read(path, inside) else ()
        files = self._in_folder(path, inside)
        if lies_in(path, inside):
            self._in_other_folders(path)
        if not files and not self.problems.errors:
            self.problems.add("empty-folder", _whole(path), folder=str(path))
        return files

    def translations(self, path: Path, inside: Path) -> dict[str, tuple[Path, ...]]:
        """Return the files `texts/<language>.yaml` and `texts/<language>.*.yaml`, by language."""
        by_language: dict[str, list[Path]] = {}
        folder = path / "texts"
        if is_folder(folder) or self._in_place_of(folder):
            for file in self._in_folder(folder, inside):
                by_language.setdefault(file.name.split(".", 1)[0], []).append(file)
        return {language: tuple(files) for language, files in sorted(by_language.items())}

    def text(self, file: Path) -> SourceText | None:
        """Return the text of a file; `None` where it is none, and then `problems` say why."""
        if (name := str(real(file))) in self.instead:
            return SourceText(str(file), self.instead[name])
        left = self.limits.bytes - self._bytes
        content = beginning(file, left, self.problems)
        if content is None:
            return None
        if len(content) > left:
            self.problems.refuse("too-many-bytes", _whole(file), limit=self.limits.bytes)
        self._bytes += len(content)
        text = decoded(content, file, self.problems)
        return None if text is None else SourceText(str(file), text)

    def node(self, source: SourceText, problems: Problems) -> Node | None:
        """Return a text as a tree; `None` where it is none, and then `problems` say why."""
        node = read_yaml(source, problems, self._room)
        if self._room.nodes < 0:
            self.problems.refuse("too-many-nodes", _whole(source.file), limit=self.limits.nodes)
        return node

    def shown(self, source: SourceText) -> SourceText:
        """Let diagnostics show the lines of a text where it is about nobody, and return it."""
        self.sources.add(source.file, source.text, private=is_about_somebody(source.text))
        return source

    def _in_folder(self, folder: Path, inside: Path) -> tuple[Path, ...]:
        if not self._is_within(folder, inside):
            return ()
        new = self._in_place_of(folder)
        try:
            there = _like_yaml(folder) if is_folder(folder) or not new else iter(())
            files = sorted({*self._counted(there), *new})
        except OSError:
            self.problems.add("unreadable-file", _whole(folder), file=str(folder))
            return ()
        for file in files:
            if file.suffix != _SUFFIX:
                self._not_read("file-not-read", file)
        yaml = [file for file in files if file.suffix == _SUFFIX]
        return tuple(file for file in yaml if self._may_read(file, inside))

    def _in_place_of(self, folder: Path) -> set[Path]:
        """Return the files of a folder that other texts are read for, there or not."""
        return {file for file in self._new if file.parent == folder}

    def _not_read(self, code: str, file: Path) -> None:
        self.problems.add(code, _whole(file), severity=Severity.WARNING, file=str(file))

    def _in_other_folders(self, path: Path) -> None:
        """Say which files stand in folders inside a rulebook, where nobody reads them."""
        try:
            with os.scandir(path) as entries:
                folders = sorted(entry.name for entry in entries if entry.is_dir())
            for name in folders:
                if name[0] not in "._" and name not in _FOLDERS:
                    for file in sorted(self._counted(_like_yaml(path / name))):
                        self._not_read("file-in-folder", file)
        except OSError:
            return

    def _counted(self, files: Iterator[Path] | list[Path]) -> Iterator[Path]:
        for file in files:
            self._files += 1
            if self._files > self.limits.files:
                self.problems.refuse("too-many-files", _whole(file), limit=self.limits.files)
            yield file

    def _may_read(self, file: Path, inside: Path) -> bool:
        if str(real(file)) in self.instead:
            return True
        try:
            mode = file.stat().st_mode
        except (OSError, ValueError):  # not there, or a name no file system takes
            self.problems.add("unreadable-file", _whole(file), file=str(file))
            return False
        if not self._is_within(file, inside):
            return False
        if not stat.S_ISREG(mode):
            self.problems.add("special-file", _whole(file), file=str(file))
            return False
        return True

    def _is_within(self, path: Path, inside: Path) -> bool:
        within = lies_in(path, inside)
        if not within:
            name, folder = str(path), str(inside)
            self.problems.add("leads-outside", _whole(path), name=name, folder=folder)
        return within


def is_folder(path: Path) -> bool:
    """Say whether there is a folder of that name."""
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name no file system takes; reading it says so
        return False


def has_file_called(folder: Path, name: str) -> bool:
    """Say whether a folder holds a file of that name that looks like one to read."""
    try:
        return any(file.name.partition(".")[0] == name for file in _like_yaml(folder))
    except OSError:
        return False


def _like_yaml(folder: Path) -> Iterator[Path]:
    """Yield what looks like a file to read; systems leave notes behind whose names begin with `.`.

    Names are looked at one by one: a folder may hold more of them than memory does.
    """
    with os.scandir(folder) as entries:
        for entry in entries:
            end = _LOOK_LIKE_IT.search(entry.name)
            looks_like_it = end is not None and end.end() == len(entry.name)
            looks_like_it = looks_like_it and not entry.name.lower().endswith(_KEPT)
            is_other = entry.name[0] == "." or entry.name == APPROVAL
            if not is_other and looks_like_it and not entry.is_dir():
                yield folder / entry.name


def _whole(file: Path | str) -> Span:
    return Span(str(file), 1, 1, 1, 1)
