"""Rulebooks as every command reads them: from the folder around them, or from `triage --root`."""

from __future__ import annotations

from pathlib import Path

import click

from triage.diagnostics import Diagnostic, Sources
from triage.language import load as reading
from triage.model.rulebook import Rulebook


def load(path: Path, sources: Sources | None = None) -> Rulebook:
    """Load a rulebook.

    Raises:
        RulebookError: it does not load.
    """
    return reading.load(path, sources, root=_root())


def check(path: Path, sources: Sources) -> tuple[Diagnostic, ...]:
    """Find everything there is to say of a rulebook."""
    return reading.check(path, sources, root=_root())


def _root() -> Path | None:
    context = click.get_current_context(silent=True)
    root = None if context is None else context.find_root().params.get("root")
    return None if root is None else Path(root)
