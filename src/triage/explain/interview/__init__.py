"""The interview: a conversation as a state machine, replayed from what was said in it."""

from triage.explain.interview.machine import Interview, begin
from triage.explain.interview.order import Ask, AskReason

__all__ = ["Ask", "AskReason", "Interview", "begin"]
