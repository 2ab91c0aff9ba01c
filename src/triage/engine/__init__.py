"""One meaning, several engines: evaluation of assessments against a rulebook."""

from triage.engine.evaluator import EngineName, Evaluator
from triage.engine.exact import Change, Inquiry, Wish

__all__ = ["Change", "EngineName", "Evaluator", "Inquiry", "Wish"]
