"""Why, why not, towards, what if, and how firmly a typology stands (section 4.7)."""

from triage.explain.explaining.explained_outcome import ExplainedOutcome, with_explanations
from triage.explain.explaining.explainer import Explained, Explainer

__all__ = ["Explained", "ExplainedOutcome", "Explainer", "with_explanations"]
