"""What is wrong with the meaning of a rulebook: one file for each kind of finding."""

from triage.verify.check.check import check_meaning

__all__ = ["check_meaning"]
