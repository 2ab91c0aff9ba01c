"""What cannot be written as SQL, or not for a dialect."""

from __future__ import annotations

from triage.diagnostics import Diagnostic, TriageError


class SqlRefused(TriageError):
    """A rulebook does not fit what a dialect takes; the diagnostic says what is too much."""


class SqlTooLarge(SqlRefused):
    """A view has too much for a dialect; some of its outputs may have a view of their own."""


def refused(code: str, path: str | None = None, **details: str | int) -> SqlRefused:
    """Return the error for something that does not fit."""
    return SqlRefused((Diagnostic(code, path=path, details=details),))


def too_large(code: str, **details: str | int) -> SqlTooLarge:
    """Return the error for a view that has too much."""
    return SqlTooLarge((Diagnostic(code, details=details),))
