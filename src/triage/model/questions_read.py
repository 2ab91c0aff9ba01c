"""Which questions a condition reads, directly or through findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from triage.model.condition import Condition, Ref, RefKind
from triage.model.finding import Extreme, Finding, FirstMatch
from triage.model.walk import refs_of

Place = tuple[str | None, str | None, str]
"""List or grid, row of a grid (`None`: whichever), question."""


def questions_read(findings: Mapping[str, Finding], condition: Condition) -> Iterator[Place]:
    """Yield the place of every question a condition reads; findings that are missing read none."""
    yield from _Reading(findings).of(condition)


class _Reading:
    def __init__(self, findings: Mapping[str, Finding]) -> None:
        self._findings = findings
        self._seen: set[str] = set()

    def of(self, condition: Condition) -> Iterator[Place]:
        for ref in refs_of(condition):
            yield from self._of_ref(ref)

    def _of_ref(self, ref: Ref) -> Iterator[Place]:
        if ref.kind is RefKind.QUESTION:
            yield ref.collection, ref.row, ref.id
        elif ref.kind is RefKind.FINDING and ref.id not in self._seen:
            self._seen.add(ref.id)
            if ref.id in self._findings:
                yield from self._of_finding(self._findings[ref.id])

    def _of_finding(self, finding: Finding) -> Iterator[Place]:
        body = finding.body
        if isinstance(body, FirstMatch) and body.stated is not None:
            yield body.stated.collection, body.stated.row, body.stated.id
        for when in finding.conditions:
            yield from self.of(when)
        if isinstance(body, Extreme):
            yield from self._of_ref(body.over)
