"""Whether durable-rules can be imported here, and what tests say where it cannot."""

import importlib

import pytest


def _installed() -> bool:
    try:
        importlib.import_module("durable_rules_engine")
    except ImportError:
        return False
    return True


needs_durable_rules = pytest.mark.skipif(
    not _installed(),
    reason="durable-rules is not installed: it needs a C compiler and Python's headers",
)
