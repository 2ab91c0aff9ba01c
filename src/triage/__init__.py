"""Rule-based decision support: typologies, suggested interventions, and the reasons for both.

Everything public is here and read when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from triage.diagnostics import (
        Diagnostic,
        EnginesDisagree,
        EngineUnavailable,
        InvalidAssessment,
        LimitReached,
        RulebookError,
        TriageError,
    )
    from triage.explain.explaining import ExplainedOutcome
    from triage.explain.interview import Interview
    from triage.library import Rulebook, check_rulebook, load_rulebook
    from triage.model.assessment import Assessment
    from triage.model.outcome import Outcome

    __version__: str

__all__ = [
    "Assessment",
    "Diagnostic",
    "EngineUnavailable",
    "EnginesDisagree",
    "ExplainedOutcome",
    "Interview",
    "InvalidAssessment",
    "LimitReached",
    "Outcome",
    "Rulebook",
    "RulebookError",
    "TriageError",
    "__version__",
    "check_rulebook",
    "load_rulebook",
]

_HOMES = {
    "Assessment": "triage.model.assessment",
    "ExplainedOutcome": "triage.explain.explaining",
    "Interview": "triage.explain.interview",
    "Outcome": "triage.model.outcome",
    "Rulebook": "triage.library",
    "__version__": "triage.library",
    "check_rulebook": "triage.library",
    "load_rulebook": "triage.library",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES.get(name, "triage.diagnostics")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
