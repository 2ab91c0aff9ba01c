"""The names of the room are what they say, in whatever order they are first used."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.docs.fences import ROOT

PROGRAM = """
import types, triage.present as room
for name in sorted(room.__all__, reverse={0}):
    found = getattr(room, name)
    assert not isinstance(found, types.ModuleType), name
"""


@pytest.mark.parametrize("backwards", [False, True])
def test_no_name_is_that_of_a_module(backwards: bool) -> None:
    """A page is made by a function, also where it stands in a module of the same name."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(backwards)],
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
