"""Exact evaluation over open answers."""

from triage.engine.symbolic.evaluate import Exact, Explored, Tried
from triage.engine.symbolic.inquiry import Inquiry
from triage.engine.symbolic.towards import Change, Wish

__all__ = ["Change", "Exact", "Explored", "Inquiry", "Tried", "Wish"]
