"""Questions whose answers change nothing, though some rule reads them by name."""

from __future__ import annotations

from collections.abc import Iterator

from triage.diagrams.nodes import Node
from triage.program.program import Role
from triage.verify.state_space import StateSpace


def without_influence(whole: StateSpace) -> frozenset[str]:
    """Return the questions that are read, and on which no outcome of the day depends.

    A question of a list or grid is named once, as `goals.papers`; it has influence where it has in
    some item or row.
    """
    asked_for = set[int]()
    for node in _outputs(whole):
        asked_for |= whole.diagrams.support(node)
    reading, having = set[str](), set[str]()
    space = whole.decisions.space
    for variable in space.variables:
        if variable.role is not Role.READ:
            continue
        name = variable.path.name
        reading.add(name)
        if space.levels[variable.index] in asked_for:
            having.add(name)
    return frozenset(reading - having)


def place_of(name: str) -> str:
    """Return where a question stands in the rulebook."""
    owner, _, inside = name.partition(".")
    return f"questions.{owner}.item.{inside}" if inside else f"questions.{owner}"


def _outputs(whole: StateSpace) -> Iterator[Node]:
    """Yield everything an outcome says."""
    yield whole.decisions.target_group
    yield whole.decisions.typology
    yield from whole.rules.values()
    for plan in whole.decisions.plans:
        yield plan.status
        yield plan.start
        yield from (node for node, _ in plan.limits.values())
