"""Where durable-rules is missing: nothing but making a ruleset needs it, and the error helps."""

import subprocess
import sys

import pytest

from triage.diagnostics import EngineUnavailable
from triage.engine.rete import Between, PositiveRule, Ruleset


def test_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The compiler, and the flag that Python 3.13 needs, are named."""
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    with pytest.raises(EngineUnavailable) as raised:
        Ruleset("missing", [PositiveRule(1, Between("a", 1, 1))])
    (diagnostic,) = raised.value.diagnostics
    assert diagnostic.code == "durable-rules-missing"
    help_ = diagnostic.expected("en") or ""
    assert "C compiler" in help_
    assert "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject" in help_


def test_importing_the_room_imports_no_durable_rules() -> None:
    """Only making a ruleset does."""
    script = "import sys, triage.engine.rete; print([m for m in sys.modules if 'durable_' in m])"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
