"""Would the cases of a rulebook notice a slip? Mutants of its rules, and what became of them."""

from triage.analysis.mutating.missing import MissingCase, missing_cases
from triage.analysis.mutating.mutants import Mutant, mutants
from triage.analysis.mutating.operators import Operator
from triage.analysis.mutating.score import Fate, GoldenCase, MutationReport, Verdict, mutate

__all__ = [
    "Fate",
    "GoldenCase",
    "MissingCase",
    "Mutant",
    "MutationReport",
    "Operator",
    "Verdict",
    "missing_cases",
    "mutants",
    "mutate",
]
