"""Would the cases of a rulebook notice a slip? Mutants of its rules, and what became of them."""

from triage.verify.mutants.guarded import Guarded, Guarding, Worth, guarantees_about
from triage.verify.mutants.missing import MissingCase, missing_cases
from triage.verify.mutants.mutants import Mutant, mutants, mutants_about
from triage.verify.mutants.operators import Operator
from triage.verify.mutants.score import Fate, GoldenCase, MutationReport, Verdict, mutate

__all__ = [
    "Fate",
    "GoldenCase",
    "Guarded",
    "Guarding",
    "MissingCase",
    "Mutant",
    "MutationReport",
    "Operator",
    "Verdict",
    "Worth",
    "guarantees_about",
    "missing_cases",
    "mutants",
    "mutants_about",
    "mutate",
]
