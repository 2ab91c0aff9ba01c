"""Packages that only some commands need: imported when they are, named where they are not there."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from triage.diagnostics.diagnostic import Diagnostic
from triage.diagnostics.errors import ExtraMissing


def needed(package: str, code: str) -> Any:
    """Import a package of one of our extras; `code` says which, where it is missing.

    Raises:
        ExtraMissing: it is not installed.
    """
    try:
        return import_module(package)
    except ImportError:
        raise ExtraMissing((Diagnostic(code),)) from None
