"""Exact evaluation over open answers."""

from triage.engine.exact.evaluate import Exact

__all__ = ["Exact"]
