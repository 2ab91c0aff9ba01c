"""A rule that would fill a gap, in the words the rules beside it use.

It starts from one person nobody's rule covers: everything the rules beside it test, as that person
answers. Then every test is left out without which the rule still speaks of the gap alone, and what
is left is widened value by value as long as it does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from triage.diagrams.nodes import FALSE_NODE, TRUE_NODE, Node
from triage.engine.reference.walk import completions
from triage.intake.reading import read_answers
from triage.language.printing import condition_data, flow
from triage.model.answer_path import AnswerPath
from triage.model.condition import (
    AllOf,
    Among,
    Compared,
    Condition,
    Negation,
    Order,
    Ref,
    RefKind,
    Tested,
    Value,
)
from triage.model.question import Choice
from triage.model.rule import Classification
from triage.model.walk import is_test, tests_of
from triage.verify.examples import complete
from triage.verify.state_space import Example, StateSpace

_OPPOSITES = {
    Order.AT_LEAST: Order.LESS_THAN,
    Order.LESS_THAN: Order.AT_LEAST,
    Order.AT_MOST: Order.MORE_THAN,
    Order.MORE_THAN: Order.AT_MOST,
}
NEW_RULE, TO_BE_CHOSEN = "T-new", "…"


def proposed_rule(whole: StateSpace, classes: Classification, example: Example, gap: Node) -> str:
    """Write a rule that holds in an example of a gap, and nowhere but in the gap.

    What it assigns is left for a person to choose.
    """
    tests = list(dict.fromkeys(each for one in classes.rules for each in tests_of(one.when)))
    person = _Person(whole, example)
    literals = list(dict.fromkeys(person.literal(test) for test in tests))
    kept = _widened(whole, _needed(whole, literals, gap), gap)
    when = condition_data(AllOf(tuple(kept)))
    return f"- {flow({'id': NEW_RULE, 'when': when, 'then': TO_BE_CHOSEN})}"


class _Person:
    """One complete assessment, asked what the tests of rules are there."""

    def __init__(self, whole: StateSpace, example: Example) -> None:
        self._whole = whole
        read = read_answers(whole.rulebook, complete(whole, example), whole.as_of)
        self._completion = next(completions(whole.rulebook, read, whole.as_of))

    def literal(self, test: Tested) -> Condition:
        """Return a test that holds for the person: of values where those are few, else this one."""
        for values in _values(self._whole, test.ref):
            among = _is(test.ref, values)
            if self._completion.holds(among):
                return among
        if self._completion.holds(test):
            return test
        opposite = _opposite(test)
        return opposite if self._completion.holds(opposite) else Negation(test)


def _opposite(test: Tested) -> Condition:
    """Return the comparison that holds where another does not and the question applies.

    INVARIANT: of dates it stays a negation. The space tells days apart by the spans of its rules'
    own tests, and knows no other.
    """
    match test.tests:
        case (Compared(order, operand),):
            return Tested(test.ref, (Compared(_OPPOSITES[order], operand),))
        case _:
            return Negation(test)


def _values(whole: StateSpace, ref: Ref) -> list[tuple[str, ...]]:
    """Return the values of a choice, a scale or a finding, those together no rule tells apart."""
    if ref.collection is not None:
        return []
    if ref.kind is RefKind.FINDING:
        return [(value,) for value in whole.rulebook.findings[ref.id].body.values]
    domain = whole.rulebook.questions[ref.id].domain if ref.kind is RefKind.QUESTION else None
    if not isinstance(domain, Choice):
        return []
    codes = whole.decisions.space.codes(whole.program.by_path[AnswerPath.of(ref.id)])
    first = [code for code in codes if code is not None]
    together: dict[int, tuple[str, ...]] = {}
    for code, value in enumerate(domain.values):
        class_ = bisect_right(first, code)
        together[class_] = (*together.get(class_, ()), value)
    return list(together.values())


def _is(ref: Ref, values: Sequence[str]) -> Tested:
    return Tested(ref, (Among(tuple(Value(value) for value in values)),))


def _only(whole: StateSpace, parts: Sequence[Condition], gap: Node) -> bool:
    """Say whether there is a gap wherever all parts hold."""
    node = whole.diagrams.conjunction(whole.node(part) for part in parts)
    return whole.diagrams.ite(node, gap, TRUE_NODE) == TRUE_NODE


def _needed(whole: StateSpace, literals: Sequence[Condition], gap: Node) -> list[Condition]:
    """Leave out every test without which the others still speak of the gap alone."""
    kept = list(literals)
    for each in reversed(literals):
        fewer = [other for other in kept if other is not each]
        if _only(whole, fewer, gap):
            kept = fewer
    return kept


def _widened(whole: StateSpace, parts: Sequence[Condition], gap: Node) -> list[Condition]:
    """Let every test take more values, as long as all speak of the gap alone."""
    wide = list(parts)
    for place, part in enumerate(parts):
        if not is_test(part):
            continue
        groups = _values(whole, part.ref)
        kept = [group for group in groups if part == _is(part.ref, group)]
        for group in groups if kept else ():
            if group in kept or whole.node(_is(part.ref, group)) == FALSE_NODE:
                continue
            order = sorted([*kept, group], key=groups.index)
            wider = _is(part.ref, [value for each in order for value in each])
            if _only(whole, [*wide[:place], wider, *wide[place + 1 :]], gap):
                kept, wide[place] = order, wider
    return wide
