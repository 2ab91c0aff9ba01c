"""Would the cases of a rulebook notice a slip? Mutants of its rules, and what became of them."""

from triage.verify.mutants.guarded import Guarded, Guarding, Worth, guarantees_about
from triage.verify.mutants.missing import MissingCase, missing_cases
from triage.verify.mutants.mutant import Mutant
from triage.verify.mutants.mutants import mutants, mutants_about
from triage.verify.mutants.operators import Fate, Operator
from triage.verify.mutants.ordering import order_mutants
from triage.verify.mutants.score import GoldenCase, MutationReport, Verdict, mutate

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
    "order_mutants",
]
