"""What the reference evaluator concludes of an output, as the comparison names it."""

from __future__ import annotations

from triage.engine.reference.plan import holds
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
    kind, id_, limit = in_parts(output)
    match kind:
        case Kind.CLASS:
            return named(getattr(seen.completion, output)())
        case Kind.RULE if id_ in rulebook.rules:
            return HOLDS if holds(seen.completion, rulebook.rules[id_]) else HOLDS_NOT
        case Kind.WARNING if id_ in rulebook.rules:
            return GIVEN if is_given(seen, rulebook, id_) else NOT_GIVEN
        case _ if id_ not in rulebook.interventions:
            return NOTHING
        case Kind.STATUS:
            return str(seen.plan.status(id_))
        case Kind.START:
            return named(seen.plan.start(id_))
        case _:
            return named(seen.plan.limit(id_, str(limit)))
