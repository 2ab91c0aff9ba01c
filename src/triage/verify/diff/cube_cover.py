"""A set of assessments in a few words: conditions on answers that hold for them and nobody else.

Each region begins at one assessment of the set. Every answer is then given up, or lets in more of
its values, as long as all that meet it belong to the set. What is left over begins the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import pairwise
from operator import and_, or_

from triage.diagnostics import LimitReached
from triage.diagrams.nodes import FALSE_NODE, TRUE_NODE, Node
from triage.diagrams.product import State
from triage.engine.symbolic.space import NOT_GIVEN
from triage.model.question import Dates, ListOf, Number, Subset
from triage.program.encoding import value_of
from triage.program.program import Variable
from triage.verify.diff.region import NOT_APPLICABLE, Answered, Common, Ranges, Region, Sets, Values
from triage.verify.diff.version_product import VersionProduct

MOST_SETS = 3
"""Of more answers to a set question, what they have in common is said, or that there are more."""

_Cube = dict[int, frozenset[int]]
"""For each level that matters, the classes it may have."""


@dataclass(frozen=True, slots=True)
class CubeCover:
    """Conditions of which each assessment of a set meets one; `more` where that is not all."""

    regions: tuple[Region, ...]
    more: bool


def cube_cover(both: VersionProduct, states: Sequence[State], most: int) -> CubeCover:
    """Describe those who are in one of some states by `most` conditions."""
    try:
        left = both.diagrams.disjunction(both.diagrams.conjunction(each) for each in states)
    except LimitReached:
        return CubeCover((), True)
    found: list[Region] = []
    while left != FALSE_NODE and len(found) < most:
        cube = _widened(both, left)
        found.append(_region(both, cube))
        left = both.diagrams.ite(_node(both, cube), FALSE_NODE, left)
    return CubeCover(tuple(dict.fromkeys(found)), left != FALSE_NODE)


def _widened(both: VersionProduct, region: Node) -> _Cube:
    example = both.old.witness(region)
    assert example is not None, "a region is somebody's"
    cube: _Cube = {level: frozenset({class_}) for level, class_ in example.classes.items()}
    for level in sorted(cube, reverse=True):
        fewer = {other: classes for other, classes in cube.items() if other != level}
        if _inside(both, region, fewer):
            cube = fewer
            continue
        for class_ in range(both.joint.space.sizes[level]):
            wider = cube | {level: cube[level] | {class_}}
            if class_ not in cube[level] and _inside(both, region, wider):
                cube = wider
    return cube


def _inside(both: VersionProduct, region: Node, cube: Mapping[int, frozenset[int]]) -> bool:
    """Say whether whoever meets a cube belongs to the region."""
    diagrams = both.diagrams
    pending, seen = [region], {region}
    while pending:
        node = pending.pop()
        if node == FALSE_NODE:
            return False
        if node == TRUE_NODE:
            continue
        children, allowed = diagrams.children[node], cube.get(diagrams.level_of[node])
        for class_, child in enumerate(children):
            if (allowed is None or class_ in allowed) and child not in seen:
                seen.add(child)
                pending.append(child)
    return True


def _node(both: VersionProduct, cube: _Cube) -> Node:
    sizes = both.joint.space.sizes
    return both.diagrams.conjunction(
        both.diagrams.literal(level, [class_ in allowed for class_ in range(sizes[level])])
        for level, allowed in cube.items()
    )


# --- as conditions on answers


def _region(both: VersionProduct, cube: _Cube) -> Region:
    variables = {level: both.joint.space.variables[level - 1] for level in sorted(cube)}
    return Region(
        tuple((each.path, answered(both, each, cube[at])) for at, each in variables.items())
    )


def answered(both: VersionProduct, variable: Variable, allowed: frozenset[int]) -> Answered:
    """Say what some classes of an answer are."""
    codes = both.joint.space.codes(variable.index)
    if isinstance(variable.domain, Number | Dates | ListOf):
        return _ranges(both, variable, [codes[class_] for class_ in sorted(allowed)])
    if isinstance(variable.domain, Subset):
        held = both.joint.space.held(both.joint.program, variable, both.as_of)
        not_given = [1] * (len(codes) - len(held))
        return _sets(variable.domain, codes, not_given + held, allowed)
    return Values(tuple(_values(both, variable, allowed)))


def _sets(
    domain: Subset, codes: Sequence[int | None], held: Sequence[int], allowed: frozenset[int]
) -> Answered:
    """Say what some answers to a set question have in common, where no other answer has it.

    INVARIANT: a class may hold many sets beside the one that stands for it, so what is said of
    those must be so of as many sets as the classes hold.
    """
    many = sum(held[class_] for class_ in allowed if codes[class_] is not None)
    masks = [code for class_, code in enumerate(codes) if class_ in allowed and code is not None]
    every, whole = [code for code in codes if code is not None], (1 << len(domain.values)) - 1
    all_of, none_of = reduce(and_, masks, whole), whole & ~reduce(or_, masks, 0)
    for having, lacking in ((all_of, none_of), (all_of, 0), (0, none_of)):
        alike = [code for code in every if code & having == having and not code & lacking]
        as_many = 1 << (whole & ~having & ~lacking).bit_count()
        if many > 1 and many == as_many and alike == masks and having | lacking:
            return Common(_members(domain, having), _members(domain, lacking))
    named = masks[:MOST_SETS]
    return Sets(tuple(_members(domain, mask) for mask in named), many > len(named))


def _members(domain: Subset, mask: int) -> tuple[str, ...]:
    return tuple(value for bit, value in enumerate(domain.values) if mask >> bit & 1)


def _values(both: VersionProduct, variable: Variable, allowed: frozenset[int]) -> Iterator[str]:
    """Yield the values of some classes of a choice."""
    codes = both.joint.space.codes(variable.index)
    spoken = [code for code in codes if code is not NOT_GIVEN]
    for class_ in sorted(allowed):
        code = codes[class_]
        if code is NOT_GIVEN:
            yield NOT_APPLICABLE
        else:
            level = spoken.index(code)
            end = spoken[level + 1] if level + 1 < len(spoken) else variable.high + 1
            yield from (str(value_of(variable, each)) for each in range(code, end))


def _ranges(both: VersionProduct, variable: Variable, codes: Sequence[int | None]) -> Ranges:
    _, high = both.joint.program.bounds(variable, both.as_of)
    every = [code for code in both.joint.space.codes(variable.index) if code is not NOT_GIVEN]
    ends = dict(pairwise([*every, high + 1]))
    runs: list[tuple[int, int]] = []
    for code in codes:
        if code is None:
            continue
        if runs and runs[-1][1] == code - 1:
            runs[-1] = (runs[-1][0], ends[code] - 1)
        else:
            runs.append((code, ends[code] - 1))
    return Ranges(tuple((_shown(variable, first), _shown(variable, last)) for first, last in runs))


def _shown(variable: Variable, code: int) -> int | str:
    is_date = isinstance(variable.domain, Dates)
    return date.fromordinal(code).isoformat() if is_date else code
