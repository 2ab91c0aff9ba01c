"""What holds for every possible assessment of a rulebook: proofs, counts and differences.

It works on decisions over the partitioned space, so what it says is exact for the whole language.
"""

from triage.verify.check import check_meaning

__all__ = ["check_meaning"]
