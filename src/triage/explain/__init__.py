"""Why: the plan an outcome amounts to, what rules rest on, and which answers would settle it."""

from triage.explain.premises import Ground, grounds
from triage.explain.off_page import OffPage
from triage.explain.plan import Plan, PlanItem, heard, plan_of
from triage.explain.open_questions import Effect, Settling, SettlingQuestion, settling

__all__ = [
    "Effect",
    "Ground",
    "OffPage",
    "Plan",
    "PlanItem",
    "Settling",
    "SettlingQuestion",
    "grounds",
    "heard",
    "plan_of",
    "settling",
]
