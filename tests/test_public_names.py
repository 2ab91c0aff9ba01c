from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import triage

SOURCE = Path(triage.__file__).parents[1]


def test_public_names_are_sorted_and_there() -> None:
    """Everything in `__all__` can be had, and nothing else is promised."""
    assert triage.__all__ == sorted(triage.__all__)
    for name in triage.__all__:
        assert getattr(triage, name) is not None
        assert name in dir(triage)


def test_unknown_names() -> None:
    """What is not there is an ordinary missing attribute."""
    with pytest.raises(AttributeError, match="has no attribute 'asses'"):
        _ = triage.asses


def test_star_import() -> None:
    """All public names come with a star."""
    names: dict[str, object] = {}
    exec("from triage import *", names)  # noqa: S102 - what a star import gives
    assert set(triage.__all__) <= set(names)


def test_importing_costs_nothing() -> None:
    """Importing the package imports no library and none of its rooms."""
    script = (
        "import sys; import triage;"
        "print(*[name for name in sys.modules if name.startswith(('triage.', 'pydantic', 'yaml'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )
    assert done.stdout == "\n"
