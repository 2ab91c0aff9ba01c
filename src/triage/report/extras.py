"""What a report as HTML or as a workbook takes beside the package, imported when it is made."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from triage.diagnostics import Diagnostic, ExtraMissing


def needed(name: str) -> Any:
    """Import a package of the extra `report`.

    Raises:
        ExtraMissing: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError:
        raise ExtraMissing((Diagnostic("needs-report"),)) from None
