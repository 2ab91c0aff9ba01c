"""What the reference evaluator concludes of an output, as the comparison names it."""

from __future__ import annotations

from triage.model.rulebook import Rulebook
from triage.verify.diff.given_warnings import is_given
from triage.verify.diff.outputs import (
    GIVEN,
    HOLDS,
    HOLDS_NOT,
    NOT_GIVEN,
    NOTHING,
    Kind,
    in_parts,
    named,
)
from triage.verify.witness import Witness


def said(seen: Witness, rulebook: Rulebook, output: str) -> str:
    """Say what the reference concludes of an output from what it has seen by a rulebook."""
    conclusion, (kind, id_, limit) = seen.conclusion, in_parts(output)
    match kind:
        case Kind.CLASS:
            return named(getattr(conclusion, output))
        case Kind.RULE if id_ in rulebook.rules:
            return HOLDS if id_ in conclusion.rules else HOLDS_NOT
        case Kind.WARNING if id_ in rulebook.rules:
            return GIVEN if is_given(seen, rulebook, id_) else NOT_GIVEN
        case _ if id_ not in conclusion.statuses:
            return NOTHING
        case Kind.STATUS:
            return str(conclusion.statuses[id_])
        case Kind.START:
            return named(conclusion.starts.get(id_))
        case _:
            return named(conclusion.limits.get(id_, {}).get(str(limit)))
