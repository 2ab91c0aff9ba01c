"""Exact evaluation over open answers."""

from triage.engine.exact.evaluate import Exact
from triage.engine.exact.inquiry import Inquiry

__all__ = ["Exact", "Inquiry"]
