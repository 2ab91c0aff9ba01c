"""One meaning, several engines: evaluation of assessments against a rulebook."""

from triage.engine.evaluator import Engine, EngineName, Evaluator, Trial, engine_named
from triage.engine.symbolic import Change, Inquiry, Tried, Wish

__all__ = [
    "Change",
    "Engine",
    "EngineName",
    "Evaluator",
    "Inquiry",
    "Trial",
    "Tried",
    "Wish",
    "engine_named",
]
