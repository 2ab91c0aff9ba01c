"""What a function may still come to, and what it may still depend on, by some known answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from triage.diagrams.nodes import Diagrams, Node

Terminals = int
"""A set of terminals, as a bit mask."""

_SHALLOW = 400
"""Over so many answers a diagram may be gathered from its top."""


def reachable_terminals_under(
    diagrams: Diagrams, known: Sequence[int | None]
) -> Callable[[Node], Terminals]:
    """Return what gives the terminals below a node where known answers are followed.

    `known` has the class of each answer by its level, `None` where it is open, and stays as it is.
    A node is looked at once, whatever is asked.
    """
    return _gathering(diagrams, known, diagrams.below.terminals, 0)


def support_under(diagrams: Diagrams, known: Sequence[int | None]) -> Callable[[Node], int]:
    """Return what gives the levels of the open answers below a node, as a bit mask."""
    return _gathering(diagrams, known, diagrams.below.levels, 1)


def _gathering(
    diagrams: Diagrams, known: Sequence[int | None], most: Sequence[int], own: int
) -> Callable[[Node], int]:
    """Return what joins the bits of everything below a node: of terminals, and of open answers.

    `own`, shifted by its level, is the bit of an open answer. `most` holds the bits of each node
    where no answer is known: its own where none is known below it, and no more where some are.
    """
    level_of, children, levels = diagrams.level_of, diagrams.children, diagrams.below.levels
    answered = sum(1 << level for level, class_ in enumerate(known) if class_ is not None)
    gathered = dict(enumerate(most[: diagrams.terminals]))

    def gather(node: Node) -> int:
        found = gathered.get(node)
        if found is None:
            if node >= len(levels):
                diagrams.below.extend()
            if not levels[node] & answered:
                found = most[node]
            elif (class_ := known[level_of[node]]) is not None:
                found = gather(children[node][class_])
            else:
                found, every = own << level_of[node], most[node]
                for child in children[node]:
                    below = gathered.get(child)
                    found |= gather(child) if below is None else below
                    if found == every:
                        break
            gathered[node] = found
        return found

    if len(known) > _SHALLOW:
        # INVARIANT: children have lower numbers, so nothing is gathered deeper than one call.
        for node in range(diagrams.terminals, len(level_of)):
            gather(node)
    return gather


def bits(mask: Terminals) -> Iterator[int]:
    """Yield the terminals of a set, the lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask -= lowest


def essential(diagrams: Diagrams, node: Node, nothing: Node) -> list[int]:
    """Return the levels a partial function depends on; the terminal `nothing`: undefined.

    It depends on an answer where two arguments differ in that answer alone and it is defined for
    both, but differs. What it asks for only to say where it is defined is left out. Takes the
    square of its size at worst, as every pair of nodes is compared once.
    """
    below = diagrams.postorder(node)
    if nothing not in below:  # a reduced function depends on all it asks for
        return sorted({diagrams.level_of[each] for each in below if each >= diagrams.terminals})
    found: dict[int, bool] = {}
    alike: set[tuple[Node, ...]] = set()
    for each in below:
        level = diagrams.level_of[each]
        if each >= diagrams.terminals and not found.get(level):
            children = sorted(set(diagrams.children[each]) - {nothing})
            pairs = combinations(children, 2)
            found[level] = any(_differ(diagrams, pair, nothing, alike) for pair in pairs)
    return sorted(level for level, depends in found.items() if depends)


def _differ(
    diagrams: Diagrams, pair: tuple[Node, ...], nothing: Node, alike: set[tuple[Node, ...]]
) -> bool:
    """Say whether two functions differ somewhere, both being defined there."""
    pending, seen = [pair], {pair}
    while pending:
        each = pending.pop()
        if max(each) < diagrams.terminals:
            return True
        for column in diagrams.cofactors(each):
            below = tuple(sorted(column))
            known = below in alike or below in seen
            if below[0] != below[1] and nothing not in below and not known:
                seen.add(below)
                pending.append(below)
    alike |= seen
    return False
