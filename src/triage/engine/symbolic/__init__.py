"""Symbolic evaluation over open answers."""

from triage.engine.symbolic.evaluate import Explored, Symbolic
from triage.engine.symbolic.inquiry import Inquiry
from triage.engine.symbolic.towards import Change, LeadsOn, Wish

__all__ = ["Change", "Explored", "Inquiry", "LeadsOn", "Symbolic", "Wish"]
