"""The interview: a conversation as a state machine, replayed from what was said in it."""

from triage.explain.interview.machine import Interview
from triage.explain.interview.order import Ask, Why

__all__ = ["Ask", "Interview", "Why"]
