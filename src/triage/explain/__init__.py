"""Why: reasons, why not, counterfactuals, sensitivity, and what is still open (section 4.7)."""

from triage.explain.assessed import Assessed, Explainer
from triage.explain.explained_outcome import ExplainedOutcome, assessed_of, with_explanations
from triage.explain.off_page import OffPage
from triage.explain.open_questions import (
    OpenQuestion,
    OpenQuestions,
    ShownQuestion,
    StillOpen,
    still_open,
)
from triage.explain.plan import MOST_STEPS, Plan, PlanItem, active_warnings, plan_of
from triage.explain.premises import premises

__all__ = [
    "MOST_STEPS",
    "Assessed",
    "ExplainedOutcome",
    "Explainer",
    "OffPage",
    "OpenQuestion",
    "OpenQuestions",
    "Plan",
    "PlanItem",
    "ShownQuestion",
    "StillOpen",
    "active_warnings",
    "assessed_of",
    "plan_of",
    "premises",
    "still_open",
    "with_explanations",
]
