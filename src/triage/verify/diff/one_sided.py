"""What only one version lets anybody answer: who answers so, and what becomes of them there.

They are nobody in the other version, so nothing moves them; what they come to is said instead.
Every assessment of a version either has an answer that is named here, or is one of both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from triage.diagnostics import EnginesDisagree, Shown
from triage.diagrams.nodes import FALSE_NODE, Node
from triage.diagrams.product import State, together
from triage.engine.crosscheck import disagreement
from triage.engine.symbolic.space import NOT_GIVEN, TYPOLOGY
from triage.model.answer_path import AnswerPath, printed
from triage.model.question import Choice, Subset
from triage.model.rulebook import Rulebook
from triage.verify.diff.cube_cover import answered
from triage.verify.diff.joint_space import NEW, OLD, Asked
from triage.verify.diff.outputs import Compared, outputs
from triage.verify.diff.region import Answered, Members, Values
from triage.verify.diff.rules_diff import AskedByOne, ComesTo, OneSided, Side
from triage.verify.diff.said import said
from triage.verify.diff.thing_paths import question_path
from triage.verify.diff.version_product import VersionProduct

_SIDES = {OLD: Side.OLD, NEW: Side.NEW}

T = TypeVar("T")

Telling = tuple[str, Callable[[], Iterable[T]]]
"""The path of a question, and what tells of it: it may take many steps."""

Check = Callable[[], None]
"""Raises `LimitReached` where there are no steps left."""


# --- answers


def answers_of_one(both: VersionProduct, check: Check) -> Iterator[Telling[OneSided]]:
    """Yield the questions with answers only one version knows, and what tells what comes of each.

    Whoever tells goes through `check` at each output, which may end it.
    """
    for side in _SIDES:
        for path, asked in _with_other_answers(both).items():
            yield path, partial(_one_sided, both, side, path, asked, check)


def _with_other_answers(both: VersionProduct) -> dict[str, list[Asked]]:
    """Return the questions with other answers in either version, in any item or row, by path."""
    found: dict[str, list[Asked]] = {}
    for asked in both.joint.asked:
        has_others = asked.answers.changed or asked.replaced
        if has_others and asked.variable.index in both.joint.space.levels:
            found.setdefault(_path(asked), []).append(asked)
    return found


def _one_sided(
    both: VersionProduct, side: int, path: str, asked: Iterable[Asked], check: Check
) -> Iterator[OneSided]:
    for answer, (where, levels) in _answers(both, side, asked).items():
        directly = list(_depending(both, side, levels, through_typology=False))
        every = list(_depending(both, side, levels))
        outcomes: list[ComesTo] = []
        for each in directly:
            check()
            outcomes += _outcomes(both, side, each, where)
        by_typology = tuple(each.name for each in every if each not in directly)
        yield OneSided(_SIDES[side], path, answer, tuple(outcomes), by_typology)


_Where = tuple[Node, frozenset[int]]
"""Where somebody answers so, and the levels of the answers."""


def _answers(both: VersionProduct, side: int, every: Iterable[Asked]) -> dict[Answered, _Where]:
    """Return where each answer to a question is given that only a version knows."""
    found: dict[Answered, _Where] = {}
    diagrams = both.diagrams
    for asked in every:
        level, applies = both.joint.space.levels[asked.variable.index], both.applies(asked, side)
        for answer, classes in _told_apart(both, asked, side):
            here = [class_ in classes for class_ in range(both.joint.space.sizes[level])]
            given = diagrams.conjunction([applies, diagrams.literal(level, here)])
            before, levels = found.get(answer, (FALSE_NODE, frozenset()))
            found[answer] = diagrams.disjunction([before, given]), levels | {level}
    return {answer: each for answer, each in found.items() if each[0] != FALSE_NODE}


def _told_apart(
    both: VersionProduct, asked: Asked, side: int
) -> Iterator[tuple[Answered, frozenset[int]]]:
    """Yield what only one version knows of a question, with the classes of it."""
    own, other = asked.translate(side), asked.translate(1 - side)
    codes = both.joint.space.codes(asked.variable.index)
    alone = {
        class_: code
        for class_, code in enumerate(codes)
        if code is not NOT_GIVEN and own(code) is not None and other(code) is None
    }
    domain = asked.variable.domain
    if isinstance(domain, Choice) and not asked.replaced:
        for class_, code in alone.items():
            yield Values((domain.values[code],)), frozenset({class_})
    elif isinstance(domain, Subset) and not asked.replaced:
        for bit, member in enumerate(domain.values):
            if own(1 << bit) is not None and other(1 << bit) is None:
                having = (class_ for class_, mask in alone.items() if mask >> bit & 1)
                yield Members((member,)), frozenset(having)
    elif alone:
        yield answered(both, asked.variable, frozenset(alone)), frozenset(alone)


def _path(asked: Asked) -> str:
    return question_path(*asked.variable.path.place)


# --- what comes of them


def _depending(
    both: VersionProduct, side: int, levels: frozenset[int], through_typology: bool = True
) -> Iterator[Compared]:
    """Yield the outputs of a version that depend on the answers at some levels."""
    for output in outputs(both):
        if levels & both.asked_by(side, output.nodes[side], through_typology):
            yield output


def _outcomes(both: VersionProduct, side: int, output: Compared, where: Node) -> Iterator[ComesTo]:
    node = output.nodes[side]
    within = together([where, both.known[side]])
    for code in sorted(both.diagrams.reachable_terminals(node)):
        states = list(_states(both, side, node, code, within))
        if states:
            count = both.count_of(side, states, [node], within)
            value = output.values[code]
            shown = _shown(both, side, output.name, value, states[0])
            yield ComesTo(output.name, value, count.count, count.total, count.questions, shown)


def _states(
    both: VersionProduct, side: int, node: Node, code: int, within: State
) -> Iterator[State]:
    """Yield where an output has a value, typology by typology where it reads that."""
    diagrams = both.diagrams
    branches: list[tuple[Node, State]] = [(node, ())]
    if diagrams.level_of[node] == TYPOLOGY:
        is_ = both.sides[side].decisions.typology_is
        branches = [(diagrams.cofactor(node, TYPOLOGY, at), (each,)) for at, each in enumerate(is_)]
    for branch, typology in branches:
        state = together((diagrams.indicator(branch, (code,)), *typology, *within))
        if both.sides[side].witness(*state) is not None:
            yield state


def _shown(both: VersionProduct, side: int, output: str, value: str, state: State) -> Shown:
    """Show somebody who answers so, of whom the reference concludes the same."""
    whole = both.sides[side]
    example = whole.witness(*state)
    assert example is not None, "only what somebody meets is told"
    seen = both.seen(whole, example.classes)
    if said(seen, whole.rulebook, output) != value:
        raise EnginesDisagree((disagreement(output),))
    because = both.because(dict(sorted(example.classes.items())))
    return Shown(both.as_of.isoformat(), printed(because), dict(seen.answers))


# --- questions


def questions_of_one(both: VersionProduct) -> Iterator[Telling[AskedByOne]]:
    """Yield the questions, or rows, that only one version asks about, and what tells of each."""
    for side in _SIDES:
        for path, asked in _asked_by_one(both, side).items():
            yield path, partial(_asked, both, side, path, asked)


def _asked(
    both: VersionProduct, side: int, path: str, every: Sequence[Asked]
) -> Iterator[AskedByOne]:
    """Yield who is asked, and what the answer bears on."""
    where = both.diagrams.disjunction(both.applies(each, side) for each in every)
    known = both.known[side]
    count = both.count_of(side, [together([where, known])], (), together([known]))
    levels = frozenset(_levels(both, every))
    bears_on = tuple(each.name for each in _depending(both, side, levels))
    yield AskedByOne(_SIDES[side], path, count.count, count.total, count.questions, bears_on)


def _asked_by_one(both: VersionProduct, side: int) -> dict[str, list[Asked]]:
    found: dict[str, list[Asked]] = {}
    other = both.sides[1 - side].rulebook
    for each in both.joint.asked:
        if each.number(1 - side) is None and not each.replaced:
            path = _unknown(each, other)
            if path is not None:
                found.setdefault(path, []).append(each)
    return found


def _unknown(asked: Asked, other: Rulebook) -> str | None:
    """Return the path of what the other version does not ask about; `None`: of items it does."""
    path: AnswerPath = asked.variable.path
    owner, id_ = path.place
    if id_ not in other.siblings.get(owner, {}):
        return question_path(owner, id_)
    if path.row is not None and path.item is None:
        return f"questions.{owner}.rows.{path.row}"
    return question_path(owner, id_) if path.item is None else None


def _levels(both: VersionProduct, asked: Iterable[Asked]) -> Iterator[int]:
    for each in asked:
        level = both.joint.space.levels.get(each.variable.index)
        if level is not None:
            yield level
