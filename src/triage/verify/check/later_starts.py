"""That nobody begins later because of a proxy, proved for all assessments of a day.

Two people who differ only in one answer that stands close to a protected characteristic, are of the
same typology and meet the same law, and are both offered something, begin it at the same time; or
the one whose answer stands close begins it first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from triage.diagnostics import Diagnostic, Evidence, listed
from triage.diagrams.nodes import FALSE_NODE, Node
from triage.engine.symbolic.decisions import Plan
from triage.model.answer_path import Element
from triage.model.condition import (
    Among,
    Condition,
    Members,
    Membership,
    Ref,
    RefKind,
    Tested,
    Value,
)
from triage.model.question import Choice, Question, Subset
from triage.model.rule import ALONGSIDE, NOW
from triage.model.rulebook import Rulebook
from triage.program.lower import lower
from triage.program.program import RuleKind
from triage.verify.check.claims import Claims, Subject, claim
from triage.verify.check.marked import Marked, marked
from triage.verify.check.reading import Reading
from triage.verify.days import own_days
from triage.verify.guarantees import followed
from triage.verify.pairs import Pair, differing_only_in
from triage.verify.rewrites import in_some
from triage.verify.state_space import StateSpace
from triage.verify.witness import Witness, witness

_RANKS = {NOW: 0, ALONGSIDE: 1}
_AFTER = 2


def later_starts(rulebook: Rulebook) -> Iterator[Diagnostic]:
    """Find what begins later for somebody because of a proxy, each shown by two people.

    Raises:
        LimitReached: there are too many kinds of assessments.
        EnginesDisagree: the reference does not see what was found; please report it.
    """
    proxies = _proxies(rulebook)
    if not proxies:
        return
    wanted = [condition for one in proxies for condition in one.conditions]
    told = set[tuple[str, str]]()
    for day in own_days(rulebook, lower(rulebook)):
        claims = Claims(StateSpace(rulebook, day, wanted))
        for one in proxies:
            for plan in claims.whole.decisions.plans:
                if (one.of.name, plan.id) in told:
                    continue
                evidence = _shown_later(claims, one, plan)
                if evidence is not None:
                    told.add((one.of.name, plan.id))
                    yield _later(rulebook, one.of, plan.id, evidence)


def _later(rulebook: Rulebook, of: Marked, id_: str, evidence: Evidence) -> Diagnostic:
    subject = Subject(f"interventions.{id_}", id_, (of.place,))
    return claim(
        rulebook,
        "proxy-later-start",
        subject,
        evidence,
        question=of.name,
        what=listed(of.proxy_of),
    )


@dataclass(frozen=True, slots=True)
class _Proxy:
    """A marked question, and what says of an answer of it that it stands close.

    `owner` is the list or grid it stands in. Without `near` any two answers are held against each
    other.
    """

    of: Marked
    near: Condition | None
    owner: str | None

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What a space must tell apart."""
        if self.near is None:
            return ()
        return (self.near if self.owner is None else in_some(self.owner, self.near),)


def _proxies(rulebook: Rulebook) -> list[_Proxy]:
    """Return the proxies that some recommendation reads."""
    reading = Reading(rulebook)
    advice = [each.id for each in reading.program.rules if each.kind is RuleKind.RECOMMENDATION]
    read = frozenset[int]().union(*map(reading.of_rule, advice))
    return [
        _proxy(rulebook, one)
        for one in marked(rulebook, reading.program)
        if one.proxy_of and not read.isdisjoint(one.variables)
    ]


def _proxy(rulebook: Rulebook, one: Marked) -> _Proxy:
    if one.row is None:
        question = rulebook.siblings[one.owner][one.question]
        return _Proxy(one, _near(question, one.owner, one.near), one.owner)
    scales = filter(_is_scale, rulebook.collection(one.question).item)
    near = next((_above_lowest(one.question, each) for each in scales), None)
    return _Proxy(one, near, one.question)


def _is_scale(question: Question) -> bool:
    return isinstance(question.domain, Choice) and question.domain.ordered


def _above_lowest(owner: str, scale: Question) -> Condition:
    """Say that a row weighs something: not the lowest value of its first scale."""
    assert isinstance(scale.domain, Choice)
    lowest = (Value(scale.domain.values[0]),)
    return Tested(Ref(RefKind.QUESTION, scale.id, owner), (Among(lowest, negated=True),))


def _near(question: Question, owner: str | None, values: Sequence[str]) -> Condition | None:
    if not values:
        return None
    ref = Ref(RefKind.QUESTION, question.id, owner)
    if isinstance(question.domain, Subset):
        return Tested(ref, (Members(Membership.ANY, tuple(map(Value, values))),))
    return Tested(ref, (Among(tuple(map(Value, values))),))


def _shown_later(claims: Claims, one: _Proxy, plan: Plan) -> Evidence | None:
    whole = claims.whole
    for element, levels in _places(whole, one).items():
        if levels.isdisjoint(whole.support(plan.start)):
            continue
        near = None if one.near is None else whole.node(one.near, element)
        pair = _pair(whole, plan, levels, near)
        if pair is not None:
            return _evidence(claims, pair, plan.id)
    return None


def _places(whole: StateSpace, one: _Proxy) -> dict[Element | None, frozenset[int]]:
    """Return the levels of the answers, item by item, of a row together."""
    found: dict[Element | None, set[int]] = {}
    space = whole.decisions.space
    for each in space.variables:
        if each.index in one.of.variables and each.index in space.levels:
            found.setdefault(each.path.element, set()).add(space.levels[each.index])
    return {element: frozenset(levels) for element, levels in found.items()}


def _pair(whole: StateSpace, plan: Plan, levels: frozenset[int], near: Node | None) -> Pair | None:
    """Return two of whom one begins later, the one whose answer stands close where that is said."""
    diagrams = whole.diagrams
    flat = whole.interventions[plan.id]
    law = tuple(whole.planning.law(each) for each in (flat, *followed(whole, flat)))
    search = partial(differing_only_in, whole, levels=levels, equal=law, of_one_typology=True)
    offered = diagrams.indicator(plan.start, _ranked(plan, range(_AFTER + 1)))
    for rank in (_RANKS[ALONGSIDE], _AFTER):
        late = diagrams.indicator(plan.start, _ranked(plan, range(rank, _AFTER + 1)))
        if late == FALSE_NODE:
            continue
        if near is None:
            pair = search(late, among=offered)
        else:
            early = diagrams.conjunction([offered, diagrams.negation(late)])
            # Of those left, the ones that stand close are late and the others early.
            held = diagrams.ite(near, late, early)
            pair = search(near, among=held)
        if pair is not None:
            return pair
    return None


def _ranked(plan: Plan, ranks: range) -> set[int]:
    return {
        place
        for place, start in enumerate(plan.starts)
        if start is not None and _RANKS.get(start, _AFTER) in ranks
    }


def _evidence(claims: Claims, pair: Pair, id_: str) -> Evidence:
    one, other = pair
    first = witness(claims.whole, one)

    def differs(seen: Witness) -> bool:
        return seen.conclusion.starts.get(id_) != first.conclusion.starts.get(id_)

    second = claims.seen(other, differs)
    return Evidence((claims.shown(one, first), claims.shown(other, second)))
