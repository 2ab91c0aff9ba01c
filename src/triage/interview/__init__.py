"""The interview: a conversation as a state machine, replayed from what was said in it."""

from triage.interview.kept import InterviewStorage, KeptInterview
from triage.interview.machine import Interview, begin
from triage.interview.order import Ask, AskReason

__all__ = ["Ask", "AskReason", "Interview", "InterviewStorage", "KeptInterview", "begin"]
