"""One meaning, several engines: evaluation of assessments against a rulebook."""

from triage.engine.evaluator import EngineName, Evaluator
from triage.engine.exact import Inquiry

__all__ = ["EngineName", "Evaluator", "Inquiry"]
