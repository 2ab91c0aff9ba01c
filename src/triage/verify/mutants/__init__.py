"""Would the cases of a rulebook notice a slip? Mutants of its rules, and what became of them."""

from triage.verify.mutants.missing import MissingCase, missing_cases
from triage.verify.mutants.mutants import Mutant, mutants, mutants_about
from triage.verify.mutants.operators import Operator
from triage.verify.mutants.score import Fate, GoldenCase, MutationReport, Verdict, mutate

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
    "mutants_about",
    "mutate",
]
