"""A set of assessments in a few words: conditions on answers that hold for them and nobody else.

Each region begins at one assessment of the set. Every answer is then given up, or lets in more of
its values, as long as all that meet it belong to the set. What is left over begins the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from triage.diagrams.nodes import FALSE_NODE, TRUE_NODE, Node
from triage.diagrams.product import State, together
from triage.engine.symbolic.space import NOT_GIVEN
from triage.model.question import Dates, ListOf, Number, Subset
from triage.program.encoding import value_of
from triage.program.program import Variable
from triage.verify.diff.region import NOT_APPLICABLE, Answered, Ranges, Region, Values
from triage.verify.diff.set_answers import SetAnswers
from triage.verify.diff.version_product import VersionProduct
from triage.verify.state_space import Example

_Cube = dict[int, frozenset[int]]
"""For each level that matters, the classes it may have."""


@dataclass(frozen=True, slots=True)
class CubeCover:
    """Conditions of which each assessment of a set meets one; `more` where that is not all."""

    regions: tuple[Region, ...]
    more: bool


def cube_cover(both: VersionProduct, states: Sequence[State], most: int) -> CubeCover:
    """Describe those who are in one of some states by `most` conditions."""
    diagrams, left = both.diagrams, _one_state(both, states)
    found: list[Region] = []
    while (example := both.old.witness(*left)) is not None and len(found) < most:
        cube = _widened(both, left, example)
        found.append(_region(both, cube))
        left = together((*left, diagrams.negation(_node(both, cube))))
    return CubeCover(tuple(dict.fromkeys(found)), example is not None)


def _one_state(both: VersionProduct, states: Sequence[State]) -> State:
    """Return where one of some states is met, as one state: one of them alone is left as it is."""
    if len(states) == 1:
        return states[0]
    return together([both.diagrams.disjunction(map(both.diagrams.conjunction, states))])


def _widened(both: VersionProduct, left: State, example: Example) -> _Cube:
    """Return who is like somebody of a set, with all others who are not both versions' left out."""
    region = [both.diagrams.ite(both.common, node, TRUE_NODE) for node in left]
    cube: _Cube = {level: frozenset({class_}) for level, class_ in example.classes.items()}
    for level in sorted(cube, reverse=True):
        fewer = {other: classes for other, classes in cube.items() if other != level}
        if _inside(both, region, fewer):
            cube = fewer
            continue
        for class_ in sorted(both.known_to_both(level)):
            wider = cube | {level: cube[level] | {class_}}
            if class_ not in cube[level] and _inside(both, region, wider):
                cube = wider
    return cube


def _inside(both: VersionProduct, region: Sequence[Node], cube: _Cube) -> bool:
    """Say whether all of a region is true for whoever meets a cube."""
    diagrams = both.diagrams
    pending, seen = [*region], {*region}
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
        level = both.joint.space.levels[variable.index]
        masks = [code for code in codes if code is not None]
        answers = SetAnswers(both.joint.partition, variable, masks)
        return answers.described(allowed, both.known_to_both(level))
    return Values(tuple(_values(both, variable, allowed)))


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
