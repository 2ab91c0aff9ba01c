"""Why: reasons, why not, counterfactuals, sensitivity, and what is still open (section 4.7)."""

from triage.explain.explained_outcome import ExplainedOutcome, with_explanations
from triage.explain.explainer import Explained, Explainer
from triage.explain.off_page import OffPage
from triage.explain.open_questions import (
    OpenQuestion,
    OpenQuestions,
    ShownQuestion,
    StillOpen,
    still_open,
)
from triage.explain.plan import Plan, PlanItem, active_warnings, plan_of
from triage.explain.premises import Premise, premises

__all__ = [
    "Explained",
    "ExplainedOutcome",
    "Explainer",
    "OffPage",
    "OpenQuestion",
    "OpenQuestions",
    "Plan",
    "PlanItem",
    "Premise",
    "ShownQuestion",
    "StillOpen",
    "active_warnings",
    "plan_of",
    "premises",
    "still_open",
    "with_explanations",
]
