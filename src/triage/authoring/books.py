"""Rulebooks to change together: one, and those that extend it, with their names and cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from pathlib import Path

from triage.authoring.fitting_names import fitting_files, names_in_fitting
from triage.diagnostics import Span
from triage.language.identity import extended_by, identity
from triage.language.load import load_with_occurrences
from triage.language.reading.nodes import ScalarNode, SourceText
from triage.language.reading.occurrences import Occurrence
from triage.language.reading.rulebook_files import real
from triage.model.rulebook import Rulebook

Word = tuple[str, int, int]
"""Where a scalar stands: its file, where it starts and where it ends."""


@dataclass(frozen=True, slots=True)
class Book:
    """A rulebook, where names stand in its files and those it extends, and its case files.

    Files that fit it to a municipality, or ask for that, are among those.

    `names` stand in files by where those lead; `joined` are as in `Occurrences`, and `defined`
    are the words at which what has a path is defined.
    """

    path: Path
    rulebook: Rulebook
    names: tuple[Occurrence, ...]
    joined: tuple[tuple[str, str], ...]
    defined: frozenset[tuple[str, Word]]
    cases: tuple[Path, ...] = field(default=())

    @classmethod
    def read(cls, path: Path, root: Path | None = None) -> Book:
        """Read a rulebook.

        Raises:
            RulebookError: it does not load, or a translation of it cannot be read.
        """
        rulebook, found = load_with_occurrences(path, root=root)
        named = _in_real_files(found.found)
        fitting = chain(*(names_in_fitting(each, rulebook, path) for each in fitting_files(path)))
        places = rulebook.places
        defined = {
            (new.path, word_of(new.node))
            for old, new in zip(found.found, named, strict=True)
            if old.path in places and _starts_at(old.node, places[old.path])
        }
        return cls(path, rulebook, (*named, *fitting), tuple(found.joined), frozenset(defined))

    @property
    def folder(self) -> Path:
        """The folder its files stand in."""
        return self.path if self.path.is_dir() else self.path.parent

    def holds(self, file: str) -> bool:
        """Say whether a file is one of its own, and not of a rulebook it extends."""
        return Path(file) == self.path or self.path in Path(file).parents


def extending(path: Path, also: Iterable[Path] = ()) -> Iterator[Path]:
    """Yield the rulebooks that extend the one at a path: those beside it, and in other folders.

    A rulebook extends another where the names it gives lead there, one after the other.
    """
    for folder in (path.parent, *also):
        candidates = (folder, *sorted(folder.iterdir())) if folder != path.parent else None
        for each in candidates or sorted(folder.iterdir()):
            if each != path and _may_be_one(each) and _leads_to(each, path):
                yield each


def _may_be_one(path: Path) -> bool:
    return path.name[:1] != "." and (path.is_dir() or path.suffix == ".yaml")


def _leads_to(path: Path, wanted: Path) -> bool:
    seen: set[Path] = set()
    while path not in seen:
        seen.add(path)
        name = extended_by(path)
        if name is None:
            return False
        beside = (path.parent / name, path.parent / f"{name}.yaml", path / name)
        found = next((each for each in beside if each.exists()), None)
        if found is None:
            return name == identity(wanted).id
        path = real(found)
        if path.samefile(wanted):
            return True
    return False


def word_of(node: ScalarNode) -> Word:
    """Return where a scalar stands."""
    assert isinstance(node.within, SourceText), "a node that was read stands in a text"
    return node.within.file, node.start, node.end


def _in_real_files(found: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    """Return names in files by where those lead, so that one file is one from wherever."""

    @cache
    def at_its_place(source: SourceText) -> SourceText:
        return SourceText(str(real(Path(source.file))), source.text)

    return tuple(
        replace(each, node=replace(each.node, within=at_its_place(each.node.within)))
        for each in found
        if isinstance(each.node.within, SourceText)
    )


def _starts_at(node: ScalarNode, place: Span) -> bool:
    return node.span == place
