"""Resolution of one rulebook, and what is said of it, for the tests of this folder."""

from pathlib import Path

from triage.diagnostics import Diagnostic, Sources
from triage.language.drafts.layers import read_draft
from triage.language.reading.problems import Problems
from triage.language.reading.rulebook_files import RulebookFiles
from triage.language.resolving.resolve import resolve
from triage.model.rulebook import Rulebook


def resolved(path: Path, sources: Sources | None = None) -> tuple[Rulebook, list[Diagnostic]]:
    """Return a rulebook and everything said while it was resolved, in the order of its lines."""
    problems = Problems()
    draft = read_draft(path, RulebookFiles(problems, sources))
    assert draft is not None
    rulebook = resolve(draft, problems)
    assert rulebook is not None
    return rulebook, sorted(problems.diagnostics, key=_line)


def written(folder: Path, text: str) -> Rulebook:
    """Return the rulebook a text means, which must be without problems."""
    file = folder / "rulebook.yaml"
    file.write_text("rulebook: {id: written, version: 1}\n" + text, encoding="utf-8")
    rulebook, found = resolved(file)
    assert found == []
    return rulebook


def _line(diagnostic: Diagnostic) -> tuple[bool, int, int]:
    is_warning = diagnostic.severity != "error"
    span = diagnostic.span
    return (is_warning, span.line, span.column) if span else (is_warning, 0, 0)
