"""That no finding is concluded from itself, or from too many in turn (section 3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from triage.language.reading.notes import Notes
from triage.language.resolving.cycles import LONGEST_CHAIN, find_cycles, find_long_chains
from triage.model.condition import Ref, RefKind, refs_of
from triage.model.finding import Extreme, Finding, FirstMatch, YesNoFinding


def check_finding_order(findings: Mapping[str, Finding], notes: Notes) -> None:
    """Note every cycle, and every long chain, of findings that use each other."""
    graph = {
        id_: [ref.id for ref in _reads(finding) if ref.kind is RefKind.FINDING]
        for id_, finding in findings.items()
    }
    for cycle in find_cycles(graph):
        path = f"findings.{cycle[0]}"
        notes.error("finding-cycle", notes.places.get(path), path, members=" → ".join(cycle))
    for id_ in find_long_chains(graph, LONGEST_CHAIN):
        path = f"findings.{id_}"
        notes.error("finding-chain", notes.places.get(path), path, limit=LONGEST_CHAIN)


def _reads(finding: Finding) -> Iterator[Ref]:
    match finding.body:
        case YesNoFinding(when):
            yield from refs_of(when)
        case FirstMatch(rules=rules):
            for rule in rules:
                yield from refs_of(rule.when)
        case Extreme(over=over):
            yield over
