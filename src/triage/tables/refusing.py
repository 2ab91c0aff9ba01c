"""Refusing a table: what is wrong and where, never what a cell holds."""

from __future__ import annotations

from triage.diagnostics import Diagnostic, TableError


def refused(code: str, table: str, **details: str | int) -> TableError:
    """Return the error for a table; `table` is what people call it."""
    return TableError((Diagnostic(code, details={"table": table, **details}),))
