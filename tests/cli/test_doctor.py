from __future__ import annotations

import builtins
from typing import Any

import pytest

from tests.cli.running import BOOK, Exit, triage
from tests.engine.rete.installed import needs_durable_rules
from triage.engine.rete.extension import extension


def test_versions() -> None:
    """The four versions are stated apart."""
    out = triage("doctor", "-r", BOOK).out
    for name in ("triage", "rulebook language", "rulebook", "outcome schema", "assessment schema"):
        assert f"{name}: " in out


@needs_durable_rules
def test_nothing_missing() -> None:
    """Where everything is there, nothing is told to be got."""
    result = triage("doctor", "-r", BOOK)
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert "engine checked: available\n" in result.out


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ModuleNotFoundError("No module named 'durable_rules_engine'"), "durable-rules-missing"),
        (ImportError("/home/x.so: undefined symbol: f", path="/home/x.so"), "durable-rules-failed"),
    ],
)
def test_without_durable_rules(
    monkeypatch: pytest.MonkeyPatch, error: ImportError, code: str
) -> None:
    """Missing and broken are told apart, and the doctor says how to mend either."""
    real = builtins.__import__

    def without(name: str, *arguments: Any, **options: Any) -> Any:
        if name == "durable_rules_engine":
            raise error
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    result = triage("doctor", "-r", BOOK)
    assert result.exit == Exit.UNABLE
    assert "engine compiled: available\n" in result.out
    assert f"error[{code}]" in result.err
    assert "pip install" in result.err
    assert "/home" not in result.err


@needs_durable_rules
def test_a_build_that_does_not_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """That it can be imported is not enough: each rule of a small ruleset has to fire."""
    module = extension()
    monkeypatch.setattr(module, "start_action_for_state", lambda *_: None)
    result = triage("doctor", "-r", BOOK)
    assert result.exit == Exit.UNABLE
    assert "engine durable: durable-rules does not work\n" in result.out
    assert "error[durable-rules-failed]" in result.err


def test_rulebook_that_does_not_load() -> None:
    """A rulebook that is not there is among what is missing."""
    result = triage("doctor", "-r", "gone")
    assert result.exit == Exit.UNABLE
    assert "no rulebook is called `gone`" in result.err
