"""One meaning, several engines: evaluation of assessments against a rulebook."""

from triage.engine.evaluator import EngineName, Evaluator

__all__ = ["EngineName", "Evaluator"]
