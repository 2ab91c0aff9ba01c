"""The extension module of durable-rules, imported when an engine is first made.

Its own `Host` is never used: it keeps threads that free states others use, runs slow actions
twice and swallows their exceptions.
"""

from __future__ import annotations

from typing import Protocol, cast

from triage.diagnostics import Diagnostic, EngineUnavailable


class Extension(Protocol):
    """The functions used. A handle stands for a native ruleset; a state holds its facts."""

    error: type[Exception]

    def create_ruleset(self, name: str, rules: str, /) -> int:
        """Make a native ruleset from JSON."""

    def delete_ruleset(self, handle: int, /) -> None:
        """Free it; its states must be gone."""

    def assert_fact(self, handle: int, fact: str, /) -> tuple[int, int]:
        """Return 0 where some rule holds, and the number of the state."""

    def start_action_for_state(self, handle: int, state: int, /) -> tuple[str, str] | None:
        """Return the state's own fact, and the first firing: `{"rule":{"m":fact}}`."""

    def complete_and_start_action(self, handle: int, state: int, /) -> str | None:
        """Return the next firing."""

    def retract_fact(self, handle: int, fact: str, /) -> tuple[int, int]:
        """Take the fact with that id away again."""

    def delete_state(self, handle: int, state_id: str | None, /) -> None:
        """Free the state of that id, or the one facts without `sid` go to."""


def extension() -> Extension:
    """Import the extension module.

    Raises:
        EngineUnavailable: it is not installed, or was built so that it cannot be imported.
    """
    try:
        import durable_rules_engine
    except ImportError as error:
        absent = isinstance(error, ModuleNotFoundError)
        code = "durable-rules-missing" if absent else "durable-rules-failed"
        reason = str(error).removeprefix(f"{error.path}: ")  # outcomes repeat it: no paths
        raise EngineUnavailable([Diagnostic(code, details={"reason": reason})]) from error
    return cast(Extension, durable_rules_engine)
