"""What makes sense only with another intervention, and can be proposed without any such."""

from __future__ import annotations

from collections.abc import Iterator

from triage.diagnostics import Diagnostic
from triage.verify.check.claims import Claims, Subject, claim
from triage.verify.check.recommendations import OFFERED
from triage.verify.state_space import status_in
from triage.verify.witness import Witness


def proposed_alone(claims: Claims) -> Iterator[Diagnostic]:
    """Find those that somebody would be offered on the day without what they support."""
    whole, book = claims.whole, claims.whole.rulebook
    offered = {plan.id: status_in(whole, plan, OFFERED) for plan in whole.decisions.plans}
    for one in book.interventions.values():
        if not one.needs:
            continue
        without = [whole.diagrams.negation(offered[each]) for each in one.needs]

        def alone(seen: Witness, id_: str = one.id, needs: tuple[str, ...] = one.needs) -> bool:
            statuses = seen.conclusion.statuses
            return statuses[id_] in OFFERED and all(statuses[each] not in OFFERED for each in needs)

        evidence = claims.somebody(alone, offered[one.id], *without)
        if evidence is not None:
            subject = Subject(f"interventions.{one.id}", one.id)
            yield claim(book, "needs-alone", subject, evidence)
