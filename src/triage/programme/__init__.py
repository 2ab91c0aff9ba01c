"""Programmes such as those of the sources: whom they are for, what they aim at, cost and reach."""

from triage.programme.summarising import summary_of
from triage.programme.summary import PROGRAMME_SCHEMA, Summary

__all__ = ["PROGRAMME_SCHEMA", "Summary", "summary_of"]
