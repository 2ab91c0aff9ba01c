"""Pointing at the line of a case file where an answer stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from triage.cases.case_file import Case
from triage.diagnostics import Diagnostic

_ABOUT_NAMES = frozenset({"unknown-question", "unknown-row"})


def placed(diagnostic: Diagnostic, case: Case | None) -> Diagnostic:
    """Point at an answer, or at the nearest thing round it that has a place.

    Where the name of a question or row is unknown, point at the name.
    """
    if case is None or diagnostic.span is not None or diagnostic.path is None:
        return diagnostic
    places = case.names if diagnostic.code in _ABOUT_NAMES else case.places
    span = next((places[each] for each in _outwards(diagnostic.path) if each in places), None)
    return replace(diagnostic, span=span)


def _outwards(path: str) -> Iterator[str]:
    while path:
        yield path
        path = path.rpartition(".")[0]
