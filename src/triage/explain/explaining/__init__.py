"""Why, why not, towards, what if, and how firmly a typology stands (section 4.7)."""

from triage.explain.explained_outcome import ExplainedOutcome, with_explanations
from triage.explain.explainer import Explained, Explainer

__all__ = ["Explained", "ExplainedOutcome", "Explainer", "with_explanations"]
