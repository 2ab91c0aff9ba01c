"""Exact evaluation over open answers."""

from triage.engine.exact.evaluate import Exact, Explored, Tried
from triage.engine.exact.inquiry import Inquiry
from triage.engine.exact.towards import Change, Wish

__all__ = ["Change", "Exact", "Explored", "Inquiry", "Tried", "Wish"]
