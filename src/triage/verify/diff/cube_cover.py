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

from triage.verify.diff.version_product import Both
from triage.verify.state_space import State
from triage.diagnostics import LimitReached
from triage.diagrams.diagrams import FALSE_NODE, TRUE_NODE, Node
from triage.engine.symbolic.space import SILENT
from triage.program.program import Variable
from triage.program.encoding import value_of
from triage.model.question import Dates, ListOf, Number, Subset
from triage.language.printing import Plain, flow

MOST_SETS = 3
"""Of more answers to a set question, what they have in common is said, or that there are more."""

_Cube = dict[int, frozenset[int]]
"""For each place that matters, the classes it may have."""


@dataclass(frozen=True, slots=True)
class Regions:
    """Conditions of which each assessment of a set meets one; `more` where that is not all."""

    conditions: tuple[str, ...]
    more: bool


def regions(both: Both, states: Sequence[State], most: int) -> Regions:
    """Describe those who are in one of some states by `most` conditions."""
    try:
        left = both.diagrams.disjunction(both.diagrams.conjunction(each) for each in states)
    except LimitReached:
        return Regions((), True)
    found: list[str] = []
    while left != FALSE_NODE and len(found) < most:
        cube = _widened(both, left)
        found.append(_words(both, cube))
        left = both.diagrams.choose(_node(both, cube), FALSE_NODE, left)
    return Regions(tuple(dict.fromkeys(found)), left != FALSE_NODE)


def _widened(both: Both, region: Node) -> _Cube:
    example = both.old.some(region)
    assert example is not None, "a region is somebody's"
    cube: _Cube = {place: frozenset({class_}) for place, class_ in example.classes.items()}
    for place in sorted(cube, reverse=True):
        fewer = {other: classes for other, classes in cube.items() if other != place}
        if _inside(both, region, fewer):
            cube = fewer
            continue
        for class_ in range(both.joint.space.sizes[place]):
            wider = cube | {place: cube[place] | {class_}}
            if class_ not in cube[place] and _inside(both, region, wider):
                cube = wider
    return cube


def _inside(both: Both, region: Node, cube: Mapping[int, frozenset[int]]) -> bool:
    """Say whether whoever meets a cube belongs to the region."""
    diagrams = both.diagrams
    pending, seen = [region], {region}
    while pending:
        node = pending.pop()
        if node == FALSE_NODE:
            return False
        if node == TRUE_NODE:
            continue
        children, allowed = diagrams.children[node], cube.get(diagrams.answer[node])
        for class_, child in enumerate(children):
            if (allowed is None or class_ in allowed) and child not in seen:
                seen.add(child)
                pending.append(child)
    return True


def _node(both: Both, cube: _Cube) -> Node:
    sizes = both.joint.space.sizes
    return both.diagrams.conjunction(
        both.diagrams.among(place, [class_ in allowed for class_ in range(sizes[place])])
        for place, allowed in cube.items()
    )


# --- in words


def _words(both: Both, cube: _Cube) -> str:
    said: dict[str, Plain] = {}
    for place in sorted(cube):
        variable = both.joint.space.variables[place - 1]
        said[variable.path] = _test(both, variable, cube[place])
    return flow(said)


def _test(both: Both, variable: Variable, allowed: frozenset[int]) -> Plain:
    codes = both.joint.space.codes(variable.index)
    if isinstance(variable.domain, Number | Dates | ListOf):
        return _ranges(both, variable, [codes[class_] for class_ in sorted(allowed)])
    if isinstance(variable.domain, Subset):
        return _sets(variable.domain, codes, allowed)
    values = list(_values(both, variable, allowed))
    return values[0] if len(values) == 1 else values


def _sets(domain: Subset, codes: Sequence[int | None], allowed: frozenset[int]) -> Plain:
    """Say what some answers to a set question have in common, where no other answer has it."""
    masks = [code for class_, code in enumerate(codes) if class_ in allowed and code is not None]
    all_of = reduce(and_, masks, -1)
    none_of = reduce(or_, masks, 0)
    alike = [code for code in codes if code is not None and code & all_of == all_of]
    common: dict[str, Plain] = {}
    if len(masks) > 1 and sorted(masks) == sorted(
        code for code in alike if code | none_of == none_of
    ):
        if has := _members(domain, all_of):
            common["includes_all"] = [*has]
        if lacks := _members(domain, ~none_of):
            common["excludes"] = [*lacks]
    if common:
        return common
    shown: list[Plain] = [[*_members(domain, mask)] for mask in masks[:MOST_SETS]]
    return shown[0] if len(masks) == 1 else [*shown, *(["…"] * (len(masks) > MOST_SETS))]


def _members(domain: Subset, mask: int) -> list[str]:
    return [value for bit, value in enumerate(domain.values) if mask >> bit & 1]


def _values(both: Both, variable: Variable, allowed: frozenset[int]) -> Iterator[Plain]:
    """Give the values of some classes of a choice."""
    codes = both.joint.space.codes(variable.index)
    spoken = [code for code in codes if code is not SILENT]
    for class_ in sorted(allowed):
        code = codes[class_]
        if code is SILENT:
            yield "not_applicable"
        else:
            place = spoken.index(code)
            end = spoken[place + 1] if place + 1 < len(spoken) else variable.high + 1
            yield from (str(value_of(variable, each)) for each in range(code, end))


def _ranges(both: Both, variable: Variable, codes: Sequence[int | None]) -> Plain:
    _, high = both.joint.program.bounds(variable, both.as_of)
    every = [code for code in both.joint.space.codes(variable.index) if code is not SILENT]
    ends = dict(pairwise([*every, high + 1]))
    runs: list[tuple[int, int]] = []
    for code in codes:
        if code is None:
            continue
        if runs and runs[-1][1] == code - 1:
            runs[-1] = (runs[-1][0], ends[code] - 1)
        else:
            runs.append((code, ends[code] - 1))
    said = [_run(variable, *run) for run in runs]
    return said[0] if len(said) == 1 else [*said]


def _run(variable: Variable, first: int, last: int) -> Plain:
    def shown(code: int) -> Plain:
        if isinstance(variable.domain, Dates):
            return date.fromordinal(code).isoformat()
        return code

    return shown(first) if first == last else {"from": shown(first), "to": shown(last)}
