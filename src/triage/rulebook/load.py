"""From a folder or file to a rulebook, with everything that is wrong found in one pass."""

from __future__ import annotations

from dataclasses import replace
from os import PathLike
from pathlib import Path

from triage.diagnostics import Diagnostic, RulebookError, Sources, in_order
from triage.model.rulebook import Rulebook
from triage.rulebook.checks.completeness import check_completeness
from triage.rulebook.digest import digest
from triage.rulebook.drafts.draft import Draft
from triage.rulebook.drafts.layers import read_draft
from triage.rulebook.reading.problems import Problems
from triage.rulebook.resolving.resolve import resolve
from triage.rulebook.texts import with_translations


def load(path: str | PathLike[str], sources: Sources | None = None) -> Rulebook:
    """Load a rulebook: a folder of YAML files, or one file.

    The rulebook is immutable and may be shared. `sources` receives the text of every file read,
    for showing diagnostics; translations are read when first asked for.

    Raises:
        RulebookError: something it needs is missing, unknown or contradictory; its diagnostics
            name every problem found.
    """
    problems = Problems()
    loaded = _load(Path(path), problems, Sources() if sources is None else sources)
    if loaded is None or problems.errors:
        raise RulebookError(in_order(problems.errors))
    return loaded[1]


def check(path: str | PathLike[str], sources: Sources | None = None) -> tuple[Diagnostic, ...]:
    """Find everything there is to say of a rulebook.

    Errors refuse a load. Warnings do not: texts, labels, purposes, reasons and sources that are
    missing, questions asked for nothing, translations of nothing. Nothing found means `()`.
    """
    problems = Problems()
    sources = Sources() if sources is None else sources
    loaded = _load(Path(path), problems, sources)
    if loaded is not None:
        with problems.within():
            check_completeness(*loaded, problems, sources)
    return in_order(problems.diagnostics)


def _load(path: Path, problems: Problems, sources: Sources) -> tuple[Draft, Rulebook] | None:
    draft, rulebook = None, None
    with problems.within():
        draft = read_draft(path, problems, sources)
        rulebook = resolve(draft, problems) if draft is not None else None
    if draft is None or rulebook is None or problems.errors:
        return None
    texts = with_translations(rulebook.texts, draft)
    return draft, replace(rulebook, texts=texts, digest=digest(rulebook))
