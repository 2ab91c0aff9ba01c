"""One meaning, several engines: evaluation of assessments against a rulebook."""

from triage.diagrams.steps import OutOfTime, deadline
from triage.engine.evaluator import Engine, EngineName, Evaluator, engine_named
from triage.engine.symbolic import Change, Inquiry, LeadsOn, Wish

__all__ = [
    "Change",
    "Engine",
    "EngineName",
    "Evaluator",
    "Inquiry",
    "LeadsOn",
    "OutOfTime",
    "Wish",
    "deadline",
    "engine_named",
]
