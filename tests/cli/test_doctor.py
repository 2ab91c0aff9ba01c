from __future__ import annotations

import builtins
from typing import Any

import pytest

from tests.cli.running import BOOK, Exit, triage
from triage.diagnostics import EngineUnavailable
from triage.engine.rete.extension import extension


def has_durable_rules() -> bool:
    """Say whether durable-rules is installed here."""
    try:
        extension()
    except EngineUnavailable:
        return False
    return True


def test_versions() -> None:
    """The four versions are stated apart."""
    out = triage("doctor", "-r", BOOK).out
    for name in ("triage", "rulebook language", "rulebook", "outcome schema", "assessment schema"):
        assert f"{name}: " in out


@pytest.mark.skipif(not has_durable_rules(), reason="durable-rules is not installed")
def test_nothing_missing() -> None:
    """Where everything is there, nothing is told to be got."""
    result = triage("doctor", "-r", BOOK)
    assert (result.exit, result.err) == (Exit.DONE, "")
    assert "engine checked: available\n" in result.out


def test_durable_rules_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where durable-rules is missing, the doctor says how to get it."""
    real = builtins.__import__

    def without(name: str, *arguments: Any, **options: Any) -> Any:
        if name == "durable_rules_engine":
            raise ImportError(name)
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    result = triage("doctor", "-r", BOOK)
    assert result.exit == Exit.UNABLE
    assert "engine durable: durable-rules is missing\n" in result.out
    assert "engine compiled: available\n" in result.out
    assert "durable-rules" in result.err


def test_rulebook_that_does_not_load() -> None:
    """A rulebook that is not there is among what is missing."""
    result = triage("doctor", "-r", "gone")
    assert result.exit == Exit.UNABLE
    assert "no rulebook is called `gone`" in result.err
