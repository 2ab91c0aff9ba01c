"""Programmes such as those of the sources: whom they are for, what they aim at, cost and reach."""

from triage.programme.comparison import COMPARISON_SCHEMA, Comparison, compare
from triage.programme.simulating import simulate
from triage.programme.summarising import summary_of
from triage.programme.summary import PROGRAMME_SCHEMA, Summary

__all__ = [
    "COMPARISON_SCHEMA",
    "PROGRAMME_SCHEMA",
    "Comparison",
    "Summary",
    "compare",
    "simulate",
    "summary_of",
]
