"""durable-rules behind its guards: it fires flat rules on flat facts, and does nothing else."""

from triage.engine.rete.host import Ruleset, self_test
from triage.engine.rete.positive import (
    LARGEST,
    SMALLEST,
    Between,
    Both,
    Either,
    Positive,
    PositiveRule,
)

__all__ = [
    "LARGEST",
    "SMALLEST",
    "Between",
    "Both",
    "Either",
    "Positive",
    "PositiveRule",
    "Ruleset",
    "self_test",
]
