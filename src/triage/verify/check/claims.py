"""Claims about the meaning of a rulebook as diagnostics, each with what shows it.

Nothing is claimed before the reference evaluator has concluded the same from the answers shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from triage.diagnostics import Diagnostic, EnginesDisagree, Evidence, Severity, Shown
from triage.diagrams.nodes import Node
from triage.engine.crosscheck import disagreement
from triage.model.answer_path import printed
from triage.model.rulebook import Rulebook
from triage.verify.counting import Counting
from triage.verify.examples import said_in
from triage.verify.state_space import Example, StateSpace
from triage.verify.witness import Witness, witness

Check = Callable[[Witness], bool]
"""Whether the reference concludes what is claimed."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a claim is about: its path, the name people know it by, and what else to look at."""

    path: str
    name: str
    related: tuple[str, ...] = ()


def rule(id_: str, *others: str) -> Subject:
    """Name a rule by its id, and others beside it."""
    return Subject(f"rules.{id_}", id_, tuple(f"rules.{other}" for other in others))


def claim(
    rulebook: Rulebook,
    code: str,
    subject: Subject,
    evidence: Evidence | None = None,
    severity: Severity = Severity.ERROR,
    **details: str | int,
) -> Diagnostic:
    """Say what is found of something in a rulebook."""
    places = rulebook.places
    related = tuple(places[path] for path in subject.related if path in places)
    return Diagnostic(
        code,
        places.get(subject.path),
        subject.path,
        {"name": subject.name, **details},
        severity=severity,
        related=related,
        evidence=evidence,
    )


class Claims:
    """Shows what is found on one day."""

    def __init__(self, whole: StateSpace) -> None:
        self.whole = whole
        self._counting = Counting.of(whole)

    def seen(self, example: Example, check: Check) -> Witness:
        """Return a complete assessment from which the reference concludes what is claimed.

        Raises:
            EnginesDisagree: it does not.
        """
        found = witness(self.whole, example)
        if not check(found):
            raise EnginesDisagree((disagreement("analysis"),))
        return found

    def shown(self, example: Example, seen: Witness) -> Shown:
        """Show an example, in short and complete."""
        because = said_in(self.whole, example)
        return Shown(self.whole.as_of.isoformat(), printed(because), dict(seen.answers))

    def somebody(self, check: Check, *nodes: Node) -> Evidence | None:
        """Show somebody for whom the nodes are true, and count them; `None` where nobody is.

        Raises:
            EnginesDisagree: the reference does not conclude what `check` asks.
        """
        example = self.whole.witness(*nodes)
        return (
            None if example is None else self.evidence(example, self.seen(example, check), *nodes)
        )

    def pair(
        self, one: tuple[Example, Witness], other: tuple[Example, Witness], *nodes: Node
    ) -> Evidence:
        """Show two of all assessments in which the nodes are true."""
        count = self._counting.count(self.whole.states(nodes))
        shown = (self.shown(*one), self.shown(*other))
        return Evidence(shown, count.count, count.total, count.questions)

    def share(self, node: Node) -> float:
        """Return of how many of all ways to answer a node is true."""
        return self._counting.count(self.whole.states([node])).share

    def evidence(
        self, example: Example, seen: Witness, *nodes: Node, proposal: str | None = None
    ) -> Evidence:
        """Show an example of all assessments in which the nodes are true."""
        count = self._counting.count(self.whole.states(nodes))
        shown = (self.shown(example, seen),)
        return Evidence(shown, count.count, count.total, count.questions, proposal)
