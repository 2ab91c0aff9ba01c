"""The files of one rulebook as they are written: not those it extends, and nothing interpreted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from triage.diagnostics import RulebookError, Sources, in_order
from triage.language.reading.nodes import MappingNode, Node, ScalarNode, SourceText
from triage.language.reading.problems import Problems
from triage.language.reading.rulebook_files import RulebookFiles, is_folder, real


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file: its text, and the node of it."""

    path: Path
    source: SourceText
    root: Node

    def section(self, name: str) -> tuple[ScalarNode, Node] | None:
        """Return the key of a section with what stands under it, where the file has it."""
        if not isinstance(self.root, MappingNode):
            return None
        return next(((key, node) for key, node in self.root.entries if key.text == name), None)


@dataclass(frozen=True, slots=True)
class SourceFiles:
    """The rule files at `path`, a folder or a file, and its translations by language."""

    path: Path
    rules: tuple[SourceFile, ...]
    translations: Mapping[str, tuple[SourceFile, ...]]

    @property
    def is_folder(self) -> bool:
        """Say whether there is a folder, in which files may be added."""
        return is_folder(self.path)

    def every(self) -> Iterator[SourceFile]:
        """Yield all files: rules first."""
        yield from self.rules
        for files in self.translations.values():
            yield from files


def read_source_files(path: Path, sources: Sources | None = None) -> SourceFiles:
    """Read the files of a rulebook.

    Raises:
        RulebookError: one cannot be read.
    """
    problems = Problems()
    files = RulebookFiles(problems, sources)
    rules: tuple[SourceFile, ...] = ()
    translations: dict[str, tuple[SourceFile, ...]] = {}
    with problems.within():
        rules = tuple(_read(files.of(path, real(path)), files))
        for language, found in files.translations(path, real(path)).items():
            translations[language] = tuple(_read(found, files))
    if problems.errors:
        raise RulebookError(in_order(problems.errors))
    return SourceFiles(path, rules, translations)


def _read(paths: tuple[Path, ...], files: RulebookFiles) -> Iterator[SourceFile]:
    for path in paths:
        source = files.text(path)
        node = None if source is None else files.node(files.shown(source), files.problems)
        if source is not None and node is not None:
            yield SourceFile(path, source, node)
