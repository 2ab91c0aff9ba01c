"""Whether anything may be given or sent to the person at all.

A warning that stands on top of a page for staff (`on_top`) says what may not be done. While one
holds, or open answers may bring one about, nothing is sent: a missing answer is no permission. What
is given by hand takes her own word that she carries it home, and nothing while a warning holds.
"""

from __future__ import annotations

from triage.diagnostics import Diagnostic, TriageError
from triage.explain.assessed import Assessed
from triage.model.outcome import RuleState


def refuse_unless_safe(assessed: Assessed, *, in_person: bool = False) -> None:
    """Refuse where nothing may be sent, or nobody knows yet; the refusal says not which.

    `in_person` it is given by hand to her who has said that she takes it home.

    Raises:
        TriageError: a warning stands on top of the page for staff; in person, for certain.
    """
    given = {RuleState.CANNOT_HOLD, RuleState.MAY_HOLD} if in_person else {RuleState.CANNOT_HOLD}
    rules = (rule.id for rule in assessed.rulebook.warnings if rule.on_top)
    if not given.issuperset(assessed.outcome.rules[rule] for rule in rules):
        raise TriageError((Diagnostic("nothing-to-hand-over"),))
