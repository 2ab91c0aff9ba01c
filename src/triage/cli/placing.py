"""Pointing at the line of a case file where an answer stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from triage.diagnostics import Diagnostic, Span


def placed(diagnostic: Diagnostic, places: Mapping[str, Span]) -> Diagnostic:
    """Point at an answer, or at the nearest thing round it that has a place."""
    if diagnostic.span is not None or diagnostic.path is None:
        return diagnostic
    span = next((places[each] for each in _outwards(diagnostic.path) if each in places), None)
    return replace(diagnostic, span=span)


def _outwards(path: str) -> Iterator[str]:
    while path:
        yield path
        path = path.rpartition(".")[0]
