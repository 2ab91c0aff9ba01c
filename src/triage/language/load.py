"""From a folder or file to a rulebook, with everything that is wrong found in one pass."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from os import PathLike
from pathlib import Path

from triage.diagnostics import Diagnostic, RulebookError, Sources, in_order
from triage.language.checks.completeness import check_completeness
from triage.language.digest import digest
from triage.language.drafts.draft import Draft
from triage.language.drafts.layers import read_draft
from triage.language.meant import meant
from triage.language.reading.occurrences import Occurrences
from triage.language.reading.problems import Problems
from triage.language.reading.rulebook_files import RulebookFiles
from triage.language.resolving.resolve import resolve
from triage.language.texts import read_layer, with_translations
from triage.model.limits import DEFAULT, Limits
from triage.model.rulebook import Rulebook


def load(
    path: str | PathLike[str],
    sources: Sources | None = None,
    *,
    limits: Limits = DEFAULT,
    root: str | PathLike[str] | None = None,
) -> Rulebook:
    """Load a rulebook: a folder of YAML files, or one file.

    The rulebook is immutable and may be shared. `sources` receives the text of every file of it,
    for showing diagnostics; translations are read when first asked for. A rulebook is read from
    its own folder, and what it extends from the folder around that; with `root`, everything is
    read from there, and nothing from outside.

    Raises:
        RulebookError: something it needs is missing, unknown or contradictory; its diagnostics
            name every problem found.
    """
    problems = Problems()
    loaded = _load(Path(path), RulebookFiles(problems, sources, limits), root)
    if loaded is None or problems.errors:
        raise RulebookError(in_order(problems.errors))
    return loaded[1]


def check(
    path: str | PathLike[str],
    sources: Sources | None = None,
    *,
    limits: Limits = DEFAULT,
    root: str | PathLike[str] | None = None,
    instead: Mapping[str, str] | None = None,
    today: date | None = None,
) -> tuple[Diagnostic, ...]:
    """Find everything there is to say of a rulebook, read as `load` reads it.

    Texts `instead` are read in the place of what files of those names hold, or of files that are
    not there. Errors refuse a load. Warnings do not: texts, labels, purposes, reasons and sources
    that are missing, questions asked for nothing, translations of nothing and, where `today` is
    said, days to come. Nothing found means `()`.
    """
    problems = Problems()
    files = RulebookFiles(problems, sources, limits, instead=instead)
    loaded = _load(Path(path), files, root)
    if loaded is not None:
        with problems.within():
            again = RulebookFiles(problems, files.sources, limits, instead=instead)
            check_completeness(*loaded, again, today)
    return in_order(problems.diagnostics)


def files_of(path: str | PathLike[str]) -> dict[str, str]:
    """Return the text of every file of a rulebook, translations included, by its name.

    Raises:
        RulebookError: as `load`.
    """
    problems = Problems()
    files = RulebookFiles(problems)
    loaded = _load(Path(path), files, None)
    if loaded is None or problems.errors:
        raise RulebookError(in_order(problems.errors))
    return {**files.sources, **dict(_translations(loaded[0], files))}


def load_with_occurrences(
    path: str | PathLike[str],
    sources: Sources | None = None,
    *,
    instead: Mapping[str, str] | None = None,
    root: str | PathLike[str] | None = None,
) -> tuple[Rulebook, Occurrences]:
    """Load a rulebook as `load` does, and say where names stand in its files and translations.

    Texts `instead` are read in the place of what files of those names hold.

    Raises:
        RulebookError: it does not load, or a translation of it cannot be read.
    """
    problems, occurrences = Problems(), Occurrences()
    files = RulebookFiles(problems, sources, instead=instead, occurrences=occurrences)
    loaded = _load(Path(path), files, root)
    if loaded is not None:
        with problems.within():
            for layer in loaded[0].translations:
                for language in layer.files:
                    deque(read_layer(language, layer, files), maxlen=0)
    if loaded is None or problems.errors:
        raise RulebookError(in_order(problems.errors))
    return loaded[1], occurrences


def _load(
    path: Path, files: RulebookFiles, root: str | PathLike[str] | None
) -> tuple[Draft, Rulebook] | None:
    draft, rulebook, problems = None, None, files.problems
    with problems.within():
        draft = read_draft(path, files, None if root is None else Path(root))
        if draft is not None:
            rulebook = resolve(draft, problems, files.occurrences)
    if draft is not None and rulebook is not None and problems.errors:
        problems.tell_as(partial(meant, rulebook=rulebook, texts=_every_text(draft, files)))
    if draft is None or rulebook is None or problems.errors:
        return None
    texts = with_translations(rulebook.texts, draft, files.limits, files.instead)
    return draft, replace(rulebook, texts=texts, digest=digest(rulebook))


def _every_text(draft: Draft, files: RulebookFiles) -> Iterator[str]:
    """Yield the texts of all files that were read, and those of the translations."""
    yield from files.sources.values()
    yield from (text for _, text in _translations(draft, files))


def _translations(draft: Draft, files: RulebookFiles) -> Iterator[tuple[str, str]]:
    """Yield the files of translations that can be read, each with its text."""
    unheard = RulebookFiles(Problems(), limits=files.limits, instead=files.instead)
    with unheard.problems.within():
        for layer in draft.translations:
            for file in (file for each in layer.files.values() for file in each):
                if (text := unheard.text(file)) is not None:
                    yield str(file), text.text
