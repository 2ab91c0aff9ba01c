"""Whether durable-rules can be imported here, and what tests say where it cannot."""

import importlib

import pytest

from triage.engine import EngineName


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

ENGINES = tuple(name for name in EngineName if name is not EngineName.DURABLE or _installed())
"""The engines that can be asked here; `checked` serves with the compiled one alone."""

EVERY_ENGINE = [
    pytest.param(name.value, marks=needs_durable_rules if name is EngineName.DURABLE else ())
    for name in EngineName
]
"""All four, for tests that run once with each."""
