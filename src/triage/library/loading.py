"""A rulebook loaded or checked, by its path or by the id of one at hand."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from triage.diagnostics import Diagnostic
from triage.diagnostics.arguments import flag_argument, path_argument
from triage.language.approval import refuse_unapproved
from triage.language.at_hand import find_rulebook
from triage.language.load import check, load
from triage.library.arguments import limits_argument
from triage.library.rulebook import Rulebook
from triage.model.limits import DEFAULT, Limits


def load_rulebook(
    path: str | PathLike[str],
    *,
    limits: Limits = DEFAULT,
    root: str | PathLike[str] | None = None,
    approved: bool = False,
) -> Rulebook:
    """Load a rulebook by its path, a folder or a file, or by the id of one at hand.

    It is read from its own folder, and what it extends from the folder around that; with `root`,
    all of it is read from there. Beyond `limits` it is refused. With `approved`, so is a rulebook
    that is not the version its `approved.yaml` records, texts and translations included.

    Raises:
        RulebookError: there is none, it does not load, or it is not the approved one; carries
            every problem found.
    """
    within = None if root is None else path_argument(root, "root")
    found, only_approved = _found(path), flag_argument(approved, "approved")
    rulebook = load(found, limits=limits_argument(limits), root=within)
    if only_approved:
        refuse_unapproved(rulebook, found)
    return Rulebook(rulebook, limits)


def check_rulebook(
    path: str | PathLike[str],
    *,
    limits: Limits = DEFAULT,
    root: str | PathLike[str] | None = None,
) -> tuple[Diagnostic, ...]:
    """Return everything wrong with a rulebook; warnings and notes do not keep it from loading.

    It is read as `load_rulebook` reads it.

    Raises:
        RulebookError: there is none.
    """
    within = None if root is None else path_argument(root, "root")
    return check(_found(path), limits=limits_argument(limits), root=within)


def _found(path: str | PathLike[str]) -> Path:
    given = path_argument(path, "path")
    return find_rulebook(given) if isinstance(given, str) else Path(given)
