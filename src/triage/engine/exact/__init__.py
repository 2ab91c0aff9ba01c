"""Exact evaluation over open answers."""

from triage.engine.exact.evaluate import MOST_STEPS, possible

__all__ = ["MOST_STEPS", "possible"]
